package nix

import "slices"

// A doc is a text whose line breaks are not decided yet: a flat sequence of
// texts, spacings and nested groups. The printer appends to it, the layout
// decides. It is one slice with running totals, so that the width of any part
// on one line is a subtraction.
type doc struct {
	tokens []token
	nest   int32 // of the texts that follow
	offset int32 // likewise: columns beside the nesting, inside strings
	src    int32 // likewise: the source range, or noSource
}

const noSource = -1

type token struct {
	text   string
	kind   kind
	space  spacing
	group  priority
	forced bool // a spacing that the layout has promised not to break
	nest   int32
	offset int32
	n      int32 // open: index of its close; newlines: how many
	src    int32

	// Totals of all tokens before this one, filled in by seal.
	width int32
	hard  int32
}

type kind uint8

const (
	textToken     kind = iota
	trailingToken      // text that is only there when its group is broken
	commentToken       // text that counts for no width
	spaceToken
	openToken
	closeToken
	goneToken // neither seen nor measured
)

// spacing is ordered by strength: of two neighbours the stronger one counts.
type spacing uint8

const (
	softbreak spacing = iota // nothing, or a line break where the line is full
	lineBreak                // nothing, or a line break when the group is broken
	hardSpace                // a space
	softSpace                // a space, or a line break where the line is full
	line                     // a space, or a line break when the group is broken
	hardLine                 // a line break
	emptyLine                // a line break and an empty line
	newlines                 // n line breaks
)

// flat is the width of the spacing in a group that is on one line.
func (s spacing) flat() int32 {
	switch s {
	case hardSpace, softSpace, line:
		return 1
	}
	return 0
}

func (s spacing) soft() bool { return s != hardSpace && s < hardLine }

func merge(a, b spacing) spacing {
	if a > b {
		a, b = b, a
	}
	switch {
	case a == softbreak && b == hardSpace:
		return softSpace
	case a == lineBreak && (b == hardSpace || b == softSpace):
		return line
	}
	return b
}

// priority says which group is broken first when not all of a line fits.
type priority uint8

const (
	regular     priority = iota
	first                // broken alone when what surrounds it then fits
	transparent          // its first groups count as those of its parent
)

func (d *doc) append(t token) {
	t.nest, t.offset, t.src = d.nest, d.offset, d.src
	if len(d.tokens) == cap(d.tokens) {
		// A large file has some hundred thousand; append would copy them often.
		d.tokens = slices.Grow(d.tokens, max(512, len(d.tokens)))
	}
	d.tokens = append(d.tokens, t)
}

func (d *doc) text(s string) {
	if s != "" {
		d.append(token{kind: textToken, text: s})
	}
}

func (d *doc) comment(s string) { d.append(token{kind: commentToken, text: s}) }

func (d *doc) trailing(s string) { d.append(token{kind: trailingToken, text: s}) }

func (d *doc) newlines(n int) {
	d.append(token{kind: spaceToken, space: newlines, n: int32(n)})
}

// spacing appends s. Next to another spacing they become one; a fixed space in
// front of a group that starts with a possible break moves into the group, as
// the group decides then.
func (d *doc) spacing(s spacing) {
	last := len(d.tokens) - 1
	i := last
	for i >= 0 && d.tokens[i].invisible() {
		i--
	}
	if i >= 0 && d.tokens[i].kind == spaceToken {
		prev := &d.tokens[i]
		if i == last || s >= hardLine {
			prev.space = merge(prev.space, s)
			return
		}
		if s.soft() && prev.space == hardSpace {
			prev.kind = goneToken
			s = merge(hardSpace, s)
		}
	}
	d.append(token{kind: spaceToken, space: s})
}

// in appends what body appends as a group.
func (d *doc) in(p priority, body func()) {
	open := len(d.tokens)
	d.append(token{kind: openToken, group: p})
	body()
	d.tokens[open].n = int32(len(d.tokens))
	d.append(token{kind: closeToken})
}

// nested appends what body appends one level deeper. Several levels that start
// on one line indent the next line once.
func (d *doc) nested(body func()) {
	d.nest++
	body()
	d.nest--
}

// shifted appends what body appends by columns further to the right.
func (d *doc) shifted(columns int, body func()) {
	d.offset += int32(columns)
	body()
	d.offset -= int32(columns)
}
