package syntax

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/schema"
)

// recovery parses a file with errors one top-level item at a time, so that an
// error costs the item it is in and no other.
//
// An item is first taken to reach as far as its brackets say. Where that is the
// end of the file, a bracket, string or comment is not closed, and the item is
// cut at the next line that looks like the start of a top-level block.
type recovery struct {
	*parser
	diags    *diag.List
	damages  int
	patience int // bytes that may be read in vain
	tokens   int
	melding  int
}

func (p *parser) recover(diags *diag.List) {
	p.reset()
	r := &recovery{parser: p, diags: diags, patience: 16 * len(p.text)}
	for pos := p.file.Source.Pos(0).Byte; pos < len(r.text); { // behind a byte order mark
		if r.damages >= maxDamaged {
			diags.Add(tooManyDamaged{p.file.Source.Range(pos, lineEnd(r.text, pos))})
			return
		}
		pos = r.item(pos)
	}
}

// item deals with the item that starts at pos, or behind it, and returns where
// the next one starts.
func (r *recovery) item(pos int) (next int) {
	limit := len(r.text)
	if r.patience < 0 {
		limit = r.nextHeader(pos)
	}
	s := r.scan(pos, limit)
	end := pos + s.pos
	if s.first == nil {
		return r.parseItem(pos, end, s)
	}
	if header := r.nextHeader(pos); end == limit && header < limit {
		r.patience -= limit - header
		end = header
		if s = r.scan(pos, end); s.first == nil {
			return r.parseItem(pos, end, s)
		}
	}
	r.damage(s.first, pos, end)
	if _, ok := s.first.(tooManyTokens); ok {
		return len(r.text)
	}
	r.keepPart(pos, pos+s.cut)
	return r.resume(end)
}

func (r *recovery) scan(pos, limit int) *scanner {
	s := newScanner(r.text[pos:limit], func(start, end int) diag.Range {
		return r.file.Source.Range(pos+start, pos+end)
	})
	s.oneItem = true
	s.tokens, s.melding = r.tokens, r.melding
	s.run()
	return s
}

// damage reports what is wrong with the item, unless that was done when the
// file was found not to be text there.
func (r *recovery) damage(p diag.Problem, pos, end int) {
	if r.file.Source.Replaced(pos, end) {
		return
	}
	r.damages++
	r.diags.Add(p)
}

// parseItem parses an item that the guard has passed.
func (r *recovery) parseItem(pos, end int, s *scanner) (next int) {
	r.tokens, r.melding = s.tokens, s.melding
	before := len(*r.diags)
	if !r.again(pos, end, r.diags) {
		body, hclDiags := r.parse(r.text[pos:end], pos)
		if first := firstDamage(hclDiags); first != nil {
			r.damage(phrase(r.text, 0, first), pos, end)
			r.keepDamaged(pos, end, body)
			return r.resume(end)
		}
		r.add(pos, end, body, hclDiags, len(s.nuls) > 0, r.diags)
	}
	reportEscapes(s, r.diags)
	r.damages += len(*r.diags) - before
	return end
}

// keepDamaged keeps of a damaged item the blocks that the language knows, and
// reports whether there were any.
func (r *recovery) keepDamaged(start, end int, body *hclsyntax.Body) bool {
	kept := newBody(body.SrcRange)
	for _, b := range body.Blocks {
		if topLevel()[b.Type] && !slices.ContainsFunc(b.Labels, isPlaceholder) {
			kept.Blocks = append(kept.Blocks, b)
			r.file.damaged[b] = true
		}
	}
	if len(kept.Blocks) == 0 {
		return false
	}
	cleanValues(kept, r.text, 0, true)
	r.keep(r.newItem(start, end, kept, false), -1, r.diags)
	return true
}

// isPlaceholder reports whether a label is what hcl makes of an interpolation in
// one, whose name can't be known.
func isPlaceholder(label string) bool { return strings.Contains(label, "{ ... }") }

