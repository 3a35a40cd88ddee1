package lang_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// jsonForm is one of the ways in which a unit can be written in JSON.
type jsonForm struct {
	name   string
	arrays bool // blocks of a type stand in one array, and not each under a name of its own
	bare   bool // references are strings where nothing else can stand
}

var jsonForms = []jsonForm{{name: "names"}, {name: "arrays", arrays: true}, {name: "bare references", bare: true}}

// bareAttrs are the attributes that take references alone.
var bareAttrs = []string{"extends", "layers", "from", "follows", "variants", "applies_to", "for", "base", "python", "overlays", "overlay"}

// converter writes native syntax as JSON, going by the text alone.
type converter struct {
	jsonForm
	text string
	out  strings.Builder
}

// toJSON converts a file; ok is false when it is not one that hcl can read.
func toJSON(text string, form jsonForm) (out string, ok bool) {
	file, diags := hclsyntax.ParseConfig([]byte(text), "", hcl.InitialPos)
	if diags.HasErrors() {
		return "", false
	}
	c := &converter{jsonForm: form, text: text}
	c.body("", file.Body.(*hclsyntax.Body))
	return c.out.String() + "\n", true
}

// member is an attribute or the blocks of a type.
type member struct {
	name  string
	at    int
	write func()
}

func (c *converter) body(of string, body *hclsyntax.Body) {
	var members []member
	for name, a := range body.Attributes {
		members = append(members, member{name, a.NameRange.Start.Byte, func() { c.attr(of, a) }})
	}
	for i, b := range body.Blocks {
		same := hclsyntax.Blocks{b}
		if c.arrays {
			if slices.ContainsFunc(body.Blocks[:i], func(o *hclsyntax.Block) bool { return o.Type == b.Type }) {
				continue
			}
			same = slices.DeleteFunc(slices.Clone(body.Blocks), func(o *hclsyntax.Block) bool { return o.Type != b.Type })
		}
		members = append(members, member{b.Type, b.TypeRange.Start.Byte, func() { c.blocks(same) }})
	}
	slices.SortFunc(members, func(a, b member) int { return a.at - b.at })
	c.list("{", "}", len(members), func(i int) {
		c.key(members[i].name)
		members[i].write()
	})
}

func (c *converter) list(open, closing string, n int, one func(int)) {
	c.out.WriteString(open)
	for i := range n {
		if i > 0 {
			c.out.WriteString(",")
		}
		c.out.WriteString("\n")
		one(i)
	}
	c.out.WriteString("\n" + closing)
}

func (c *converter) key(name string) { c.out.WriteString(encoded(name) + ": ") }

func encoded(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err)
	}
	return strings.TrimSpace(b.String())
}

func (c *converter) blocks(blocks hclsyntax.Blocks) {
	if len(blocks) == 1 {
		c.block(blocks[0])
		return
	}
	c.list("[", "]", len(blocks), func(i int) { c.block(blocks[i]) })
}

func (c *converter) block(b *hclsyntax.Block) {
	for _, label := range b.Labels {
		c.out.WriteString("{")
		c.key(label)
	}
	c.body(b.Type, b.Body)
	c.out.WriteString(strings.Repeat("}", len(b.Labels)))
}

func (c *converter) attr(of string, a *hclsyntax.Attribute) {
	if of == "variable" && a.Name == "type" {
		c.out.WriteString(encoded(c.source(a.Expr)))
		return
	}
	c.value(a.Expr, c.bare && slices.Contains(bareAttrs, a.Name))
}

func (c *converter) source(e hclsyntax.Node) string {
	r := e.Range()
	return c.text[r.Start.Byte:r.End.Byte]
}

func (c *converter) value(e hclsyntax.Expression, bare bool) {
	switch e := e.(type) {
	case *hclsyntax.LiteralValueExpr:
		c.out.WriteString(c.source(e))
	case *hclsyntax.TupleConsExpr:
		c.list("[", "]", len(e.Exprs), func(i int) { c.value(e.Exprs[i], bare) })
	case *hclsyntax.ObjectConsExpr:
		c.list("{", "}", len(e.Items), func(i int) {
			c.name(e.Items[i].KeyExpr.(*hclsyntax.ObjectConsKeyExpr))
			c.value(e.Items[i].ValueExpr, bare)
		})
	case *hclsyntax.TemplateExpr:
		c.out.WriteString(encoded(c.template(e)))
	case *hclsyntax.ScopeTraversalExpr:
		if bare {
			c.out.WriteString(encoded(c.source(e)))
			return
		}
		c.out.WriteString(encoded("${" + c.source(e) + "}"))
	default:
		c.out.WriteString(encoded("${" + c.source(e) + "}"))
	}
}

func (c *converter) name(key *hclsyntax.ObjectConsKeyExpr) {
	name := hcl.ExprAsKeyword(key.Wrapped)
	if key.ForceNonLiteral || name == "" {
		c.value(key.Wrapped, false)
		c.out.WriteString(": ")
		return
	}
	c.key(name)
}

// template writes a string piece by piece, as heredocs have no place in one line.
// One with directives goes as a whole.
func (c *converter) template(e *hclsyntax.TemplateExpr) string {
	var b strings.Builder
	for _, part := range e.Parts {
		if literal, ok := part.(*hclsyntax.LiteralValueExpr); ok && literal.Val.Type() == cty.String {
			b.WriteString(strings.NewReplacer("${", "$${", "%{", "%%{").Replace(literal.Val.AsString()))
			continue
		}
		at := part.Range().Start.Byte
		if strings.HasPrefix(c.text[at:], "%{") || strings.HasPrefix(c.text[max(0, at-2):], "%{") {
			return "${" + c.source(e) + "}"
		}
		b.WriteString("${" + c.source(part) + "}")
	}
	return b.String()
}

// inJSON is the unit with its sources in JSON.
func (u *testUnit) inJSON(form jsonForm) (files map[string]string, ok bool) {
	files = u.bareFiles()
	for _, name := range u.names {
		text, isSource := files["unit/"+name], strings.HasSuffix(name, "agentbox.hcl")
		if !isSource {
			continue
		}
		converted, ok := toJSON(text, form)
		if !ok {
			return nil, false
		}
		delete(files, "unit/"+name)
		files["unit/"+name+".json"] = converted
	}
	return files, true
}

// withoutSlots is the meaning without the places for further text in the source.
func withoutSlots(t *testing.T, files map[string]string) string {
	t.Helper()
	result, diags := compile(files, lang.Options{})
	for _, d := range diags {
		if d.Code != diag.HashNotSet {
			t.Errorf("%s: %s", d.Code, d.Detail)
		}
	}
	for _, in := range result.Program.Inputs {
		in.Slot = nil
	}
	return dump(result.Program)
}

// TestJSONMeansTheSame compiles every program in each form of JSON.
func TestJSONMeansTheSame(t *testing.T) {
	for name, unit := range programs(t) {
		for _, form := range jsonForms {
			t.Run(name+"/"+form.name, func(t *testing.T) {
				files, ok := unit.inJSON(form)
				if !ok {
					t.Fatal("the program is not in native syntax")
				}
				want, got := withoutSlots(t, unit.bareFiles()), withoutSlots(t, files)
				if got != want {
					t.Errorf("JSON means something else:\n%s\n%s", lineDiff(want, got), files["unit/agentbox.hcl.json"])
				}
			})
		}
	}
}
