package trial

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

type assertionFailed struct {
	Run       string
	Condition *config.Attr
	Message   string // "" when it could not be evaluated
	Platforms []string
	Values    []diag.Value
}

func (p assertionFailed) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.AssertionFailed, Subject: p.Condition.Range, Values: p.Values, Detail: p.Message}
	if d.Detail == "" {
		d.Detail = "The condition does not hold."
	}
	d.Detail += fmt.Sprintf(" (Run %q, on %s.)", p.Run, strings.Join(p.Platforms, " and "))
	return d
}

// same reports whether another failure says the same of another platform.
func (p *assertionFailed) same(other assertionFailed) bool {
	return p.Message == other.Message && slices.Equal(p.Values, other.Values)
}

type missingFailure struct {
	Ref     config.Ref
	Address string
}

func (p missingFailure) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.MissingFailure, Subject: p.Ref.Range,
		Detail: fmt.Sprintf("The run expects an error in %s, and there is none with these variables.", p.Address),
	}
}

type tooMany struct {
	What string
	Most int
	At   diag.Range
}

func (p tooMany) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.UnitTooLarge, Subject: p.At,
		Detail: fmt.Sprintf("There may be %d %s; the others are not looked at. Leave some out, or split the unit.", p.Most, p.What),
	}
}

type undeclared struct {
	Name string
	At   diag.Range
	Have []string // addresses
}

func (p undeclared) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.UnknownVariableSet, Subject: p.At}
	d.Detail = fmt.Sprintf("The unit declares no variable %q.", p.Name)
	if near, ok := diag.Nearest("var."+p.Name, p.Have); ok {
		name := strings.TrimPrefix(near, "var.")
		d.Detail += fmt.Sprintf(" Did you mean %q?", name)
		d.Fixes = diag.Replace(p.At, name)
		return d
	}
	d.Detail += diag.Listed(" The unit has %s.", p.Have)
	return d
}

type outOfScope struct {
	Ref   config.Ref
	Known []*config.Attr
}

func (p outOfScope) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.OutOfPlace, Subject: p.Ref.Range}
	d.Detail = fmt.Sprintf("%s cannot stand here. This is evaluated before the unit is compiled, so it refers to nothing of the unit.", p.Ref.Address())
	if len(p.Known) > 0 {
		names := make([]string, len(p.Known))
		for i, a := range p.Known {
			names[i] = "var." + a.Name
		}
		d.Detail += " What the variables block of the file sets can be read: " + strings.Join(names, ", ") + "."
	}
	return d
}

type ownFunction struct {
	Call     config.Call
	Declared diag.Range
}

func (p ownFunction) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.UnknownFunction, Subject: p.Call.Range,
		Detail:  fmt.Sprintf("%s is a function of the unit, and a test has only those of the language: it looks at what the unit made. Look at a local value that calls the function.", p.Call.Name),
		Related: []diag.Related{{Message: "declared here", Range: p.Declared}},
	}
}

type unknownWord struct{ Ref config.Ref }

func (p unknownWord) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.UnknownReference, Subject: p.Ref.Range}
	known := []string{"pkgs", "pkgset"}
	for word := range words {
		known = append(known, word)
	}
	slices.Sort(known)
	if near, ok := diag.Nearest(p.Ref.Word, known); ok {
		d.Detail = fmt.Sprintf("Nothing is called %q here. Did you mean %q?", p.Ref.Word, near)
		end := p.Ref.Range
		end.End = end.Start
		end.End.Byte += len(p.Ref.Word)
		end.End.Column += len(p.Ref.Word)
		d.Fixes = diag.Replace(end, near)
		return d
	}
	d.Detail = fmt.Sprintf("Nothing is called %q here. A test reads the program by address, such as variant.runtime.tag; what addresses start with is %s. A string stands in quotes.",
		p.Ref.Word, strings.Join(known, ", "))
	return d
}

type unknownAddress struct {
	Ref     config.Ref
	Address string
	Have    []string // addresses of its kind
}

