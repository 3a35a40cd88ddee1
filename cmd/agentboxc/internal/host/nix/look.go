package nix

import (
	"context"
	_ "embed"
	"fmt"
	"sync"

	"github.com/agentboxc/agentboxc/codegen/nix"
)

//go:embed look.nix
var lookSource string

var lookFunction = sync.OnceValue(func() nix.Expr {
	f, err := nix.Parse([]byte(lookSource))
	if err != nil {
		panic("nix: look.nix: " + err.Error())
	}
	return f.Body
})

// Looked is what a package set tells: for each path that was asked about the
// names of the set there, nil when there is none or it is refused, and what the
// package there says.
type Looked struct {
	Names [][]string `json:"names"`
	About []About    `json:"about"`
}

// About is what a package says of itself; "" is what it does not say.
type About struct {
	Version     string `json:"version"`
	Description string `json:"description"`
	Refused     bool   `json:"refused"` // the set has the name, and an error in the place of a package
}

// AttrNames evaluates an output of the flake that is a set, and returns the names
// of its attributes.
func (n *Nix) AttrNames(ctx context.Context, s *Staged, output string) ([]string, error) {
	if err := s.usable(n.Version); err != nil {
		return nil, err
	}
	var names []string
	err := n.eval(ctx, s, output, nix.Fn("set", nix.Call(nix.Dot("builtins", "attrNames"), nix.Id("set"))), &names)
	return names, err
}

// Look evaluates an output of the flake that is a package set, and asks it for
// the names of the sets at some paths, and about the packages at others. What
// throws is left out; what stops Nix altogether is an error for all of them.
func (n *Nix) Look(ctx context.Context, s *Staged, output string, names, about [][]string) (*Looked, error) {
	if err := s.usable(n.Version); err != nil {
		return nil, err
	}
	var found Looked
	fn := nix.Fn("set", nix.Call(lookFunction(), nix.Id("set"), pathList(names), pathList(about)))
	if err := n.eval(ctx, s, output, fn, &found); err != nil {
		return nil, err
	}
	if len(found.Names) != len(names) || len(found.About) != len(about) {
		return nil, fmt.Errorf("reading what nix evaluated: it answers %d and %d questions of %d and %d",
			len(found.Names), len(found.About), len(names), len(about))
	}
	return &found, nil
}

func pathList(paths [][]string) *nix.List {
	list := nix.L()
	for _, path := range paths {
		list.Items = append(list.Items, nix.Strs(path))
	}
	return list
}
