package syntax

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/schema"
)

// jsonBlocks are the blocks that a member stands for, as far as their labels are
// known.
type jsonBlocks struct {
	into   *hclsyntax.Body
	schema *schema.Block
	key    *jsonNode   // the name of the member
	labels []*jsonNode // those on the way
}

// blocks adds the blocks that a value holds: the names of its members are the
// next label, until there are as many as the block has.
func (u *jsonUnit) blocks(bs *jsonBlocks, value *jsonNode) {
	if len(bs.labels) == len(bs.schema.Labels) {
		u.bodies(bs, value)
		return
	}
	for _, m := range u.members(value, bs.noLabel) {
		if string(textOf(m.name).text) == commentName {
			continue
		}
		next := *bs
		next.labels = append(slices.Clone(bs.labels), m.name)
		u.blocks(&next, m.value)
	}
}

// bodies adds a block for each body: a value is one, or an array of several.
func (u *jsonUnit) bodies(bs *jsonBlocks, value *jsonNode) {
	switch value.kind {
	case jsonNull:
	case jsonObject, jsonBroken:
		u.block(bs, value)
	case jsonArray:
		noObject := func(n *jsonNode) bool { return n.kind != jsonObject && n.kind != jsonNull && n.kind != jsonBroken }
		if slices.ContainsFunc(value.items, noObject) {
			u.remark(bs.noBody(value), value.at)
			return
		}
		for _, item := range value.items {
			u.bodies(bs, item)
		}
	default:
		u.remark(bs.noBody(value), value.at)
	}
}

// block adds one block. Its header is the last label alone: several blocks may
// share the keyword, lines above.
func (u *jsonUnit) block(bs *jsonBlocks, value *jsonNode) {
	b := &hclsyntax.Block{
		Type: bs.schema.Type, TypeRange: bs.key.inside(), Body: newBody(value.at),
		OpenBraceRange: value.opening(), CloseBraceRange: value.closing(),
	}
	name := bs.key
	for _, label := range bs.labels {
		name = label
		b.Labels = append(b.Labels, string(textOf(label).text))
		b.LabelRanges = append(b.LabelRanges, label.at)
		b.TypeRange = label.at
	}
	in := jsonScope{block: bs.schema}
	if len(b.Labels) > 0 {
		in.kind = kindOf(bs.schema, b.Labels[0])
	}
	u.fill(b.Body, in, value.members)
	u.add(bs.into, b, name, value)
}

// add adds a block to a body. Name is where what is its own begins.
func (u *jsonUnit) add(body *hclsyntax.Body, b *hclsyntax.Block, name, value *jsonNode) {
	body.Blocks = append(body.Blocks, b)
	if body != u.file.body {
		return
	}
	top := jsonTop{start: name.at.Start.Byte, end: value.at.End.Byte, block: b}
	if n := len(u.tops); n > 0 && u.tops[n-1].end > top.start {
		top.start = value.at.Start.Byte // one of several with the same name
	}
	u.tops = append(u.tops, top)
	if value.kind == jsonBroken {
		u.file.damaged[b] = true
	}
}

func kindOf(b *schema.Block, label string) *schema.Block {
	if i := slices.IndexFunc(b.Kinds, func(k *schema.Block) bool { return k.Type == label }); i >= 0 {
		return b.Kinds[i]
	}
	return nil
}

func (bs *jsonBlocks) noLabel(have *jsonNode) diag.Problem {
	return jsonNoLabel{
		where: Range(have.at), block: bs.schema.Type, label: bs.schema.Labels[len(bs.labels)].Name,
		form: bs.form(), have: "This is " + have.what(),
	}
}

func (bs *jsonBlocks) noBody(have *jsonNode) diag.Problem {
	if n := len(bs.labels); n > 0 {
		return jsonNoLabel{
			where: Range(bs.labels[n-1].at), block: bs.schema.Type, label: bs.schema.Labels[n-1].Name,
			form: bs.form(), have: "The value of this member is " + have.what(),
		}
	}
	return jsonNoBlock{where: Range(have.at), block: bs.schema.Type, have: have.what()}
}

// form is how a block of the kind is written.
func (bs *jsonBlocks) form() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q: { ", bs.schema.Type)
	for _, l := range bs.schema.Labels {
		fmt.Fprintf(&b, "%q: { ", strings.ToUpper(l.Name))
	}
	return b.String() + "…" + strings.Repeat(" }", 1+len(bs.schema.Labels))
}
