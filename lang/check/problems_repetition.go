package check

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/resolve"
)

type tooManyInstances struct {
	Attr *config.Attr
	Have int
}

func (p tooManyInstances) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.TooManyInstances, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("%s asks for %d of this block or more; a block may be made %d times.", p.Attr.Name, p.Have, maxPerBlock),
	}
}

type tooManyRepeated struct{ Attr *config.Attr }

func (p tooManyRepeated) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.TooManyInstances, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("With this block, for_each and matrix make more than %d blocks in the unit. Split the unit.", maxRepeated),
	}
}

type invalidKey struct {
	Attr *config.Attr
	Key  string
	At   diag.Range
}

func (p invalidKey) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidName, Subject: p.At,
		Detail: fmt.Sprintf("%q cannot be a key of %s, because it becomes part of a name: a key starts with a letter, a digit or _, goes on with these and - . + @ : /, and has at most %d characters. Use a map to give the value a key of its own.", clipped(shown(p.Key)), p.Attr.Name, maxKey),
	}
}

type sameKey struct {
	Attr      *config.Attr
	Key       string
	At, First diag.Range
}

func (p sameKey) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{
		Code: diag.DuplicateName, Subject: p.At,
		Detail: fmt.Sprintf("Two of what %s asks for have the key %q. The key joins the values of a combination with -, so give one of the values another form.", p.Attr.Name, p.Key),
	}
	if p.First != p.At {
		d.Related = []diag.Related{{Message: "the first one", Range: p.First}}
	}
	return d
}

// twiceInMatrix is a value that stands twice in one list of a matrix.
type twiceInMatrix struct {
	Item  item
	Value cty.Value
}

func (p twiceInMatrix) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.DuplicateItem, Subject: p.Item.at,
		Detail: fmt.Sprintf("%s stands twice in the list %q of the matrix; once is enough.", describe(p.Value), p.Item.key),
	}
}

type unknownAxis struct {
	Item item
	Name string
	Axes []axis
}

func (p unknownAxis) Diagnostic() diag.Diagnostic {
	names := make([]string, len(p.Axes))
	for i, a := range p.Axes {
		names[i] = a.name
	}
	d := diag.Diagnostic{
		Code: diag.InvalidValue, Subject: p.Item.at,
		Detail: fmt.Sprintf("The matrix has no list %q, so nothing of it can be left out.", p.Name),
	}
	if near, ok := diag.Nearest(p.Name, names); ok {
		d.Detail += fmt.Sprintf(" Did you mean %q?", near)
		return d
	}
	d.Detail += fmt.Sprintf(" It has %s.", strings.Join(names, ", "))
	return d
}

type unknownInstance struct {
	Ref    config.Ref
	Symbol *resolve.Symbol
	Have   string // the key
	Keys   []string
}

func (p unknownInstance) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{
		Code: diag.UnknownReference, Subject: p.Ref.Range,
		Detail:  fmt.Sprintf("%s makes nothing for the key %q.", p.Symbol.Key, p.Have),
		Related: []diag.Related{{Message: "the keys come from here", Range: p.Symbol.Repeat.Range}},
	}
	if near, ok := diag.Nearest(p.Have, p.Keys); ok {
		by := fmt.Sprintf("%s[%q]", p.Symbol.Key, near)
		if p.Ref.Kind == config.Module { // the key is among the names of the reference
			by = config.Ref{Word: by, Names: p.Ref.Names[2:]}.Address()
		}
		d.Detail += fmt.Sprintf(" Did you mean %s?", by)
		d.Fixes = diag.Replace(p.Ref.Range, by)
		return d
	}
	d.Detail += cmp.Or(diag.Listed(" It has the keys %s.", p.Keys), " It makes nothing at all.")
	return d
}

type sameName struct{ Instance, Other *instance }

func (p sameName) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.NameCollision, Subject: p.Instance.Range(),
		Detail: fmt.Sprintf("%s and %s would both be called %s in the flake. Rename one of the blocks, or change a key.",
			p.Instance.address, p.Other.address, p.Instance.name),
		Related: []diag.Related{{Message: p.Other.address + " is declared here", Range: p.Other.Range()}},
	}
}
