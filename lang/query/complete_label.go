package query

import (
	"slices"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/query/cursor"
	"github.com/agentboxc/agentboxc/schema"
)

// labels offers the labels of a block that can be told: those that the language
// lists, and names that something else refers to.
func (c *completer) labels() {
	in, header := c.p.Inner(), c.p.Header
	if in.Schema == nil {
		return
	}
	b := config.BlockSchema(in.Schema, header.Type, nil)
	if b == nil || len(header.Labels) >= len(b.Labels) {
		return
	}
	l := b.Labels[len(header.Labels)]
	for _, kind := range b.Kinds {
		if slices.Contains(l.Enum, kind.Type) {
			c.label(kind.Type, "kind of "+b.Type, blockDoc(kind))
		}
	}
	for _, name := range c.labelNames(in, b, header) {
		c.label(name, b.Type, "")
	}
}

func (c *completer) labelNames(in *cursor.Block, b *schema.Block, header cursor.Header) []string {
	switch {
	case b.Type == "platform":
		return c.freeSystems()
	case in == c.p.Top() && in.Type == "variant":
		return c.inheritedLabels(in, b.Type)
	case in == c.p.Blocks[0] && c.file.Role == Source:
		return c.missing(b, header)
	}
	return nil
}

// inheritedLabels are those of the blocks of the variant that is extended: a block
// of the same label takes the place of one of them.
func (c *completer) inheritedLabels(in *cursor.Block, blockType string) []string {
	variant := c.Result.Resolved.Symbol("variant." + lastLabel(in.Labels))
	if variant == nil || variant.Parent == nil {
		return nil
	}
	var names []string
	for _, v := range variant.Parent.Chain() {
		for _, nested := range v.Block.Of(blockType) {
			name := nested.Name()
			isOwn := slices.ContainsFunc(in.Blocks, func(b *cursor.Block) bool {
				return b.Type == blockType && lastLabel(b.Labels) == name
			})
			if !isOwn && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

func lastLabel(labels []string) string {
	if len(labels) == 0 {
		return ""
	}
	return labels[len(labels)-1]
}

// missing are the names that the unit refers to and does not declare, and those
// that exist without being declared.
func (c *completer) missing(b *schema.Block, header cursor.Header) []string {
	program := c.Result.Resolved
	var names []string
	for _, s := range program.Symbols {
		if s.Block == nil && s.Key == b.Type+"."+s.Name {
			names = append(names, s.Name)
		}
	}
	word := b.Type
	if word == "variable" {
		word = "var"
	}
	at := config.AddressLength(word) - 1
	c.refs(func(ref config.Ref) {
		if ref.Word != word || len(header.Labels) != at || len(ref.Names) <= at || !slices.Equal(ref.Names[:at], header.Labels) {
			return
		}
		name := ref.Names[at]
		key := config.Ref{Word: word, Names: ref.Names[:at+1]}.Address()
		if program.Symbol(key) == nil && !slices.Contains(names, name) {
			names = append(names, name)
		}
	})
	return names
}

// refs visits the references of the unit, but for the one that is being written.
func (c *completer) refs(visit func(config.Ref)) {
	isHere := func(at diag.Range) bool {
		return at.File == c.file.Path && touches(at, c.p.Offset)
	}
	var in func(blocks []*config.Block)
	in = func(blocks []*config.Block) {
		for _, b := range blocks {
			for _, a := range b.Attrs {
				for _, ref := range a.Refs {
					if !isHere(ref.Range) {
						visit(ref)
					}
				}
			}
			in(b.Blocks)
		}
	}
	in(c.Result.Config.Blocks)
}

func (c *completer) label(name, detail, doc string) {
	item := CompletionItem{Label: name, Kind: ItemConstant, Detail: detail, Doc: doc, Text: name}
	switch {
	case !c.p.Quoted:
		item.Text = `"` + name + `"`
	case !c.p.Closed:
		item.Text += `"`
	}
	c.add(item)
}
