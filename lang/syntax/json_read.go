package syntax

import (
	"bytes"
	"runtime"

	"github.com/hashicorp/hcl/v2"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// jsonReader reads a text as JSON, within the limits, and goes on behind every
// mistake: what it returns is what was probably meant. It knows nothing of HCL.
type jsonReader struct {
	file     *source.File
	text     []byte
	pos      int
	cursor   hcl.Pos // a place at or before pos, from which columns are counted on
	tokens   int
	open     []jsonOpen
	strings  []jsonSpan // of all strings, with their quotes
	problems []jsonProblem

	// What one mistake brings along is not reported: upset lasts from a problem to
	// the next name with its colon.
	upset    bool
	done     bool // reading was given up, which was reported
	unclosed bool // the text ends inside a bracket

	// byIndent closes an object where a line that stands further left does. It
	// tells which one lacks its bracket, in a text that does not add up.
	byIndent bool
	indent   int  // of the line at pos
	first    bool // what is at pos is the first in its line
}

// jsonOpen is an open bracket and the indentation of its line.
type jsonOpen struct {
	at     hcl.Range
	indent int
}

type jsonSpan struct{ start, end int }

// jsonProblem is a problem with the offset it has in the text.
type jsonProblem struct {
	at int
	diag.Problem
}

// readJSON reads the value that a text consists of; nil for an empty text. When
// the brackets do not add up it goes by the indentation.
func readJSON(f *source.File, text []byte) (*jsonNode, *jsonReader) {
	r := newJSONReader(f, text)
	root := r.document()
	if r.unclosed && !r.done {
		if len(text) > largeFile {
			runtime.GC() // what was read must not be there twice
		}
		r = newJSONReader(f, text)
		r.byIndent = true
		root = r.document()
	}
	return root, r
}

func newJSONReader(f *source.File, text []byte) *jsonReader {
	r := &jsonReader{file: f, text: text, first: true, strings: []jsonSpan{}}
	r.cursor = hclPos(f.Pos(0))
	r.pos = min(r.cursor.Byte, len(text))
	return r
}

func (r *jsonReader) document() *jsonNode {
	if r.pos > 0 {
		r.problems = append(r.problems, jsonProblem{0, jsonMark{r.file.Path}})
	}
	r.skip()
	if r.ended() {
		return nil
	}
	root := r.value()
	if r.skip(); !r.ended() {
		r.report(jsonTrailing{where: r.span(r.pos, lineEnd(r.text, r.pos)), closer: r.isCloser()}, r.pos)
	}
	return root
}

func (r *jsonReader) ended() bool { return r.pos >= len(r.text) }

// peek returns the byte at pos, 0 at the end of the text, which holds none.
func (r *jsonReader) peek() byte {
	if r.ended() {
		return 0
	}
	return r.text[r.pos]
}

func (r *jsonReader) isCloser() bool { return r.peek() == '}' || r.peek() == ']' }

// place counts on from the last place that was asked for. Offsets may go back
// only to where reading has not moved on from.
func (r *jsonReader) place(offset int) hcl.Pos {
	if offset < r.cursor.Byte {
		return hclPos(r.file.Pos(offset))
	}
	pos, text := r.cursor, r.text[r.cursor.Byte:offset]
	if end := bytes.LastIndexByte(text, '\n'); end >= 0 {
		pos.Line += bytes.Count(text, []byte("\n"))
		pos.Column, text = 1, text[end+1:]
	}
	pos.Column += source.Columns(text)
	pos.Byte = offset
	return pos
}

// token returns the range of a token, which ends where the next one is looked for.
func (r *jsonReader) token(start, end int) hcl.Range {
	from := r.place(start)
	r.cursor = from
	r.cursor = r.place(end)
	r.pos = end
	r.first = false
	at := hcl.Range{Filename: r.file.Path, Start: from, End: r.cursor}
	if r.tokens++; r.tokens == maxTokens {
		r.tooManyTokens(at)
	}
	return at
}

// span locates a problem, unless that would not be reported.
func (r *jsonReader) span(start, end int) diag.Range {
	if r.quiet() {
		return diag.Range{}
	}
	return Range(hcl.Range{Filename: r.file.Path, Start: r.place(start), End: r.place(end)})
}

// maxJSONProblems bounds the problems of which the first in each block is told.
const maxJSONProblems = 10 * maxDamaged

func (r *jsonReader) quiet() bool {
	return r.upset || r.done || len(r.problems) > maxJSONProblems
}

func (r *jsonReader) report(p diag.Problem, at int) {
	if r.quiet() {
		return
	}
	r.upset = true
	if !r.file.Replaced(at, min(at+1, len(r.text))) {
		r.problems = append(r.problems, jsonProblem{at, p})
	}
}

// tooManyTokens gives up: behind it nothing is read.
func (r *jsonReader) tooManyTokens(where hcl.Range) {
	r.upset = false
	r.report(tooManyTokens{Range(where)}, where.Start.Byte)
	r.pos, r.done = len(r.text), true
}

// skip moves to the next token, over spaces and, though JSON has none, comments.
func (r *jsonReader) skip() {
	for !r.ended() {
		switch c := r.text[r.pos]; {
		case c == '\n':
			r.indent, r.first = 0, true
			r.pos++
		case c == ' ' || c == '\t' || c == '\r':
			if r.first {
				r.indent++
			}
			r.pos++
		case c == '#', c == '/' && bytes.HasPrefix(r.text[r.pos:], []byte("//")):
			r.comment(lineEnd(r.text, r.pos))
		case c == '/' && bytes.HasPrefix(r.text[r.pos:], []byte("/*")):
			end := bytes.Index(r.text[r.pos+2:], []byte("*/"))
			if end < 0 {
				end = len(r.text) - r.pos - 4
			}
			r.comment(r.pos + 2 + end + 2)
		default:
			return
		}
	}
}

func (r *jsonReader) comment(end int) {
	r.report(jsonComment{r.span(r.pos, min(end, lineEnd(r.text, r.pos)))}, r.pos)
	r.cursor = r.place(end)
	r.pos = end
}

// value reads a value; at a comma or closing bracket there is none.
func (r *jsonReader) value() *jsonNode {
	switch c := r.peek(); {
	case c == '{':
		return r.container(jsonObject)
	case c == '[':
		return r.container(jsonArray)
	case c == '"':
		return r.string()
	case c == '-' || c == '+' || c == '.' || classes[c] == digit:
		return r.number()
	case classes[c] == word:
		return r.word()
	case c == '\'':
		return r.singleQuoted()
	case c == ',' || r.isCloser() || r.ended():
		r.report(jsonNoValue{r.span(r.pos, min(r.pos+1, len(r.text)))}, r.pos)
		return r.nothing()
	}
	return r.junk()
}

func (r *jsonReader) nothing() *jsonNode {
	at := r.place(r.pos)
	return &jsonNode{at: hcl.Range{Filename: r.file.Path, Start: at, End: at}}
}

// junk skips what starts no value.
func (r *jsonReader) junk() *jsonNode {
	start, end := r.pos, r.pos+1
	for end < len(r.text) && bytes.IndexByte([]byte(" \t\r\n,:{}[]\""), r.text[end]) < 0 {
		end++
	}
	r.report(jsonUnexpected{where: r.span(start, end), text: string(r.text[start:end])}, start)
	return &jsonNode{at: r.token(start, end)}
}
