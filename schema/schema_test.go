package schema

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// each calls f for every block of the language with its path, such as
// "variant.config" or "package script".
func each(f func(path string, b *Block)) {
	var walk func(path string, b *Block)
	walk = func(path string, b *Block) {
		f(path, b)
		for _, kind := range b.Kinds {
			walk(path+" "+kind.Type, kind)
		}
		for _, nested := range b.Blocks {
			walk(path+"."+nested.Type, nested)
		}
	}
	for _, b := range slices.Concat(Root(), TestRoot(), WorkspaceRoot()) {
		walk(b.Type, b)
	}
}

// eachAttr calls f for every attribute, those that stand for any name included.
func eachAttr(f func(path string, b *Block, a *Attr)) {
	each(func(path string, b *Block) {
		for _, a := range b.Attrs {
			f(path+"."+a.Name, b, a)
		}
		if b.Any != nil {
			f(path+".*", b, b.Any)
		}
	})
}

func checkDoc(t *testing.T, path, doc string) {
	t.Helper()
	lead := Lead(doc)
	switch {
	case lead == "":
		t.Errorf("%s: no documentation", path)
	case !strings.HasSuffix(lead, "."):
		t.Errorf("%s: the first paragraph does not end with a full stop: %q", path, lead)
	case strings.TrimSpace(doc) != doc:
		t.Errorf("%s: white space around the documentation", path)
	}
	if strings.Count(doc, "`")%2 != 0 {
		t.Errorf("%s: unbalanced backquotes: %q", path, doc)
	}
	for line := range strings.Lines(doc) {
		if strings.TrimRight(line, " \t\n") != strings.TrimRight(line, "\n") {
			t.Errorf("%s: white space at the end of a line: %q", path, line)
		}
	}
}

func TestBlocksAreDocumented(t *testing.T) {
	each(func(path string, b *Block) {
		checkDoc(t, path, b.Doc)
		for _, l := range b.Labels {
			if l.Name == "" {
				t.Errorf("%s: label without a name", path)
			}
			checkDoc(t, path+" label "+l.Name, l.Doc)
		}
	})
}

func TestAttributesAreDocumented(t *testing.T) {
	eachAttr(func(path string, _ *Block, a *Attr) {
		checkDoc(t, path, a.Doc)
		if a.Type.Value == cty.NilType && a.Type.Ref == "" {
			t.Errorf("%s: no type", path)
		}
		if a.Type.List && a.Type.Map {
			t.Errorf("%s: both a list and a map", path)
		}
		if a.Required && a.Default != "" {
			t.Errorf("%s: required, and has a default", path)
		}
		if a.Keys != nil && !a.Type.Map {
			t.Errorf("%s: a rule for keys and no map", path)
		}
	})
}

func TestNamesAreUnique(t *testing.T) {
	each(func(path string, b *Block) {
		seen := map[string]bool{}
		for _, a := range b.Attrs {
			if seen[a.Name] || !hclsyntax.ValidIdentifier(a.Name) {
				t.Errorf("%s: attribute %q is no name or is there twice", path, a.Name)
			}
			seen[a.Name] = true
		}
		for _, nested := range b.Blocks {
			if seen[nested.Type] || !hclsyntax.ValidIdentifier(nested.Type) {
				t.Errorf("%s: block %q is no name or is there twice", path, nested.Type)
			}
			seen[nested.Type] = true
		}
		for _, choice := range b.Choices {
			for _, name := range choice.Names {
				if !seen[name] {
					t.Errorf("%s: a choice names %q, which does not exist", path, name)
				}
			}
		}
	})
}

func TestRulesAreListed(t *testing.T) {
	checks := Checks()
	if !slices.IsSortedFunc(checks, func(a, b *Check) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the rules are not sorted by name")
	}
	used := map[*Check]bool{}
	eachAttr(func(path string, _ *Block, a *Attr) {
		for _, check := range []*Check{a.Check, a.Keys} {
			used[check] = true
			if check != nil && !slices.Contains(checks, check) {
				t.Errorf("%s: the rule %s is not listed", path, check.Name)
			}
		}
	})
	for _, check := range checks {
		if !used[check] {
			t.Errorf("no attribute has the rule %s", check.Name)
		}
		if check.Doc == "" || strings.HasSuffix(check.Doc, ".") {
			t.Errorf("%s: the text has to complete a sentence: %q", check.Name, check.Doc)
		}
	}
}