func sortedNames(attrs hclsyntax.Attributes) []string {
	names := make([]string, 0, len(attrs))
	for name := range attrs {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// keepPart keeps the lines of a damaged item before the one at cut: the block
// still declares its name and an editor knows what is in it.
func (r *recovery) keepPart(pos, cut int) {
	line := max(pos, lineStart(r.text, cut)) // an item may start behind a byte order mark
	text := r.text[pos:line]
	for len(text) > 0 {
		s := newScanner(text, r.file.Source.Range)
		s.run()
		closers, open := s.closers()
		if open < 0 {
			text = append(slices.Clone(text), closers...)
			break
		}
		text = text[:lineStart(text, open)] // inside a string: leave out its lines
	}
	if !r.keepSound(pos, text) {
		r.keepSound(line, headOnly(r.text[line:lineEnd(r.text, cut)]))
	}
}

// keepSound keeps the blocks of a text that stands for a damaged item, and
// reports whether there were any.
func (r *recovery) keepSound(pos int, text []byte) bool {
	s := newScanner(text, r.file.Source.Range)
	s.run()
	if s.first != nil {
		return false
	}
	body, _ := r.parse(text, pos)
	return r.keepDamaged(pos, pos+len(text), body)
}

// headOnly returns the head of a block, whose labels may be damaged, in a form
// that can be parsed: with its words at their places, and nothing else.
func headOnly(line []byte) []byte {
	head, _, _ := bytes.Cut(line, []byte("{"))
	head = slices.Clone(head)
	for i, b := range head {
		if !wordPart[b] {
			head[i] = ' '
		}
	}
	return append(head, "{}"...)
}

// closers returns what would close the open brackets, or else the offset of an
// open string.
func (s *scanner) closers() (text string, openString int) {
	for n := len(s.frames) - 1; n > 0; n-- {
		switch s.frames[n].kind {
		case paren:
			text += ")"
		case bracket:
			text += "]"
		case brace:
			text += "}"
		default:
			return "", s.frames[n].at
		}
	}
	return text, -1
}

// nextHeader returns where, behind the line at pos, the next line starts that
// looks like the start of a top-level block, or the end of the text.
func (r *recovery) nextHeader(pos int) int {
	return r.headerFrom(min(lineEnd(r.text, pos)+1, len(r.text)))
}

// resume returns where to go on behind a damaged item: at the next line that
// holds more than a comment, if that starts a block, be it indented; else what
// comes is taken for the rest of the item.
func (r *recovery) resume(end int) int {
	pos := end
	if lineStart(r.text, pos) != pos {
		pos = min(lineEnd(r.text, pos)+1, len(r.text))
	}
	for ; pos < len(r.text); pos = min(lineEnd(r.text, pos)+1, len(r.text)) {
		line := bytes.TrimSpace(r.text[pos:lineEnd(r.text, pos)])
		if isHeader(line) {
			return pos
		}
		if len(line) > 0 && line[0] != '#' && !bytes.HasPrefix(line, []byte("//")) {
			break
		}
	}
	return r.headerFrom(end)
}

func (r *recovery) headerFrom(pos int) int { return headerFrom(r.text, pos) }

func headerFrom(text []byte, pos int) int {
	for ; pos < len(text); pos = min(lineEnd(text, pos)+1, len(text)) {
		if isHeader(text[pos:lineEnd(text, pos)]) && (pos == 0 || text[pos-1] == '\n') {
			return pos
		}
	}
	return len(text)
}

// ItemAround returns the part of a text that holds the top-level item around an
// offset, however broken it is: from a line that looks like the start of one to
// the next such line.
func ItemAround(text []byte, offset int) (start, end int) {
	first := 0
	if bytes.HasPrefix(text, byteOrderMark) {
		first = len(byteOrderMark)
	}
	end = headerFrom(text, min(lineEnd(text, offset)+1, len(text)))
	for start = lineStart(text, offset); start > first && !isHeader(text[start:lineEnd(text, start)]); {
		start = lineStart(text, start-1)
	}
	return max(start, first), end
}

// isHeader reports whether the line starts, in its first column, as a top-level
// block does: with the name of one and a label or brace or, for names that the
// language does not have, with a label in quotes and a brace at its end.
func isHeader(line []byte) bool {
	if len(line) == 0 || classes[line[0]] != word {
		return false
	}
	end := 0
	for end < len(line) && wordPart[line[end]] {
		end++
	}
	rest := bytes.TrimSpace(line[end:])
	if len(rest) == 0 {
		return false
	}
	opens := rest[len(rest)-1] == '{'
	if !topLevel()[string(line[:end])] {
		return rest[0] == '"' && opens
	}
	return rest[0] == '{' || rest[0] == '"' || classes[rest[0]] == word && opens
}

var topLevel = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for _, b := range slices.Concat(schema.Root(), schema.TestRoot(), schema.WorkspaceRoot()) {
		names[b.Type] = true
	}
	return names
})

func hclPos(p diag.Pos) hcl.Pos { return hcl.Pos{Line: p.Line, Column: p.Column, Byte: p.Byte} }
