package resolve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/schema"
)

// nouns are what a user calls the things that a keyword names.
var nouns = map[config.RefKind]string{
	config.Variable: "variable",
	config.Local:    "local value",
	config.Layer:    "layer",
	config.Variant:  "variant",
	config.Input:    "input",
	config.Package:  "package",
	config.Pkgset:   "package set",
	config.Overlay:  "overlay",
	config.Function: "function",
	config.Group:    "group",
	config.Module:   "module",
}

type unknownReference struct {
	Ref     config.Ref
	Symbols []*Symbol
}

func (p unknownReference) Diagnostic() diag.Diagnostic {
	noun := nouns[p.Ref.Kind]
	d := diag.Diagnostic{Code: diag.UnknownReference, Subject: p.Ref.Range}
	have := keysOf(p.Symbols, p.Ref.Kind)
	if len(p.Ref.Names) == 0 || p.Ref.Kind == config.Package && len(p.Ref.Names) < 2 {
		d.Detail = fmt.Sprintf("%q alone names nothing; the name of a %s must follow.", p.Ref.Address(), noun)
		d.Detail += diag.Listed(" The unit has %s.", have)
		return d
	}
	wanted := p.Ref.Word + "." + p.Ref.Names[0]
	if p.Ref.Kind == config.Package {
		wanted = p.Ref.Address()
	}
	d.Detail = fmt.Sprintf("There is no %s %q.", noun, strings.TrimPrefix(wanted, p.Ref.Word+"."))
	if near, ok := diag.Nearest(wanted, have); ok {
		d.Detail += fmt.Sprintf(" Did you mean %s?", near)
		rest := strings.TrimPrefix(p.Ref.Address(), wanted)
		d.Fixes = diag.Replace(p.Ref.Range, near+rest)
		return d
	}
	if d := otherKind(d, p); len(d.Related) > 0 {
		return d
	}
	d.Detail += diag.Listed(" The unit has %s.", have)
	return d
}

func keysOf(symbols []*Symbol, kind config.RefKind) []string {
	var keys []string
	for _, s := range symbols {
		if s.Kind == kind {
			keys = append(keys, s.Key)
		}
	}
	return keys
}

// otherKind points at a thing of another kind with the wanted name.
func otherKind(d diag.Diagnostic, p unknownReference) diag.Diagnostic {
	name := p.Ref.Names[0]
	if p.Ref.Kind == config.Package {
		name = p.Ref.Names[1]
	}
	for _, s := range p.Symbols {
		if s.Name == name && s.Kind != p.Ref.Kind && s.Block != nil {
			d.Detail += fmt.Sprintf(" There is a %s of that name: %s.", nouns[s.Kind], s.Key)
			d.Related = []diag.Related{{Message: s.Key + " is declared here", Range: s.Range()}}
			return d
		}
	}
	return d
}

type unknownName struct {
	Ref     config.Ref
	Wanted  schema.Ref
	Symbols []*Symbol
}

func (p unknownName) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.UnknownReference, Subject: p.Ref.Range}
	d.Detail = fmt.Sprintf("%q means nothing by itself: a reference starts with what kind of thing it names, such as layer.%s or pkgs.%s, and a string stands in quotes.", p.Ref.Word, p.Ref.Word, p.Ref.Word)
	for _, s := range p.Symbols {
		if s.Name == p.Ref.Word && !p.Ref.Rest && p.fits(s) {
			d.Detail = fmt.Sprintf("%q means nothing by itself. Did you mean %s?", p.Ref.Word, s.Key)
			d.Fixes = diag.Replace(p.Ref.Range, s.Key)
			return d
		}
	}
	words := config.Keywords()
	slices.Sort(words)
	if near, ok := diag.Nearest(p.Ref.Word, words); ok && p.Ref.Rest {
		d.Detail = fmt.Sprintf("No kind of thing is called %q. Did you mean %q?", p.Ref.Word, near)
	}
	return d
}

// fits reports whether the symbol can stand where the name stands. Where no
// reference is wanted, what has a value can.
func (p unknownName) fits(s *Symbol) bool {
	if p.Wanted != "" {
		return slices.Contains(strings.Split(string(p.Wanted), " or "), nouns[s.Kind])
	}
	return s.Kind == config.Variable || s.Kind == config.Local || s.Kind == config.Package
}

type outOfPlace struct {
	Ref config.Ref
	Why string
}

func (p outOfPlace) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.OutOfPlace, Subject: p.Ref.Range,
		Detail: fmt.Sprintf("%s cannot stand here. %s", p.Ref.Address(), p.Why),
	}
}

type notAnObject struct {
	Ref config.Ref
	On  *Symbol // what the address names, nil when it is no block
}

// detail tells those who expect one of several that there is only one.
func (p notAnObject) detail() string {
	switch {
	case p.On != nil && p.On.Repeat != nil:
		return fmt.Sprintf("What %s makes is referred to by its key alone, as in %s[\"%s\"]: nothing can follow that.", p.Ref.Address(), p.Ref.Address(), cmp.Or(p.Ref.Index, "key"))
	case p.On != nil && p.Ref.Index != "" && config.SchemaOf(p.On.schema(), "for_each") != nil:
		return fmt.Sprintf("%s is a single %s: without for_each it has no instances to choose from.", p.Ref.Address(), p.Ref.Word)
	}
	return fmt.Sprintf("%s is a value without attributes or elements, so nothing can follow it.", p.Ref.Address())
}

