package syntax

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/schema"
)

// jsonUnit turns JSON into the tree that native syntax has, as HCL's JSON syntax
// says (https://github.com/hashicorp/hcl/blob/main/json/spec.md). What a member is,
// a block with so many labels or an attribute, the schema tells.
type jsonUnit struct {
	file            *File
	problems        []jsonProblem // of the text
	remarks         []jsonProblem // on what it says; on a damaged block there are none
	tokens, melding int           // of the strings that were parsed
	tops            []jsonTop
	plain           bool // strings are text as they stand
}

// jsonTop is a block at the top level with the bytes that are its own.
type jsonTop struct {
	start, end int
	block      *hclsyntax.Block
}

// jsonScope is the kind of body that members stand in.
type jsonScope struct{ block, kind *schema.Block }

func (in jsonScope) attr(name string) *schema.Attr {
	for _, a := range in.attrs() {
		if a.Name == name {
			return a
		}
	}
	return in.block.Any
}

func (in jsonScope) attrs() []*schema.Attr {
	if in.kind == nil {
		return in.block.Attrs
	}
	return slices.Concat(in.block.Attrs, in.kind.Attrs)
}

func (in jsonScope) blocks() []*schema.Block {
	if in.kind == nil {
		return in.block.Blocks
	}
	return slices.Concat(in.block.Blocks, in.kind.Blocks)
}

func (in jsonScope) nested(name string) *schema.Block {
	blocks := in.blocks()
	if i := slices.IndexFunc(blocks, func(b *schema.Block) bool { return b.Type == name }); i >= 0 {
		return blocks[i]
	}
	return nil
}

// root fills the body of the file.
func (u *jsonUnit) root(n *jsonNode) {
	if n == nil {
		return
	}
	members := u.members(n, func(have *jsonNode) diag.Problem {
		return jsonNoBody{where: Range(have.at), have: have.what()}
	})
	u.fill(u.file.body, jsonScope{block: &schema.Block{Blocks: schema.Root()}}, members)
}

// values fills the body of a file of values, in which every member is one.
func (u *jsonUnit) values(n *jsonNode) {
	if n == nil {
		return
	}
	u.plain = true
	members := u.members(n, func(have *jsonNode) diag.Problem {
		return jsonNoValues{where: Range(have.at), have: have.what()}
	})
	u.fill(u.file.body, jsonScope{block: &schema.Block{Any: &schema.Attr{Type: schema.AnyValue}}}, members)
}

// members are those of an object, or of all objects of an array in order. A null
// stands for none, as in HCL, and a broken value has been reported.
func (u *jsonUnit) members(n *jsonNode, wrong func(have *jsonNode) diag.Problem) []jsonMember {
	switch n.kind {
	case jsonObject:
		return n.members
	case jsonArray:
		return u.membersOf(n.items, wrong)
	case jsonNull, jsonBroken:
		return nil
	}
	u.remark(wrong(n), n.at)
	return nil
}

// membersOf complains once about items that are no objects: there are likely more.
func (u *jsonUnit) membersOf(items []*jsonNode, wrong func(have *jsonNode) diag.Problem) []jsonMember {
	var all []jsonMember
	told := false
	for _, item := range items {
		if item.kind == jsonObject {
			all = append(all, item.members...)
		} else if !told && item.kind != jsonNull && item.kind != jsonBroken {
			u.remark(wrong(item), item.at)
			told = true
		}
	}
	return all
}

func (u *jsonUnit) remark(p diag.Problem, at hcl.Range) {
	u.remarks = append(u.remarks, jsonProblem{at.Start.Byte, p})
}

// commentName is the name of members that are comments.
const commentName = "//"

func (u *jsonUnit) fill(body *hclsyntax.Body, in jsonScope, members []jsonMember) {
	for _, m := range members {
		name := string(textOf(m.name).text)
		if name == commentName {
			continue
		}
		if nested := in.nested(name); nested != nil {
			u.blocks(&jsonBlocks{into: body, schema: nested, key: m.name}, m.value)
		} else if a := in.attr(name); a != nil {
			u.attribute(body, m, name, readingOf(a))
		} else {
			u.unknown(body, in, m, name)
		}
	}
}

func (u *jsonUnit) attribute(body *hclsyntax.Body, m jsonMember, name string, as jsonReading) {
	at := m.name.inside()
	if first := body.Attributes[name]; first != nil {
		u.remark(setTwice{where: Range(at), first: Range(first.NameRange), name: name}, at)
		return
	}
	body.Attributes[name] = &hclsyntax.Attribute{
		Name: name, Expr: u.expression(m.value, as), NameRange: at,
		SrcRange:    hcl.RangeBetween(m.name.at, m.value.at),
		EqualsRange: edge(at.Filename, m.name.at.End, false),
	}
}

// unknown keeps a member that the language does not know as what it was meant to
// be: the next stage says what is wrong with it.
func (u *jsonUnit) unknown(body *hclsyntax.Body, in jsonScope, m jsonMember, name string) {
	if in.meansBlock(name, m.value) {
		at := m.name.inside()
		u.add(body, &hclsyntax.Block{
			Type: name, TypeRange: at, Body: newBody(m.value.at),
			OpenBraceRange: m.value.opening(), CloseBraceRange: m.value.closing(),
		}, m.name, m.value)
		return
	}
	at := m.name.inside()
	body.Attributes[name] = &hclsyntax.Attribute{
		Name: name, NameRange: at, SrcRange: hcl.RangeBetween(m.name.at, m.value.at),
		Expr: &hclsyntax.LiteralValueExpr{Val: cty.DynamicVal, SrcRange: m.value.at},
	}
}

// meansBlock goes by the names that there are, and by the value when no name is
// near.
func (in jsonScope) meansBlock(name string, value *jsonNode) bool {
	var blocks, attrs []string
	for _, b := range in.blocks() {
		blocks = append(blocks, b.Type)
	}
	for _, a := range in.attrs() {
		attrs = append(attrs, a.Name)
	}
	if _, near := diag.Nearest(name, blocks); near {
		return true
	}
	if _, near := diag.Nearest(name, attrs); near || in.belongsInside(name) {
		return false
	}
	isObject := func(n *jsonNode) bool { return n.kind == jsonObject }
	return isObject(value) || value.kind == jsonArray && slices.ContainsFunc(value.items, isObject)
}

// belongsInside reports whether a nested block has an attribute of the name.
func (in jsonScope) belongsInside(name string) bool {
	return slices.ContainsFunc(in.blocks(), func(b *schema.Block) bool {
		return b.Unique && jsonScope{block: b}.attr(name) != nil
	})
}

func newBody(at hcl.Range) *hclsyntax.Body {
	return &hclsyntax.Body{
		Attributes: hclsyntax.Attributes{}, SrcRange: at,
		EndRange: hcl.Range{Filename: at.Filename, Start: at.End, End: at.End},
	}
}
