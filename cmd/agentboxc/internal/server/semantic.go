package server

import (
	"go.lsp.dev/protocol"

	"github.com/agentboxc/agentboxc/lang/query"
)

func semanticFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) {
		delta := true
		c.SemanticTokensProvider = &protocol.SemanticTokensOptions{
			Legend: protocol.SemanticTokensLegend{TokenTypes: query.TokenTypes(), TokenModifiers: query.TokenModifiers()},
			Range:  protocol.Boolean(true),
			Full:   &protocol.SemanticTokensFullDelta{Delta: &delta},
		}
	}
	return onFile(protocol.MethodTextDocumentSemanticTokensFull, offer, semanticTokens)
}

func semanticRangeFeature() feature {
	return onFile(protocol.MethodTextDocumentSemanticTokensRange, nil, func(f *file, p *protocol.SemanticTokensRangeParams) (any, error) {
		start, end := f.text.bounds(p.Range)
		return &protocol.SemanticTokens{Data: f.encoded(start, end)}, nil
	})
}

func semanticDeltaFeature() feature {
	return onFile(protocol.MethodTextDocumentSemanticTokensFullDelta, nil, semanticDelta)
}

func semanticTokens(f *file, _ *protocol.SemanticTokensParams) (any, error) {
	data := f.encoded(0, len(f.text.bytes))
	id := f.ask.server.painted.keep(f.path(f.name), data)
	return &protocol.SemanticTokens{ResultID: &id, Data: data}, nil
}

// semanticDelta answers with what has changed since the result that the client has, or
// with everything when that is not known any more.
func semanticDelta(f *file, p *protocol.SemanticTokensDeltaParams) (any, error) {
	before, known := f.ask.server.painted.last(f.path(f.name), p.PreviousResultID)
	data := f.encoded(0, len(f.text.bytes))
	id := f.ask.server.painted.keep(f.path(f.name), data)
	if !known {
		return &protocol.SemanticTokens{ResultID: &id, Data: data}, nil
	}
	return &protocol.SemanticTokensDelta{ResultID: &id, Edits: difference(before, data)}, nil
}

// difference is what lies between what two results have in common at their ends.
func difference(before, after []uint32) []protocol.SemanticTokensEdit {
	start, shorter := 0, min(len(before), len(after))
	for start < shorter && before[start] == after[start] {
		start++
	}
	end := 0
	for end < shorter-start && before[len(before)-1-end] == after[len(after)-1-end] {
		end++
	}
	edits := []protocol.SemanticTokensEdit{}
	if start+end < max(len(before), len(after)) {
		edits = append(edits, protocol.SemanticTokensEdit{
			Start: uint32(start), DeleteCount: uint32(len(before) - start - end), Data: after[start : len(after)-end],
		})
	}
	return edits
}

// encoded are the tokens of a part of the file as the protocol has them: five numbers
// for each, the first two relative to the token before. It goes through the text once.
func (f *file) encoded(start, end int) []uint32 {
	tokens := query.SemanticTokens(f.Snapshot, f.name, start, end)
	data := make([]uint32, 0, 5*len(tokens))
	line, column, at := 0, 0, f.text.starts[0] // of what was counted last
	lastLine, lastColumn := 0, 0
	for _, t := range tokens {
		for line+1 < len(f.text.starts) && f.text.starts[line+1] <= t.Start {
			line++
			column, at = 0, f.text.starts[line]
		}
		_, stop := f.text.line(line)
		column += f.text.units(at, t.Start)
		length := f.text.units(t.Start, min(t.End, stop))
		if line != lastLine {
			lastColumn = 0
		}
		data = append(data, uint32(line-lastLine), uint32(column-lastColumn), uint32(length), uint32(t.Type), uint32(t.Modifiers))
		lastLine, lastColumn = line, column
		at = t.Start
	}
	return data
}

// units is how many characters of the protocol a part of a line has.
func (t *text) units(start, end int) int {
	if t.utf8 || end <= start {
		return max(end-start, 0)
	}
	return units16(t.bytes[start:end])
}
