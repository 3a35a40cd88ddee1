package config

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/syntax"
	"github.com/agentboxc/agentboxc/schema"
)

// testRoot is what a test file is to the schema.
var testRoot = &schema.Block{Blocks: schema.TestRoot()}

// DecodeTest returns the blocks of a test file. What its expressions refer to is
// the program as plain data, so Names of a reference holds all the steps that are
// written out, and its Key is but the word that it starts with: the value of
// "variant" is the data of all variants. A reference that ends with an address is
// folded as in a unit, because its value is the address itself; but not where it
// is asked whether the thing exists, as in can(layer.cuda).
func DecodeTest(f *syntax.File) ([]*Block, diag.List) {
	d := &decoder{damaged: f.Damaged, data: true}
	_, blocks := d.body(testRoot, f.Body())
	d.repeated(blocks, true)
	return blocks, d.diags
}

// plainWords start references to values and not to blocks.
var plainWords = map[string]bool{"var": true, "local": true, "platform": true, "agentbox": true}

// AddressLength is how many names follow the word in the address of a block.
func AddressLength(word string) int {
	switch word {
	case "package":
		return 2
	case "agentbox":
		return 0
	}
	return 1
}

// data notes a reference of a test file.
func (w *preparer) data(e *hclsyntax.ScopeTraversalExpr, ref Ref, folded hcl.Traversal) {
	ref.Guarded = w.guards > 0
	if ref.Kind == Pkgs || ref.Kind == Pkgset {
		w.address(e, ref, folded)
		return
	}
	ref.Names, ref.Rest = nil, false
	for _, step := range e.Traversal[1:] {
		name, ok := stepName(step)
		if !ok {
			ref.Rest = true
			break
		}
		ref.Names = append(ref.Names, name)
	}
	if address, ok := endingAddress(e.Traversal); ok && !ref.Rest && !w.asked[e] {
		ref.Key = address
		root := hcl.TraverseRoot{Name: ref.Key, SrcRange: e.Traversal.SourceRange()}
		w.address(e, ref, hcl.Traversal{root})
		return
	}
	ref.Key = ref.Word
	w.attr.Refs = append(w.attr.Refs, ref)
}

func (w *preparer) address(e *hclsyntax.ScopeTraversalExpr, ref Ref, folded hcl.Traversal) {
	e.Traversal = folded
	w.attr.Refs = append(w.attr.Refs, ref)
	isPackage := ref.Kind == Pkgs || ref.Kind == Pkgset || ref.Kind == Package || strings.Contains(ref.Key, ".package.")
	if isPackage && !ref.Rest {
		w.packages[e] = ref.Key
	}
}

// endingAddress returns the address that a traversal ends with: that of a block, or
// of one of the things that the block makes, as in variant.py["312"].
func endingAddress(t hcl.Traversal) (string, bool) {
	word := t.RootName()
	if plainWords[word] {
		return "", false
	}
	var b strings.Builder
	b.WriteString(word)
	rest := named(&b, t[1:], AddressLength(word))
	if word == "module" {
		kind := firstName(rest)
		if kind != "layer" && kind != "variant" && kind != "package" {
			return "", false
		}
		rest = named(&b, rest, 1+AddressLength(kind))
	}
	return b.String(), rest != nil && len(rest) == 0
}

// named writes so many names and the key that may follow them, and returns what is
// left of the steps; nil when they are too few.
func named(b *strings.Builder, steps hcl.Traversal, names int) hcl.Traversal {
	if len(steps) < names {
		return nil
	}
	for _, step := range steps[:names] {
		name, ok := stepName(step)
		if !ok {
			return nil
		}
		writeStep(b, name)
	}
	steps = steps[names:]
	if len(steps) == 0 {
		return hcl.Traversal{}
	}
	if index, ok := steps[0].(hcl.TraverseIndex); ok {
		if key, ok := stepName(index); ok {
			b.WriteString(`["` + key + `"]`)
			steps = steps[1:]
		}
	}
	return steps
}

func firstName(steps hcl.Traversal) string {
	if len(steps) == 0 {
		return ""
	}
	name, _ := stepName(steps[0])
	return name
}

// packagesAsText makes the packages in a template look as they do in the program
// as data, "${pkgs.git}". Elsewhere a package is its address.
func (w *preparer) packagesAsText(parts []hclsyntax.Expression) {
	for i, part := range parts {
		switch part := part.(type) {
		case *hclsyntax.ScopeTraversalExpr:
			if address, ok := w.packages[part]; ok {
				parts[i] = literal("${"+address+"}", part)
			}
		case *hclsyntax.FunctionCallExpr:
			if part.Name == "pkg" {
				around := []hclsyntax.Expression{literal("${", part), part, literal("}", part)}
				parts[i] = &hclsyntax.TemplateExpr{Parts: around, SrcRange: part.Range()}
			}
		}
	}
}

// contents is an operand of == and != in a test file. HCL holds no list for equal
// to one that is written out when a function has made it, nor a map, and what both
// look like is the same; so both are compared as if they were written out.
type contents struct{ *hclsyntax.ParenthesesExpr }

func contentsOf(e hclsyntax.Expression) hclsyntax.Expression {
	return contents{&hclsyntax.ParenthesesExpr{Expression: bound(e), SrcRange: e.Range()}}
}

// Value evaluates the operand.
func (c contents) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	v, diags := c.Expression.Value(ctx)
	return withoutTypes(v), diags
}

// withoutTypes makes tuples of lists and sets, and objects of maps.
func withoutTypes(v cty.Value) cty.Value {
	ty := v.Type()
	if v.IsMarked() || !v.IsKnown() || v.IsNull() || !ty.IsCollectionType() && !ty.IsTupleType() && !ty.IsObjectType() {
		return v
	}
	var list []cty.Value
	attrs := map[string]cty.Value{}
	keyed := ty.IsMapType() || ty.IsObjectType()
	for it := v.ElementIterator(); it.Next(); {
		key, element := it.Element()
		if keyed {
			attrs[key.AsString()] = withoutTypes(element)
		} else {
			list = append(list, withoutTypes(element))
		}
	}
	if keyed {
		return cty.ObjectVal(attrs)
	}
	return cty.TupleVal(list)
}

func literal(text string, at hclsyntax.Expression) hclsyntax.Expression {
	return &hclsyntax.LiteralValueExpr{Val: cty.StringVal(text), SrcRange: at.Range()}
}

// guard notes the arguments of a call of try or can, whose names may be wrong.
func (w *preparer) guard(call *hclsyntax.FunctionCallExpr) {
	w.guards++
	if w.packages == nil {
		return
	}
	for _, arg := range call.Args {
		if e, ok := arg.(*hclsyntax.ScopeTraversalExpr); ok {
			w.asked[e] = true
		}
	}
}

// isGuard reports whether a function takes an error in its arguments for an
// answer.
func isGuard(function string) bool { return function == "try" || function == "can" }
