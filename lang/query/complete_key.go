package query

import (
	"fmt"
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/check"
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/query/cursor"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/schema"
)

// keys offers the keys of an object where it is known which it takes.
func (c *completer) keys() {
	if len(c.p.Around) == 0 {
		return
	}
	object := c.p.Around[len(c.p.Around)-1]
	a := c.p.Attr
	switch {
	case a.Schema != nil && a.Schema.Keys == schema.Platform && len(c.p.Around) == 1:
		for _, system := range c.systems() {
			c.objectKey(object, system, "platform")
		}
	case a.Name == "exclude" && c.p.Inner().Attr("matrix") != nil:
		for _, key := range c.p.Inner().Attr("matrix").Keys {
			c.objectKey(object, key, "of the matrix")
		}
	default:
		c.typedKeys(object)
	}
}

// typedKeys offers the attributes of the object that a variable is.
func (c *completer) typedKeys(object cursor.Frame) {
	variable := c.variableSet()
	if variable == nil {
		return
	}
	t := check.TypeOf(variable)
	for _, f := range c.p.Around[:len(c.p.Around)-1] {
		t = insideType(t, f)
	}
	if !t.IsObjectType() {
		return
	}
	attrs := t.AttributeTypes()
	names := make([]string, 0, len(attrs))
	for name := range attrs {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		detail := attrs[name].FriendlyName()
		if !t.AttributeOptional(name) {
			detail += ", required"
		}
		c.objectKey(object, name, detail)
	}
}

// insideType is the type of what a bracket holds.
func insideType(t cty.Type, f cursor.Frame) cty.Type {
	switch {
	case f.Kind == cursor.List && (t.IsListType() || t.IsSetType()), f.Kind == cursor.Object && t.IsMapType():
		return t.ElementType()
	case f.Kind == cursor.List && t.IsTupleType() && f.Index < t.Length():
		return t.TupleElementType(f.Index)
	case f.Kind == cursor.Object && t.IsObjectType() && t.HasAttribute(f.Key):
		return t.AttributeType(f.Key)
	}
	return cty.DynamicPseudoType
}

// variableSet is the variable that the attribute gives a value, or nil.
func (c *completer) variableSet() *resolve.Symbol {
	inner, name := c.p.Inner(), c.p.Attr.Name
	unit := c.Result.Resolved
	switch {
	case inner.Type == "variable" && name == "default":
		name = lastLabel(inner.Labels)
	case inner.Type == "module":
		unit = c.moduleOf(inner)
	case c.file.Role == Values, c.file.Role == Test && inner.Type == "variables":
	default:
		return nil
	}
	if unit == nil {
		return nil
	}
	if s := unit.Symbol("var." + name); s != nil && s.Kind == config.Variable {
		return s
	}
	return nil
}

func (c *completer) objectKey(object cursor.Frame, name, detail string) {
	if slices.Contains(object.Keys, name) {
		return
	}
	item := CompletionItem{Label: name, Kind: ItemMember, Detail: detail, Text: name}
	switch {
	case c.p.Quoted && !c.p.Closed:
		item.Text += `"`
	case !c.p.Quoted && !ir.IsName(name):
		item.Text = fmt.Sprintf("%q", name)
	}
	if c.p.Follows == cursor.End && !c.p.Quoted {
		item.Snippet = escapeSnippet(item.Text) + " = $0"
		item.Text += " = "
	}
	c.add(item)
}
