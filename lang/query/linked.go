package query

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// Linked returns the two markers of the heredoc that has one of them at the offset, and
// nothing anywhere else: no other words of the language come in pairs.
func Linked(s *Snapshot, path string, offset int) []diag.Range {
	f := s.File(path)
	if f == nil {
		return nil
	}
	var open []span
	for _, t := range f.TokensAround(offset) {
		switch t.Type {
		case hclsyntax.TokenOHeredoc:
			open = append(open, f.marker(t))
		case hclsyntax.TokenCHeredoc:
			if len(open) == 0 {
				return nil
			}
			first, last := open[len(open)-1], f.marker(t)
			open = open[:len(open)-1]
			if first.holds(offset) || last.holds(offset) {
				return []diag.Range{f.Range(first.start, first.end), f.Range(last.start, last.end)}
			}
		}
	}
	return nil
}

// marker is the word in the token at either end of a heredoc.
func (f *File) marker(t Token) span {
	text := t.In(f)
	word := strings.TrimSpace(strings.TrimLeft(text, "<-"))
	start := int(t.Start) + strings.Index(text, word)
	return span{start, start + len(word)}
}
