package lock

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// notLockable is an input, or an input of one, that cannot be locked.
type notLockable struct {
	Input *ir.Input
	Path  []string
	Ref   Attrs
	Err   error
}

func (p notLockable) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code:    diag.InputNotLockable,
		Subject: p.Input.URLRange,
		Context: p.Input.Range,
		Detail: fmt.Sprintf("The input %q cannot be locked. In %s (%s): %s.%s",
			p.Input.Name, joined(p.Path), p.Ref, p.Err, p.wayOut()),
	}
}

// wayOut sends to Nix what needs an evaluator, or a better reader of Nix.
func (p notLockable) wayOut() string {
	var evaluate notLiteral
	var syntax *nix.SyntaxError
	switch {
	case errors.As(p.Err, &evaluate), errors.As(p.Err, &syntax):
		return " Only inputs that are written out can be read without Nix; `agentboxc lock --with-nix` has Nix try."
	case errors.Is(p.Err, errNoFlake) && len(p.Path) == 1:
		return " If only the files are wanted, say `flake = false` in the input block."
	}
	return ""
}

// fail says once what is wrong with an input.
func (s *resolver) fail(at []string, ref Attrs, err error) {
	s.diags.Add(notLockable{Input: s.input(at[0]), Path: at, Ref: ref, Err: err})
}

func (s *resolver) input(name string) *ir.Input {
	i := slices.IndexFunc(s.request.Inputs, func(in *ir.Input) bool { return in.Name == name })
	return s.request.Inputs[i]
}

// nothingToFollow is a follows for an input that the flake does not have.
type nothingToFollow struct {
	Input  *ir.Input
	Follow ir.Follow
	Names  []string
}

func (p nothingToFollow) Diagnostic() diag.Diagnostic {
	has := "it has no inputs."
	if len(p.Names) > 0 {
		has = "its inputs are " + strings.Join(p.Names, ", ") + "."
	}
	if near, ok := diag.Nearest(p.Follow.Name, p.Names); ok {
		has += fmt.Sprintf(" Did you mean %q?", near)
	}
	at := p.Follow.Range
	if at.IsZero() {
		at = p.Input.Range
	}
	return diag.Diagnostic{
		Code:    diag.NothingToFollow,
		Subject: at,
		Context: p.Input.Range,
		Detail:  fmt.Sprintf("The flake of input %q has no input %q that could follow another: %s", p.Input.Name, p.Follow.Name, has),
	}
}

// checkSaid complains of what the program says about inputs that a flake does
// not have. Other flakes may, as Nix only warns of it.
func (s *resolver) checkSaid(in pending, inputs []declaration) {
	if len(in.path) > 1 {
		return
	}
	names := make([]string, len(inputs))
	for i, d := range inputs {
		names[i] = d.name
	}
	program := s.input(in.path[0])
	for _, f := range program.Follows {
		if !slices.Contains(names, f.Name) {
			s.diags.Add(nothingToFollow{Input: program, Follow: f, Names: names})
		}
	}
}

// checkFollows complains of what follows an input that is not there, below the
// node that a path of inputs leads to.
func (s *resolver) checkFollows(n *Node, at []string, found map[string]*Node) {
	for _, e := range n.Inputs {
		path := append(slices.Clip(at), e.Name)
		switch {
		case !e.IsFollows():
			s.checkFollows(s.made.Nodes[e.Node], path, found)
		case s.made.find(e.Follows, found) == nil:
			s.fail(path, n.Locked, fmt.Errorf("it is to follow %s, and there is no such input", joined(e.Follows)))
		}
	}
}
