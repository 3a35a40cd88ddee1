package query

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/check"
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/query/cursor"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/lang/syntax"
	"github.com/agentboxc/agentboxc/schema"
)

// itemNames offers the attributes and blocks that a body can still have.
func (c *completer) itemNames() {
	in, then := c.p.Inner(), c.p.Follows
	if in.Schema == nil || c.p.Start == c.p.End && then != cursor.End {
		return
	}
	if then != cursor.Labels && then != cursor.Brace {
		for _, a := range c.attrsOf(in) {
			if c.canHave(in, a.Name) && (a.Needs == "" || in.Attr(a.Needs) != nil) {
				c.attrName(a)
			}
		}
	}
	if then == cursor.End || then == cursor.Labels || then == cursor.Brace {
		for _, b := range in.Schema.Blocks {
			if c.canHave(in, b.Type) && !(b.Unique && c.hasBlock(in, b.Type)) {
				c.blockName(b)
			}
		}
	}
}

// attrsOf are the attributes that a block can have, those whose names the unit
// makes among them.
func (c *completer) attrsOf(b *cursor.Block) []*schema.Attr {
	switch {
	case b.Type == "module":
		return slices.Concat(b.Schema.Attrs, c.variableAttrs(c.moduleOf(b)))
	case b.Type == "variables" && c.file.Role == Test:
		return c.variableAttrs(c.Result.Resolved)
	}
	return b.Schema.Attrs
}

// moduleOf is the unit that a module block uses. While the block is being written the
// passes may not know it; then its source is looked at.
func (c *completer) moduleOf(b *cursor.Block) *resolve.Program {
	if unit := c.Result.Resolved.Modules[lastLabel(b.Labels)]; unit != nil {
		return unit
	}
	source := b.Attr("source")
	if source == nil || source.Text == "" || c.with.Tree == nil {
		return nil
	}
	if s := c.with.Tree.Unit(path.Join(c.dir(), source.Text)); s != nil {
		return s.Result.Resolved
	}
	return nil
}

// variableAttrs are the variables of a unit as attributes of those who set them.
func (s *Snapshot) variableAttrs(unit *resolve.Program) []*schema.Attr {
	if unit == nil {
		return nil
	}
	var attrs []*schema.Attr
	for _, v := range unit.Of(config.Variable) {
		a := &schema.Attr{Name: v.Name, Type: typeOfValue(check.TypeOf(v)), Required: v.Block.Attr("default") == nil}
		if d := v.Block.Attr("description"); d != nil {
			a.Doc, _ = syntax.Literal(d.Expr())
		}
		attrs = append(attrs, a)
	}
	return attrs
}

// typeOfValue is a type of a variable as the schema has types.
func typeOfValue(t cty.Type) schema.Type {
	switch {
	case t.IsPrimitiveType():
		return schema.Type{Value: t}
	case t.IsListType(), t.IsSetType():
		return schema.Type{Value: elementOf(t), List: true}
	case t.IsMapType():
		return schema.Type{Value: elementOf(t), Map: true}
	case t.IsObjectType():
		return schema.AnyMap
	case t.IsTupleType():
		return schema.Type{Value: cty.DynamicPseudoType, List: true}
	}
	return schema.AnyValue
}

func elementOf(t cty.Type) cty.Type {
	if e := t.ElementType(); e.IsPrimitiveType() {
		return e
	}
	return cty.DynamicPseudoType
}

// canHave reports whether the name is not taken, and what excludes it is not there.
func (c *completer) canHave(b *cursor.Block, name string) bool {
	if b.Attr(name) != nil {
		return false
	}
	for _, choice := range b.Schema.Choices {
		if !slices.Contains(choice.Names, name) {
			continue
		}
		if slices.ContainsFunc(choice.Names, func(other string) bool {
			return other != name && (b.Attr(other) != nil || hasNested(b, other))
		}) {
			return false
		}
	}
	return true
}

func hasNested(b *cursor.Block, blockType string) bool {
	return slices.ContainsFunc(b.Blocks, func(n *cursor.Block) bool { return n.Type == blockType })
}

// hasBlock is for the top of a file about the whole unit.
func (c *completer) hasBlock(b *cursor.Block, blockType string) bool {
	if b == c.p.Blocks[0] && c.file.Role == Source {
		return len(c.Result.Config.Of(blockType)) > 0
	}
	return hasNested(b, blockType)
}

func (c *completer) attrName(a *schema.Attr) {
	item := CompletionItem{
		Label: a.Name, Kind: ItemAttribute, Detail: a.Type.String(), Doc: attrDoc(a), Text: a.Name,
		Deprecated: a.Deprecated != "", rank: rankNear,
	}
	if a.Required {
		item.Detail += ", required"
		item.rank = rankBest
	}
	if c.p.Follows == cursor.End && !c.p.Quoted {
		item.Text += " = "
		n := 0
		item.Snippet = a.Name + " = " + c.valueSnippet(a, &n)
	}
	c.add(item)
}