func TestBlockExamplesParse(t *testing.T) {
	each(func(path string, b *Block) {
		file, diags := hclsyntax.ParseConfig([]byte(b.Example+"\n"), path, hcl.InitialPos)
		if diags.HasErrors() {
			t.Errorf("%s: %s", path, diags)
			return
		}
		body := file.Body.(*hclsyntax.Body)
		if len(body.Blocks) != 1 || len(body.Attributes) != 0 {
			t.Errorf("%s: the example is not one block", path)
			return
		}
		checkExample(t, path, b, body.Blocks[0])
	})
}

// checkExample reports what the example has and the description has not.
func checkExample(t *testing.T, path string, b *Block, example *hclsyntax.Block) {
	t.Helper()
	if kind, ok := strings.CutPrefix(path, "package "); ok {
		if example.Type != "package" || len(example.Labels) != 2 || example.Labels[0] != kind {
			t.Errorf("%s: the example is of another kind", path)
		}
	} else if example.Type != b.Type || len(example.Labels) != len(b.Labels) {
		t.Errorf("%s: the example is another block", path)
	}
	attrs, blocks := slices.Clone(b.Attrs), b.Blocks
	for _, kind := range b.Kinds {
		if kind.Type == example.Labels[0] {
			attrs, blocks = slices.Concat(attrs, kind.Attrs), slices.Concat(blocks, kind.Blocks)
		}
	}
	for name := range example.Body.Attributes {
		known := slices.ContainsFunc(attrs, func(a *Attr) bool { return a.Name == name })
		if !known && b.Any == nil {
			t.Errorf("%s: the example sets %s, which does not exist", path, name)
		}
	}
	for _, a := range attrs {
		if _, ok := example.Body.Attributes[a.Name]; a.Required && !ok {
			t.Errorf("%s: the example lacks %s", path, a.Name)
		}
	}
	for _, nested := range example.Body.Blocks {
		i := slices.IndexFunc(blocks, func(b *Block) bool { return b.Type == nested.Type })
		if i < 0 {
			t.Errorf("%s: the example has a block %s, which does not exist", path, nested.Type)
			continue
		}
		checkExample(t, path+"."+nested.Type, blocks[i], nested)
	}
}

func TestAttributeExamplesParse(t *testing.T) {
	eachAttr(func(path string, _ *Block, a *Attr) {
		if a.Example == "" {
			t.Errorf("%s: no example", path)
			return
		}
		for _, text := range []string{a.Example, a.Default} {
			if text == "" {
				continue
			}
			expr, diags := hclsyntax.ParseExpression([]byte(text), path, hcl.InitialPos)
			if diags.HasErrors() {
				t.Errorf("%s: %s", path, diags)
				continue
			}
			checkEnum(t, path, a, expr)
		}
	})
}

// checkEnum reports an example that is not among the accepted strings.
func checkEnum(t *testing.T, path string, a *Attr, expr hclsyntax.Expression) {
	t.Helper()
	if len(a.Enum) == 0 {
		return
	}
	value, diags := expr.Value(nil)
	if diags.HasErrors() || !slices.Contains(a.Enum, value.AsString()) {
		t.Errorf("%s: not one of %q", path, a.Enum)
	}
}

func TestFunctionsAreDocumented(t *testing.T) {
	last := ""
	for _, f := range Functions() {
		if f.Name <= last {
			t.Errorf("%s comes after %s", f.Name, last)
		}
		if !HasFunction(f.Name) || f.Example == "" || f.Result == "" || len(f.Params) == 0 {
			t.Errorf("%s: not found, or without parameters, result or example", f.Name)
		}
		checkDoc(t, f.Name, f.Doc)
		for i, p := range f.Params {
			if p.Name == "" || p.Type == "" || p.Doc == "" || strings.HasSuffix(p.Doc, ".") || p.Variadic && i < len(f.Params)-1 {
				t.Errorf("%s: the parameter %q is not described, or is variadic and not the last", f.Name, p.Name)
			}
		}
		last = f.Name
	}
	if join, _ := FunctionNamed("join"); join.Signature() != "join(separator, lists...)" {
		t.Errorf("join is called like %s", join.Signature())
	}
	if HasFunction("timestamp") {
		t.Error("there is a function that depends on the time")
	}
}

func TestTypeNames(t *testing.T) {
	for _, test := range []struct {
		of   Type
		want string
	}{
		{Text, "string"},
		{Number, "number"},
		{Flag, "bool"},
		{AnyValue, "any value"},
		{AnyMap, "map of any value"},
		{Texts, "list of string"},
		{TextMap, "map of string"},
		{One(VariantRef), "variant"},
		{Many(LayerRef), "list of layer"},
		{Packages, "list of package or string"},
		{Type{Ref: InputRef, Map: true}, "map of input"},
		{Type{Value: cty.Bool, Or: &Texts}, "bool or list of string"},
	} {
		if got := test.of.String(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}
