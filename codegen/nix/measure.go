package nix

import "unicode/utf8"

// maxWidth stands for "however long".
const maxWidth = 1 << 30

// onOneLine removes the groups and the possible breaks from token i on, if all
// that follows can be on one line of the width. It stops looking at the first
// token that does not fit.
func (d *doc) onOneLine(i, width int) bool {
	for k := i; k < len(d.tokens); k++ {
		t := &d.tokens[k]
		if width -= int(t.flat()); width < 0 || t.breaks() {
			return false
		}
	}
	for ; i < len(d.tokens); i++ {
		d.tokens[i].flatten()
	}
	return true
}

// flatten makes the token what it is in a group that is on one line.
func (t *token) flatten() {
	switch {
	case t.kind == openToken, t.kind == closeToken, t.kind == trailingToken:
		t.kind = goneToken
	case t.kind == spaceToken && t.space.flat() == 1:
		t.space = hardSpace
	case t.kind == spaceToken && t.space.soft():
		t.kind = goneToken
	}
}

// breaks reports whether the token ends the line in any case.
func (t *token) breaks() bool { return t.kind == spaceToken && t.space >= hardLine }

// flat is the token's width in a group that is on one line.
func (t *token) flat() int32 {
	switch t.kind {
	case textToken:
		return int32(utf8.RuneCountInString(t.text))
	case spaceToken:
		return t.space.flat()
	}
	return 0
}

// invisible reports whether the token is nothing between two spacings.
func (t *token) invisible() bool { return t.kind == openToken || t.kind == goneToken }

// seal settles the fixed spaces at the start of groups, computes the totals and
// appends a token that holds the sums.
func (d *doc) seal() {
	d.append(token{kind: goneToken})
	d.settle()
	var width, hard int32
	for i := range d.tokens {
		t := &d.tokens[i]
		t.width, t.hard = width, hard
		width += t.flat()
		if t.breaks() {
			hard++
		}
	}
}

// settle unites fixed spaces at the start of groups with a spacing in front,
// and gives texts without anything between them the place of the first one.
func (d *doc) settle() {
	var before, text *token
	for i := range d.tokens {
		t := &d.tokens[i]
		if t.kind == spaceToken && t.space == hardSpace && before != nil {
			before.space = merge(before.space, hardSpace)
			t.kind = goneToken
		}
		if t.kind == textToken && text != nil {
			t.nest, t.offset = text.nest, text.offset
		}
		switch t.kind {
		case spaceToken:
			before, text = t, nil
		case textToken:
			before, text = nil, t
		case openToken:
			text = nil
		case closeToken, trailingToken, commentToken:
			before, text = nil, nil
		}
	}
}
