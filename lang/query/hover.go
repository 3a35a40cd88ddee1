package query

import (
	"fmt"
	"strings"

	"github.com/agentboxc/agentboxc/lang/check"
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/query/cursor"
	"github.com/agentboxc/agentboxc/schema"
)

// Hover is what is to be known of what stands at a place.
type Hover struct {
	Range diag.Range
	Text  string // Markdown
}

// Hover explains what is at an offset: names with what they stand for, attributes
// and blocks with what the language says of them, and values on the platforms.
func (s *Snapshot) Hover(file string, offset int, facts Ask) (Hover, bool) {
	f := s.File(file)
	if f == nil {
		return Hover{}, false
	}
	h := &hovering{Snapshot: s, file: f, place: f.placeAt(offset), facts: facts}
	if o, ok := s.At(file, offset); ok && (touches(o.Name, offset) || h.ref != nil) {
		h.symbol(o)
	} else {
		h.written()
	}
	if h.text.Len() == 0 {
		return Hover{}, false
	}
	return Hover{Range: h.at, Text: strings.TrimSpace(h.text.String())}, true
}

// hovering puts the text together, a paragraph at a time.
type hovering struct {
	*Snapshot
	place
	file  *File
	facts Ask
	at    diag.Range
	text  strings.Builder
}

func (h *hovering) paragraph(format string, args ...any) {
	if text := fmt.Sprintf(format, args...); text != "" {
		h.text.WriteString(text + "\n\n")
	}
}

// code is a paragraph of source.
func (h *hovering) code(text string) { h.paragraph("%s", "```hcl\n"+text+"\n```") }

// doc is a text of the schema.
func (h *hovering) doc(text string) { h.paragraph("%s", text) }

// written explains what is no name of anything: a part of a reference that stands
// for something, an attribute, a block.
func (h *hovering) written() {
	switch {
	case h.ref != nil:
		h.part()
	case h.attr != nil && (h.onName || h.isWord()):
		h.attribute()
	case h.attr == nil && len(h.blocks) > 0:
		h.header(h.blocks[len(h.blocks)-1])
	}
	if h.text.Len() == 0 && !h.file.IsJSON() {
		h.broken()
	}
}

// broken explains the name of an attribute or a block by the tokens around it,
// where the tree does not have it.
func (h *hovering) broken() {
	p := h.file.cursor(h.Snapshot, h.offset)
	if p.Kind != cursor.Name || p.Inner().Schema == nil {
		return
	}
	name, in := string(h.file.slice(p.Start, p.End)), p.Inner().Schema
	h.at = h.file.Range(p.Start, p.End)
	for _, a := range in.Attrs {
		if a.Name == name {
			h.code(name + "  # " + a.Type.String())
			h.doc(attrRules(a))
			return
		}
	}
	for _, b := range in.Blocks {
		if b.Type == name {
			h.code(name)
			h.doc(b.Doc)
		}
	}
}

// isWord reports whether the value is one of the words that the attribute takes.
func (h *hovering) isWord() bool { return len(h.attr.Schema.Enum) > 0 && len(h.attr.Refs) == 0 }

func (h *hovering) part() {
	doc, ok := wordDocs[h.ref.Word]
	if !ok {
		return
	}
	h.at = h.ref.Range
	h.code(h.ref.Address())
	h.doc(doc)
	if h.ref.Kind == config.Super {
		if a := config.SchemaOf(h.blocks[0].Schema, h.ref.Names...); a != nil {
			h.doc(schema.Lead(a.Doc))
		}
	}
	h.value(check.Question{Block: h.blocks[0], Attr: h.attr, Ref: h.ref})
}

func (h *hovering) attribute() {
	a := h.attr.Schema
	h.at = h.attr.NameRange
	if !h.onName {
		h.at = h.attr.Range
	}
	h.code(h.attr.Name + "  # " + a.Type.String())
	h.doc(attrRules(a))
	if h.onName && !a.Unevaluated && h.blocks[0].Type != "function" && !isSecret(h.blocks[0]) {
		h.value(check.Question{Block: h.blocks[0], Attr: h.attr})
	}
}

// header explains the word or a label of a block's header.
func (h *hovering) header(b *config.Block) {
	known := h.schemaOf(b)
	for i, l := range b.Labels {
		if !touches(l.Range, h.offset) || i >= len(known.Labels) {
			continue
		}
		h.at = l.Range
		h.code(headerOf(b))
		if known != b.Schema && i == 0 {
			h.doc(b.Schema.Doc)
		} else {
			h.doc(known.Labels[i].Doc)
		}
		return
	}
	if !touches(b.Range, h.offset) {
		return
	}
	h.at = b.Range
	if !h.file.IsJSON() {
		h.at = h.file.Range(b.Range.Start.Byte, b.Range.Start.Byte+len(b.Type))
	}
	h.code(headerOf(b))
	h.doc(known.Doc)
	if known != b.Schema {
		h.doc(b.Schema.Doc)
	}
}

// schemaOf is what describes a block whatever its kind is.
func (h *hovering) schemaOf(b *config.Block) *schema.Block {
	for _, known := range h.file.Root {
		if known.Type == b.Type && known.Kinds != nil {
			return known
		}
	}
	return b.Schema
}

// isSecret reports whether a block declares a variable whose value may be
// sensitive.
func isSecret(b *config.Block) bool { return b.Type == "variable" && b.Attr("sensitive") != nil }

func headerOf(b *config.Block) string {
	words := []string{b.Type}
	for _, l := range b.Labels {
		words = append(words, fmt.Sprintf("%q", l.Value))
	}
	return strings.Join(words, " ")
}

// maxAnswers is how many values of one question are shown.
const maxAnswers = 12

// value shows what is answered, on which platforms and for which keys.
func (h *hovering) value(q check.Question) {
	if h.file.Role != Source {
		return
	}
	answers := h.Result.Ask(q)
	if len(answers) == 0 {
		return
	}
	var lines []string
	for i, a := range answers {
		if i == maxAnswers {
			lines = append(lines, fmt.Sprintf("# and %d more", len(answers)-i))
			break
		}
		if about := aboutAnswer(a); about != "" {
			lines = append(lines, "# "+about)
		}
		lines = append(lines, a.Text)
	}
	h.code(strings.Join(lines, "\n"))
}

func aboutAnswer(a check.Answer) string {
	var about []string
	if a.Key != "" {
		about = append(about, fmt.Sprintf("%q", a.Key))
	}
	if len(a.Systems) > 0 {
		about = append(about, strings.Join(a.Systems, ", "))
	}
	return strings.Join(about, " on ")
}
