package config

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// RefKind is what a reference names.
type RefKind uint8

// The kinds of references. Bare is a name that starts no address.
const (
	Bare RefKind = iota
	Variable
	Local
	Layer
	Variant
	Input
	Package
	Pkgs
	Pkgset
	Overlay
	User
	Platform
	Super
	Each
	Self
	Group
	Module
	Function // has no address: expressions call it by its name
)

// Ref is a reference in an expression. Its traversal has been folded: the part
// that forms the address has become one root name, Key, so that evaluation
// looks up one value instead of an object of all blocks. The fold depends on
// the text alone, never on what is declared.
type Ref struct {
	Kind  RefKind
	Word  string   // the keyword as written, such as "layer"
	Names []string // what follows the keyword; for Pkgs the attribute path; for Pkgset the set, then the path
	Key   string   // name of the value in the evaluation context
	Rest  bool     // further steps follow the address
	Index string   // the first of them when it is a constant index, as in layer.py["312"]
	Steps int      // number of further steps
	Range diag.Range

	Guarded bool // in a test file: inside try or can, where a name that is wrong is no mistake
}

// Address is the reference as a user writes it.
func (r Ref) Address() string {
	var b strings.Builder
	b.WriteString(r.Word)
	for _, name := range r.Names {
		writeStep(&b, name)
	}
	return b.String()
}

func writeStep(b *strings.Builder, name string) {
	if isName(name) {
		b.WriteString("." + name)
	} else {
		b.WriteString(`["` + name + `"]`)
	}
}

// forms says for each keyword how many names its address has; -1 is as many as
// are written.
var forms = map[string]struct {
	kind  RefKind
	names int
}{
	"var":      {Variable, 1},
	"local":    {Local, 1},
	"layer":    {Layer, 1},
	"variant":  {Variant, 1},
	"input":    {Input, -1},
	"package":  {Package, 2},
	"pkgs":     {Pkgs, -1},
	"pkgset":   {Pkgset, -1},
	"overlay":  {Overlay, 1},
	"user":     {User, 1},
	"platform": {Platform, 1},
	"super":    {Super, 1},
	"each":     {Each, 1},
	"self":     {Self, 1},
	"module":   {Module, -1},
	"group":    {Group, 1},
}

// Keywords returns the words that start an address.
func Keywords() []string {
	words := make([]string, 0, len(forms))
	for word := range forms {
		words = append(words, word)
	}
	return words
}

// fold splits a traversal into the address it starts with and the steps that
// are left, and returns the traversal to evaluate instead.
func fold(t hcl.Traversal, at diag.Range) (Ref, hcl.Traversal) {
	word := t.RootName()
	form, ok := forms[word]
	if !ok {
		return Ref{Kind: Bare, Word: word, Key: word, Rest: len(t) > 1, Range: at}, t
	}
	ref := Ref{Kind: form.kind, Word: word, Range: at}
	want := form.names
	rest := t[1:]
	for len(rest) > 0 && want != 0 {
		name, ok := stepName(rest[0])
		if !ok {
			break
		}
		ref.Names = append(ref.Names, name)
		// super.config.env reads a nested block's attribute: one name more.
		if form.kind == Super && len(ref.Names) == 1 && nestedInVariant[name] {
			want++
		}
		want--
		rest = rest[1:]
	}
	ref.Key = ref.Address()
	ref.Rest, ref.Steps = len(rest) > 0, len(rest)
	if ref.Rest {
		ref.Index = indexKey(rest[0])
	}
	root := hcl.TraverseRoot{Name: ref.Key, SrcRange: t.SourceRange()}
	return ref, append(hcl.Traversal{root}, rest...)
}

// RefTo is a reference with the words as its steps, such as one that could be
// written.
func RefTo(words ...string) Ref {
	t := hcl.Traversal{hcl.TraverseRoot{Name: words[0]}}
	for _, word := range words[1:] {
		t = append(t, hcl.TraverseAttr{Name: word})
	}
	ref, _ := fold(t, diag.Range{})
	return ref
}

// nestedInVariant are the single nested blocks of a variant.
var nestedInVariant = map[string]bool{"config": true, "rootfs": true, "budget": true}

func stepName(step hcl.Traverser) (string, bool) {
	switch step := step.(type) {
	case hcl.TraverseAttr:
		return step.Name, true
	case hcl.TraverseIndex:
		if step.Key.Type() == cty.String && step.Key.IsKnown() && !step.Key.IsNull() {
			return step.Key.AsString(), true
		}
	}
	return "", false
}

// indexKey is the key of an index step as text; "" is none.
func indexKey(step hcl.Traverser) string {
	index, ok := step.(hcl.TraverseIndex)
	if !ok {
		return ""
	}
	key, err := convert.Convert(index.Key, cty.String)
	if err != nil || key.IsNull() || !key.IsKnown() {
		return ""
	}
	return key.AsString()
}

// isName reports whether s is an ASCII identifier, the only form names may have.
func isName(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c != '-' && (c < '0' || c > '9')) {
			return false
		}
	}
	return s != ""
}

// IsPackageName reports whether s can be the name of an attribute of nixpkgs:
// letters, digits and + _ - . ' @ /.
func IsPackageName(s string) bool {
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		case strings.IndexByte("+_-.'@/", c) >= 0:
		default:
			return false
		}
	}
	return s != "" && len(s) <= 200
}