func (p notAnObject) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.NotAReference, Subject: p.Ref.Range,
		Detail: p.detail(),
	}
}

type computedName struct{ Ref config.Ref }

func (p computedName) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.ComputedName, Subject: p.Ref.Range}
	if p.Ref.Kind == config.Module {
		d.Detail = fmt.Sprintf("%s needs the name of a package behind it, written out, as in %s.git. In the module's own unit, a name that is computed goes through the function pkg.", p.Ref.Address(), p.Ref.Address())
		return d
	}
	if len(p.Ref.Names) == 0 || p.Ref.Kind == config.Pkgset && len(p.Ref.Names) == 1 {
		d.Detail = fmt.Sprintf(`%s needs the name of a package behind it, such as %s.git. A name that is computed goes through the function pkg, as in pkg("python${var.version}").`, p.Ref.Address(), p.Ref.Address())
		return d
	}
	d.Detail = fmt.Sprintf(`%s is a package, so nothing can be looked up in it with a computed name. Use the function pkg, as in pkg("%s.${var.name}").`, p.Ref.Address(), strings.Join(p.Ref.Names, "."))
	return d
}

type oddPackageName struct{ Ref config.Ref }

func (p oddPackageName) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidName, Subject: p.Ref.Range,
		Detail: "The name of a package consists of the letters a-z and A-Z, digits, and the characters + _ - . ' @ and /.",
	}
}

// unknownPart is a word behind platform, each or self that means nothing.
type unknownPart struct {
	Ref   config.Ref
	Parts []string // that mean something
}

func (p unknownPart) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.UnknownReference, Subject: p.Ref.Range}
	whole := p.Ref.Word + "."
	d.Detail = fmt.Sprintf("What %s has is %s%s.", p.Ref.Word, whole, strings.Join(p.Parts, ", "+whole))
	if len(p.Ref.Names) > 0 {
		if near, ok := diag.Nearest(p.Ref.Names[0], p.Parts); ok {
			d.Detail = fmt.Sprintf("There is no %s%s. Did you mean %s%s?", whole, p.Ref.Names[0], whole, near)
			d.Fixes = diag.Replace(p.Ref.Range, whole+near)
		}
	}
	return d
}

type unknownSuper struct {
	Ref   config.Ref
	Block *schema.Block
}

func (p unknownSuper) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.UnknownReference, Subject: p.Ref.Range}
	d.Detail = fmt.Sprintf("%s is no attribute of a variant. Those of its blocks are written with the block's name, as in super.config.env.", p.Ref.Address())
	if len(p.Ref.Names) == 1 {
		var names []string
		for _, a := range p.Block.Attrs {
			names = append(names, a.Name)
		}
		if near, ok := diag.Nearest(p.Ref.Names[0], names); ok {
			d.Detail = fmt.Sprintf("%s is no attribute of a variant. Did you mean super.%s?", p.Ref.Address(), near)
			d.Fixes = diag.Replace(p.Ref.Range, "super."+near)
		}
	}
	return d
}

type unknownUser struct {
	Ref   config.Ref
	Names []string
}

func (p unknownUser) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.UnknownReference, Subject: p.Ref.Range}
	if len(p.Ref.Names) == 0 {
		d.Detail = "user alone names nothing; the name of a user must follow."
		return d
	}
	d.Detail = fmt.Sprintf("This variant has no user %q.", p.Ref.Names[0])
	if near, ok := diag.Nearest(p.Ref.Names[0], p.Names); ok {
		d.Detail += fmt.Sprintf(" Did you mean user.%s?", near)
		d.Fixes = diag.Replace(p.Ref.Range, "user."+near)
		return d
	}
	d.Detail += fmt.Sprintf(" Declare it with: user %q { uid = 1000 }", p.Ref.Names[0])
	return d
}

type duplicateLocal struct{ Symbol, First *Symbol }

func (p duplicateLocal) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.DuplicateName, Subject: p.Symbol.Range(),
		Detail:  fmt.Sprintf("%s is already declared. The locals blocks of a unit share their names.", p.Symbol.Key),
		Related: []diag.Related{{Message: "the first declaration", Range: p.First.Range()}},
	}
}

type cycle struct {
	Names    []string
	Steps    []diag.Related
	Function bool // it starts at a function
}

func (p cycle) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.Cycle, Subject: p.Steps[0].Range}
	switch {
	case len(p.Steps) == 1 && p.Function:
		d.Detail = fmt.Sprintf("%s calls itself, and a function cannot be part of its own result. A for expression goes through a list, and range counts.", p.Names[0])
		return d
	case len(p.Steps) == 1:
		d.Detail = fmt.Sprintf("%s is defined by itself. Name something else here, or write the value out.", p.Names[0])
		return d
	}
	const most = 12
	names := p.Names
	path := strings.Join(names, " -> ")
	if len(names) > most {
		path = fmt.Sprintf("%s -> … %d more … -> %s", strings.Join(names[:most-2], " -> "), len(names)-most+1, names[len(names)-1])
	}
	d.Detail = fmt.Sprintf("These need each other, so none of them can have a value: %s. One of the steps has to go.", path)
	d.Related = p.Steps[1:]
	return d
}

type longChain struct{ Symbol *Symbol }

func (p longChain) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.ValueTooLarge, Subject: p.Symbol.Block.Attr("extends").Range,
		Detail: fmt.Sprintf("More than %d variants extend each other in a row. Let some of them extend the same parent instead.", MaxChain),
	}
}