func (p unknownAddress) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.UnknownReference, Subject: p.Ref.Range}
	d.Detail = fmt.Sprintf("There is no %s in the unit.", p.Address)
	near, ok := diag.Nearest(p.Address, p.Have)
	if !ok {
		d.Detail += diag.Listed(" The unit has %s.", p.Have)
		return d
	}
	d.Detail += fmt.Sprintf(" Did you mean %s?", near)
	if rest, found := strings.CutPrefix(p.Ref.Address(), p.Address); found && !p.Ref.Rest {
		d.Fixes = diag.Replace(p.Ref.Range, near+rest)
	}
	return d
}

type noPackage struct{ Ref config.Ref }

func (p noPackage) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.ComputedName, Subject: p.Ref.Range,
		Detail: fmt.Sprintf("%s needs the name of a package behind it, such as %s.git. A name that is computed goes through the function pkg.", p.Ref.Address(), p.Ref.Address()),
	}
}

type noAddress struct {
	Expr  hclsyntax.Expression
	Names *Names
}

func (p noAddress) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{
		Code: diag.WrongType, Subject: syntax.Range(p.Expr.Range()),
		Detail: "expect_failures wants the addresses of variables or blocks, written out in a list, for example: expect_failures = [var.node_major, variant.runtime]",
	}
	if text, ok := syntax.Literal(p.Expr); ok && p.Names.has(text) {
		d.Detail = fmt.Sprintf("An address is written without quotes: %s.", text)
		d.Fixes = diag.Replace(d.Subject, text)
	}
	return d
}

type absentHere struct {
	Ref      config.Ref
	Address  string
	Platform string
}

func (p absentHere) Diagnostic() diag.Diagnostic {
	word, name, _ := strings.Cut(p.Address, ".")
	return diag.Diagnostic{
		Code: diag.UnknownReference, Subject: p.Ref.Range,
		Detail: fmt.Sprintf("%s does not exist on %s with these variables. Choose a platform for the run, or ask first whether it is there: contains(keys(%s), %q).", p.Address, p.Platform, word, name),
	}
}

// noInstance is a key under which a block has made nothing.
type noInstance struct {
	Ref     config.Ref
	Address string // of the block
	Keys    []string
}

func (p noInstance) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.UnknownReference, Subject: p.Ref.Range}
	d.Detail = fmt.Sprintf("There is no %s.", p.Ref.Key)
	near, ok := diag.Nearest(p.Ref.Names[len(p.Ref.Names)-1], p.Keys)
	switch {
	case ok:
		near = fmt.Sprintf("%s[%q]", p.Address, near)
		d.Detail += fmt.Sprintf(" Did you mean %s?", near)
		d.Fixes = diag.Replace(p.Ref.Range, near)
	case len(p.Keys) == 0:
		d.Detail += fmt.Sprintf(" The block %s makes nothing with these variables.", p.Address)
	default:
		d.Detail += fmt.Sprintf(" The keys of %s are %s.", p.Address, strings.Join(p.Keys[:min(len(p.Keys), 8)], ", "))
	}
	return d
}

// noPart is something of a module that the program does not have.
type noPart struct {
	Ref   config.Ref
	Steps []string // up to what is missing
}

func (p noPart) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.UnknownReference, Subject: p.Ref.Range,
		Detail: fmt.Sprintf("There is no module.%s in the program. Of a module it has the layers, variants and packages that the unit uses; test the others in the unit that declares them.",
			strings.Join(p.Steps, ".")),
	}
}

type otherPlatform struct {
	Have      string
	At        diag.Range
	Platforms []*ir.Platform
}

func (p otherPlatform) Diagnostic() diag.Diagnostic {
	systems := make([]string, len(p.Platforms))
	for i, pl := range p.Platforms {
		systems[i] = pl.System
	}
	return diag.Diagnostic{
		Code: diag.InvalidPlatform, Subject: p.At,
		Detail: fmt.Sprintf("The unit does not have the platform %q; it has %s.", p.Have, strings.Join(systems, " and ")),
	}
}
