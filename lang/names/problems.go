package names

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// missing is a package that is certain not to exist.
type missing struct {
	use     *use
	input   string   // that its set comes from
	step    int      // of the path, which is not there
	systems []string // where it is not there
	others  []string // where it is used and is there
	near    []suggestion
}

type missingPackage struct {
	missing
	At place
}

func (p missingPackage) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.UnknownPackage, Subject: p.At.at}
	d.Detail = fmt.Sprintf("There is no %q %s%s, as flake.lock pins input.%s.", p.use.path[p.step], p.where(), p.only(), p.input)
	switch {
	case len(p.others) > 0:
		d.Detail += fmt.Sprintf(" Only %s has it: list it in a layer with only = [%s], or choose by platform.system.",
			strings.Join(p.others, " and "), quoted(p.others))
		return d
	case len(p.near) == 0:
		d.Detail += " Nothing there has a name like it; agentboxc search finds parts of names."
		return d
	}
	d.Detail += fmt.Sprintf(" Did you mean %s?", p.near[0].describe(p.instead(p.near[0])))
	if more := p.near[1:]; len(more) > 0 {
		names := make([]string, len(more))
		for i, s := range more {
			names[i] = p.instead(s)
			if s.about.Version != "" {
				names[i] += " (" + s.about.Version + ")"
			}
		}
		d.Detail += " Other names near it: " + strings.Join(names, ", ") + "."
	}
	if p.At.form != expression {
		d.Fixes = diag.Replace(p.At.at, p.instead(p.near[0]))
	}
	return d
}

// where is the set that lacks the name.
func (p missingPackage) where() string {
	path := p.use.path
	if p.use.python > 0 {
		interpreter := path[:p.use.python-1]
		return "among the Python packages of " + p.setName() + ir.Traversal(interpreter) + ir.Traversal(path[p.use.python:p.step])
	}
	return "in " + p.setName() + ir.Traversal(path[:p.step])
}

// setName is how the set is written, or would be.
func (p missingPackage) setName() string {
	switch {
	case p.At.set != "":
		return p.At.set
	case p.use.set == "default":
		return "pkgs"
	}
	return "pkgset." + p.use.set
}

// only says on which systems it is missing, when that is not everywhere.
func (m missing) only() string {
	if len(m.others) == 0 {
		return ""
	}
	return " on " + strings.Join(m.systems, " and ")
}

func quoted(list []string) string {
	var all []string
	for _, s := range list {
		all = append(all, strconv.Quote(s))
	}
	return strings.Join(all, ", ")
}

// path is the path with another name in the place of the missing one.
func (m missing) path(s suggestion) []string {
	path := slices.Clone(m.use.path)
	path[m.step] = s.name
	return path
}

// instead is what to write for a suggestion: as the name was written, or as a
// reference where it was computed.
func (p missingPackage) instead(s suggestion) string {
	path := p.path(s)
	if p.At.form == text || p.use.python > 0 {
		return strconv.Quote(strings.Join(path[p.use.python:], "."))
	}
	return p.setName() + ir.Traversal(path)
}