// attrDoc is the documentation of an attribute with what else is known of it.
func attrDoc(a *schema.Attr) string {
	if a.Example == "" {
		return attrRules(a)
	}
	return attrRules(a) + "\n\n```hcl\n" + a.Name + " = " + a.Example + "\n```"
}

// attrRules is attrDoc without an example.
func attrRules(a *schema.Attr) string {
	var parts []string
	if a.Doc != "" {
		parts = append(parts, a.Doc)
	}
	if a.Deprecated != "" {
		parts = append(parts, "Deprecated: "+a.Deprecated)
	}
	if a.Check != nil {
		parts = append(parts, fmt.Sprintf("The value must be %s.", a.Check.Doc))
	}
	if a.Required {
		parts = append(parts, "Required.")
	}
	if a.Default != "" {
		parts = append(parts, "Default: `"+a.Default+"`")
	}
	if len(a.Enum) > 0 {
		parts = append(parts, "One of `\""+strings.Join(a.Enum, "\"`, `\"")+"\"`.")
	}
	return strings.Join(parts, "\n\n")
}

// valueSnippet is a value to fill in. n counts the places.
func (c *completer) valueSnippet(a *schema.Attr, n *int) string {
	*n++
	switch t := a.Type; {
	case a.Params && t.List:
		return fmt.Sprintf("[$%d]", *n)
	case a.Unevaluated:
		return fmt.Sprintf("${%d:%s}", *n, escapeSnippet(a.Default))
	case len(a.Enum) > 0:
		return fmt.Sprintf(`"${%d|%s|}"`, *n, strings.Join(a.Enum, ","))
	case t.List:
		return fmt.Sprintf("[$%d]", *n)
	case t.Map:
		return fmt.Sprintf("{ $%d }", *n)
	case t.Value == cty.Bool && a.Default == "true":
		return fmt.Sprintf("${%d|false,true|}", *n)
	case t.Value == cty.Bool:
		return fmt.Sprintf("${%d|true,false|}", *n)
	case t.Value == cty.String:
		return fmt.Sprintf(`"$%d"`, *n)
	}
	return fmt.Sprintf("$%d", *n)
}

func (c *completer) blockName(b *schema.Block) {
	item := CompletionItem{Label: b.Type, Kind: ItemBlock, Detail: "block", Doc: blockDoc(b), Text: b.Type, rank: rankNear}
	if c.p.Follows == cursor.End && !c.p.Quoted {
		item.Snippet = c.blockSnippet(b)
		if len(b.Labels) == 0 {
			item.Text += " {}"
		} else {
			item.Text += " "
			item.Again = true
		}
	}
	c.add(item)
}

func blockDoc(b *schema.Block) string {
	return b.Doc + "\n\n```hcl\n" + b.Example + "\n```"
}

// blockSnippet is a block with its labels and what it has to have.
func (c *completer) blockSnippet(b *schema.Block) string {
	var out strings.Builder
	n := 0
	out.WriteString(b.Type)
	for i, l := range b.Labels {
		n++
		if len(l.Enum) > 0 {
			fmt.Fprintf(&out, ` "${%d|%s|}"`, n, strings.Join(l.Enum, ","))
		} else {
			fmt.Fprintf(&out, ` "${%d:%s}"`, n, escapeSnippet(c.exampleLabel(b, i)))
		}
	}
	out.WriteString(" {\n")
	for _, a := range b.Attrs {
		if a.Required {
			fmt.Fprintf(&out, "  %s = %s\n", a.Name, c.valueSnippet(a, &n))
		}
	}
	out.WriteString("  $0\n}")
	return out.String()
}

var labelOfExample = regexp.MustCompile(`^\w+ "([^"]*)"`)

// exampleLabel is a label that can stand until another is written.
func (c *completer) exampleLabel(b *schema.Block, i int) string {
	switch l := b.Labels[i]; {
	case b.Type == "platform":
		if free := c.freeSystems(); len(free) > 0 {
			return free[0]
		}
	case l.Free:
		if m := labelOfExample.FindStringSubmatch(b.Example); m != nil {
			return m[1]
		}
	}
	name := "name"
	for n := 2; c.isTaken(b.Type, name); n++ {
		name = fmt.Sprintf("name%d", n)
	}
	return name
}

// isTaken reports whether a block of the type, at the top of the unit or beside the
// offset, is called that.
func (c *completer) isTaken(blockType, name string) bool {
	for _, b := range c.p.Inner().Blocks {
		if b.Type == blockType && slices.Contains(b.Labels, name) {
			return true
		}
	}
	return c.Result.Config != nil && slices.ContainsFunc(c.Result.Config.Of(blockType), func(b *config.Block) bool { return b.Name() == name })
}

// freeSystems are the platforms that the unit does not name yet.
func (c *completer) freeSystems() []string {
	return slices.DeleteFunc(check.Systems(), func(system string) bool { return c.isTaken("platform", system) })
}
