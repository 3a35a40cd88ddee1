package lang

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

type computedSource struct{ Attr *config.Attr }

func (p computedSource) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.WrongType, Subject: p.Attr.Range,
		Detail: "source is computed here, but the units that take part have to be known before anything is evaluated. Write the path out, as in source = \"../common\".",
	}
}

type sourceEscapes struct {
	Attr      *config.Attr
	Path, Why string
}

func (p sourceEscapes) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.PathEscapes, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("source cannot be %q: %s.", p.Path, p.Why),
	}
}

type noUnit struct {
	Attr *config.Attr
	Path string
	Err  error
}

func (p noUnit) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.FileNotFound, Subject: p.Attr.Range}
	if errors.Is(p.Err, fs.ErrNotExist) {
		d.Detail = fmt.Sprintf("There is no unit in %q: a module's source is a directory that holds agentbox.hcl, relative to the file that names it.", p.Path)
	} else {
		d.Detail = fmt.Sprintf("The unit in %q cannot be read: %v.", p.Path, p.Err)
	}
	return d
}

type tooManyUnits struct{ Attr *config.Attr }

func (p tooManyUnits) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.UnitTooLarge, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("More than %d units take part in this one.", MaxUnits),
	}
}

// moduleCycle are units that use each other.
type moduleCycle struct{ Steps []use }

func (p moduleCycle) Diagnostic() diag.Diagnostic {
	last := p.Steps[len(p.Steps)-1]
	d := diag.Diagnostic{Code: diag.Cycle, Subject: last.at}
	if len(p.Steps) == 1 {
		d.Detail = "A unit cannot be a module of itself."
		return d
	}
	names := []string{p.Steps[0].from}
	for _, s := range p.Steps {
		names = append(names, s.to)
		d.Related = append(d.Related, diag.Related{Message: fmt.Sprintf("%s uses %s", s.from, s.to), Range: s.at})
	}
	d.Detail = fmt.Sprintf("These units are modules of each other: %s. Move what they share to a unit of its own.", strings.Join(names, " -> "))
	return d
}

// computedInWorkspace is something computed where a workspace says what it consists of.
type computedInWorkspace struct {
	Attr *config.Attr
	What string // such as "a reference"
}

func (p computedInWorkspace) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidExpression, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("The values of a workspace are written out, because they say which units there are; %s has %s.", p.Attr.Name, p.What),
	}
}

type notOfType struct {
	Attr *config.Attr
	Want cty.Type
}

func (p notOfType) Diagnostic() diag.Diagnostic {
	want := "a string"
	if p.Want.IsListType() {
		want = "a list of strings"
	}
	return diag.Diagnostic{
		Code: diag.WrongType, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("%s wants %s, for example: %s = %s", p.Attr.Name, want, p.Attr.Name, p.Attr.Schema.Example),
	}
}

type invalidPattern struct {
	Attr    *config.Attr
	Pattern cty.Value
}

func (p invalidPattern) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.InvalidValue, Subject: p.Attr.Range}
	if p.Pattern.IsNull() {
		d.Detail = fmt.Sprintf("A pattern of %s is null.", p.Attr.Name)
		return d
	}
	d.Detail = fmt.Sprintf("%q is no pattern: a bracket or a brace of it is not closed.", p.Pattern.AsString())
	return d
}

// idlePattern is a pattern of members that fits no directory.
type idlePattern struct {
	Attr    *config.Attr
	Pattern string
	Ignored string // a directory that it may be meant for; "" is none
}

func (p idlePattern) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.IdlePattern, Subject: p.at()}
	if p.Ignored != "" {
		d.Detail = fmt.Sprintf("No directory of the workspace fits %q, so it brings in no unit. It may be meant for %s, but git ignores that, and what git ignores does not belong to the workspace. Change .gitignore, or remove the pattern.", p.Pattern, p.Ignored)
		return d
	}
	d.Detail = fmt.Sprintf("No directory of the workspace fits %q, so it brings in no unit. Patterns are relative to the root of the workspace; hidden directories, other git repositories, what git ignores and what is behind symbolic links do not belong to it.", p.Pattern)
	return d
}

// vacant is a workspace in which no member is a unit.
type vacant struct {
	Attr *config.Attr // nil where there is no workspace block
	File string
}

func (p vacant) Diagnostic() diag.Diagnostic {
	if p.Attr == nil {
		return diag.Diagnostic{
			Code: diag.NoUnits, Subject: diag.Range{File: p.File, Start: diag.Pos{Line: 1, Column: 1}, End: diag.Pos{Line: 1, Column: 1}},
			Detail: fmt.Sprintf("%s holds no workspace block, so the workspace has no units. Write workspace { members = [\"services/*\"] } with the patterns of their directories.", p.File),
		}
	}
	return diag.Diagnostic{
		Code: diag.NoUnits, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("The workspace has no units: no directory that members names, and exclude does not, holds an %s. Write one with `agentboxc init DIR`, or correct the patterns.", source.MainFile),
	}
}

// at is the pattern itself, where it can be found in the list.
func (p idlePattern) at() diag.Range {
	list, ok := p.Attr.Expr().(*hclsyntax.TupleConsExpr)
	if !ok {
		return p.Attr.Range
	}
	for _, e := range list.Exprs {
		if text, ok := syntax.Literal(e); ok && text == p.Pattern {
			return syntax.Range(e.Range())
		}
	}
	return p.Attr.Range
}

type notAmong struct {
	Attr *config.Attr
	Have string
	Enum []string
}

func (p notAmong) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{
		Code: diag.InvalidValue, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("%s is %q, but it must be one of %s.", p.Attr.Name, p.Have, strings.Join(p.Enum, ", ")),
	}
	if near, ok := diag.Nearest(p.Have, p.Enum); ok {
		d.Detail += fmt.Sprintf(" Did you mean %q?", near)
		d.Fixes = diag.Replace(p.Attr.Range, strconv.Quote(near))
	}
	return d
}
