package lock

import (
	"cmp"
	"fmt"
	"path"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// lockedTwice finds the inputs that bring a nixpkgs of their own beside that of
// the program. Each is some hundred megabytes to fetch and a second set of the
// same packages in the images.
func lockedTwice(l *Lock, inputs []*ir.Input) diag.List {
	var diags diag.List
	target := nixpkgsOf(l, inputs)
	if target == "" {
		return nil
	}
	for _, in := range inputs {
		node := l.Find([]string{in.Name})
		if node == nil || !in.Flake {
			continue
		}
		for _, e := range node.Inputs {
			if own := l.Nodes[e.Node]; !e.IsFollows() && own.isNixpkgs() {
				diags.Add(inputTwice{Input: in, Name: e.Name, Target: target, Own: own, Ours: l.Find([]string{target})})
			}
		}
	}
	return diags
}

// nixpkgsOf returns the program's input that is nixpkgs: the one that is called
// so, or else the first one.
func nixpkgsOf(l *Lock, inputs []*ir.Input) string {
	first := ""
	for _, in := range sortedInputs(inputs) {
		switch {
		case !l.Find([]string{in.Name}).isNixpkgs():
		case in.Name == "nixpkgs":
			return in.Name
		case first == "":
			first = in.Name
		}
	}
	return first
}

// isNixpkgs goes by the name of the repository or directory, whoever's fork it
// is.
func (n *Node) isNixpkgs() bool {
	if n == nil || !n.Flake {
		return false
	}
	location, _, _ := strings.Cut(n.Locked.Text("url"), "?")
	name := cmp.Or(n.Locked.Text("repo"), n.Locked.Text("path"), location)
	return strings.EqualFold(strings.TrimSuffix(path.Base(name), ".git"), "nixpkgs")
}

// inputTwice is an input that brings a nixpkgs of its own.
type inputTwice struct {
	Input     *ir.Input
	Name      string // of the input's own input
	Target    string // the program's
	Own, Ours *Node
}

func (p inputTwice) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.InputTwice, Subject: p.Input.Range}
	d.Detail = fmt.Sprintf("The input %q brings a nixpkgs of its own, %s, beside input.%s, which is %s: both are fetched and evaluated, "+
		"and packages from both are different ones. Let it use yours with `follows = { %s = input.%s }`.",
		p.Input.Name, p.Own.Locked, p.Target, p.Ours.Locked, p.Name, p.Target)
	if p.Input.Slot != nil {
		d.Fixes = []diag.Fix{{
			Title: fmt.Sprintf("Let %s follow input.%s", p.Name, p.Target),
			Edits: p.Input.Slot.Edits(p.Name, p.Target),
		}}
	}
	return d
}
