package syntax

import (
	"bytes"
	"slices"

	"github.com/apparentlymart/go-textseg/v15/textseg"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// spaced returns the text with canonical space at the start of lines and between
// tokens, and nothing else changed. The result is that of hclwrite.Format, byte
// for byte, which tests hold it to; hclwrite itself would make every start of
// the program slower by what it imports for its own tests.
func spaced(text []byte) []byte {
	tokens, _ := hclsyntax.LexConfig(text, "", hcl.InitialPos)
	s := &spacing{tokens: tokens, gaps: gapsOf(tokens)}
	s.lay()
	return s.bytes(len(text))
}

// isSpaced reports whether the space between the tokens is as it should be.
func isSpaced(tokens hclsyntax.Tokens) bool {
	gaps := gapsOf(tokens)
	s := &spacing{tokens: tokens, gaps: slices.Clone(gaps)}
	s.lay()
	return slices.Equal(s.gaps, gaps)
}

func gapsOf(tokens hclsyntax.Tokens) []int {
	gaps := make([]int, len(tokens))
	for i := range tokens {
		gaps[i] = tokens[i].Range.Start.Byte
		if i > 0 {
			gaps[i] -= tokens[i-1].Range.End.Byte
		}
	}
	return gaps
}

// lay counts the spaces before each token.
func (s *spacing) lay() {
	rows := s.rows()
	s.indent(rows)
	for _, r := range rows {
		s.separate(r.start, r.value)
		s.separate(r.value, r.comment)
	}
	// Values first: where they go moves the comments behind them.
	s.align(rows, func(r row) (int, bool) { return r.value, r.value < r.comment })
	s.align(rows, func(r row) (int, bool) { return r.comment, r.comment < r.end })
}

// spacing is the tokens of a file with the number of spaces before each.
type spacing struct {
	tokens hclsyntax.Tokens
	gaps   []int
}

// row is a line of the source, or several when a string or comment goes over the
// end of one: its tokens [start, end) in three columns. The equals sign of an
// attribute whose value ends on the line starts the second, a comment at the end
// of the line is the third.
type row struct{ start, value, comment, end int }

func (s *spacing) rows() []row {
	var rows []row
	start := 0
	for i, t := range s.tokens {
		switch {
		case t.Type == hclsyntax.TokenEOF:
			return append(rows, s.row(start, i))
		case endsLine(t):
			rows = append(rows, s.row(start, i+1))
			start = i + 1
		}
	}
	return append(rows, s.row(start, len(s.tokens)))
}

func (s *spacing) row(start, end int) row {
	r := row{start: start, value: end, comment: end, end: end}
	if end-start > 1 && s.tokens[end-1].Type == hclsyntax.TokenComment {
		r.value, r.comment = end-1, end-1
	}
	for i := start + 1; i < r.comment; i++ {
		if s.tokens[i].Type != hclsyntax.TokenEqual {
			continue
		}
		if s.opened(i, r.comment) == 0 {
			r.value = i
		}
		break
	}
	return r
}

// nesting is how many brackets a token opens, less those it closes.
func nesting(t hclsyntax.TokenType) int {
	switch t {
	case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen,
		hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
		return 1
	case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenTemplateSeqEnd:
		return -1
	}
	return 0
}

// opened is the nesting of all tokens in [start, end).
func (s *spacing) opened(start, end int) int {
	n := 0
	for _, t := range s.tokens[start:end] {
		n += nesting(t.Type)
	}
	return n
}

// indent gives each row two spaces for every row that still has brackets open.
// However many a row opens, it is one step.
func (s *spacing) indent(rows []row) {
	var open []int // brackets that are open, by the row that opened them
	for _, r := range rows {
		if r.start == r.end {
			continue
		}
		if s.tokens[r.start].Type == hclsyntax.TokenNewline {
			s.gaps[r.start] = 0
			continue
		}
		n := s.opened(r.start, s.beforeHeredoc(r)) + s.opened(r.value, r.comment)
		for n < 0 && len(open) > 0 {
			last := &open[len(open)-1]
			closed := min(-n, *last)
			n += closed
			if *last -= closed; *last == 0 {
				open = open[:len(open)-1]
			}
		}
		s.gaps[r.start] = 2 * len(open)
		if n > 0 {
			open = append(open, n)
		}
	}
}

// beforeHeredoc is where the first column ends, or a heredoc in it starts: the
// brackets in a heredoc are on lines of their own.
func (s *spacing) beforeHeredoc(r row) int {
	at := slices.IndexFunc(s.tokens[r.start:r.value], func(t hclsyntax.Token) bool {
		return t.Type == hclsyntax.TokenOHeredoc
	})
	if at < 0 {
		return r.value
	}
	return r.start + at
}

// separate puts one space or none between the tokens of a column.
func (s *spacing) separate(start, end int) {
	for i := start; i+1 < end; i++ {
		before := hclsyntax.TokenNil
		if i > start {
			before = s.tokens[i-1].Type
		}
		s.gaps[i+1] = 1
		if touch(before, s.tokens[i], s.tokens[i+1]) {
			s.gaps[i+1] = 0
		}
	}
}

// align moves a column of the rows that have it to the same place, in each run
// of such rows: one space behind the longest of what comes before it.
func (s *spacing) align(rows []row, column func(row) (at int, has bool)) {
	for len(rows) > 0 {
		run, width := 0, 0
		for run < len(rows) {
			at, has := column(rows[run])
			if !has {
				break
			}
			width = max(width, s.width(rows[run].start, at))
			run++
		}
		for _, r := range rows[:run] {
			at, _ := column(r)
			s.gaps[at] = width - s.width(r.start, at) + 1
		}
		rows = rows[min(run+1, len(rows)):]
	}
}

// width is how many characters the tokens [start, end) take, with the spaces
// before them.
func (s *spacing) width(start, end int) int {
	n := 0
	for i := start; i < end; i++ {
		n += s.gaps[i] + characters(s.tokens[i].Bytes)
	}
	return n
}

func characters(text []byte) int {
	if isPlain(text) {
		return len(text)
	}
	n, err := textseg.TokenCount(text, textseg.ScanGraphemeClusters)
	if err != nil {
		return len(text)
	}
	return n
}

func (s *spacing) bytes(size int) []byte {
	out := make([]byte, 0, size+size/4)
	for i, t := range s.tokens {
		out = append(out, bytes.Repeat([]byte(" "), s.gaps[i])...)
		out = append(out, t.Bytes...)
	}
	return out
}
