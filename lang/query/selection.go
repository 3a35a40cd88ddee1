package query

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// Selection returns what may be selected around an offset, from the word at it
// outwards to the whole file: each range encloses the one before it. What is
// inside code that cannot be parsed is known from its brackets.
func Selection(s *Snapshot, path string, offset int) []diag.Range {
	f := s.File(path)
	if f == nil {
		return nil
	}
	n := &nest{text: f.Text(), offset: offset, spans: []span{{0, len(f.Text())}}}
	n.tokens(f.TokensAround(offset))
	n.tree(f.Syntax.Body())
	spans := n.outwards()
	ranges := make([]diag.Range, len(spans))
	for i, s := range spans {
		ranges[i] = f.Range(s.start, s.end)
	}
	return ranges
}

// span is the bytes [start, end).
type span struct{ start, end int }

func (s span) holds(offset int) bool { return s.start <= offset && offset <= s.end }

// nest collects what encloses an offset.
type nest struct {
	text   []byte
	offset int
	spans  []span
	open   []opened
}

func (n *nest) add(start, end int) {
	end = min(end, len(n.text)) // which what stands for damage may reach beyond
	if s := (span{start, end}); s.holds(n.offset) && start < end {
		n.spans = append(n.spans, s)
	}
}

// inner adds what is inside brackets: without the spaces around it, where the offset
// is not among those.
func (n *nest) inner(start, end int) {
	text := n.text[start:end]
	trimmed := bytes.TrimSpace(text)
	at := start + bytes.Index(text, trimmed)
	n.add(at, at+len(trimmed))
}

// tokens adds words, and what is between brackets and quotes, without and with them.
func (n *nest) tokens(tokens []Token) {
	for _, t := range tokens {
		switch {
		case t.Type == hclsyntax.TokenNewline:
		case opens(t.Type):
			n.open = append(n.open, opened{Token: t})
		case closes(t.Type):
			i := partner(n.open, t)
			if i < 0 {
				continue
			}
			opener := n.open[i]
			n.open = n.open[:i]
			n.inner(int(opener.End), int(t.Start))
			n.add(int(opener.Start), int(t.End))
		case t.Type == hclsyntax.TokenComment:
			n.inner(int(t.Start), int(t.End))
		case t.Type == hclsyntax.TokenIdent || t.Type == hclsyntax.TokenNumberLit || isText(t.Type):
			n.add(int(t.Start), int(t.End))
		}
	}
}

func isText(t hclsyntax.TokenType) bool {
	return t == hclsyntax.TokenQuotedLit || t == hclsyntax.TokenStringLit
}

// tree adds expressions, attributes and blocks.
func (n *nest) tree(body *hclsyntax.Body) {
	for _, a := range body.Attributes {
		n.node(a)
	}
	for _, b := range body.Blocks {
		if s := (span{b.TypeRange.Start.Byte, b.CloseBraceRange.End.Byte}); s.holds(n.offset) {
			n.add(s.start, s.end)
			n.tree(b.Body)
		}
	}
}

func (n *nest) node(a *hclsyntax.Attribute) {
	if s := (span{a.SrcRange.Start.Byte, a.SrcRange.End.Byte}); !s.holds(n.offset) {
		return
	}
	_ = hclsyntax.VisitAll(a, func(node hclsyntax.Node) hcl.Diagnostics {
		if _, scope := node.(hclsyntax.ChildScope); !scope {
			r := node.Range()
			n.add(r.Start.Byte, r.End.Byte)
		}
		return nil
	})
}

// outwards returns each span that encloses the one before. What comes near and
// overlaps, as behind a syntax error, is left out.
func (n *nest) outwards() []span {
	slices.SortStableFunc(n.spans, func(a, b span) int { return cmp.Compare(a.end-a.start, b.end-b.start) })
	kept := n.spans[:0]
	for _, s := range n.spans {
		if len(kept) == 0 {
			kept = append(kept, s)
			continue
		}
		if last := kept[len(kept)-1]; s != last && s.start <= last.start && s.end >= last.end {
			kept = append(kept, s)
		}
	}
	return kept
}
