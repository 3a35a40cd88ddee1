package syntax

import (
	"bytes"
	"cmp"
	"slices"
)

// known are the items of a file as it was before a change. What stands before the
// change and behind it is there again.
type known struct {
	items          []*Item
	again          []int // which of the items of the file before these are; nil when they are those
	prefix, suffix int   // how much of the text, at its start and its end, is as it was
	moved          int   // by how much the suffix has moved
	size           int   // of the text now
}

// newKnown compares a text with that of the file before.
func newKnown(before *File, text []byte) *known {
	k := &known{items: before.Items, size: len(text), moved: len(text) - len(before.text)}
	k.prefix = commonPrefix(before.text, text)
	shorter := min(len(text), len(before.text))
	k.suffix = commonSuffix(before.text[len(before.text)-shorter+k.prefix:], text[len(text)-shorter+k.prefix:])
	return k
}

// index returns which item of the file before has the text [start, end), and -1 when
// there is none whose tree can be used.
func (k *known) index(start, end int) int {
	switch {
	case end <= k.prefix:
	case start >= k.size-k.suffix:
		start, end = start-k.moved, end-k.moved
	default:
		return -1
	}
	n, ok := slices.BinarySearchFunc(k.items, start, func(i *Item, start int) int { return cmp.Compare(i.start, start) })
	if !ok || !k.items[n].sound || k.items[n].end != end {
		return -1
	}
	return n
}

// before returns which item of the file before the n-th one is, -1 for none.
func (k *known) before(n int) int {
	if k.again == nil {
		return n
	}
	return k.again[n]
}

// commonPrefix returns how many bytes at their start two texts have in common.
func commonPrefix(a, b []byte) int {
	const step = 1024 // bytes.Equal is far faster than a loop
	n, most := 0, min(len(a), len(b))
	for n+step <= most && bytes.Equal(a[n:n+step], b[n:n+step]) {
		n += step
	}
	for n < most && a[n] == b[n] {
		n++
	}
	return n
}

// commonSuffix returns how many bytes at their end two texts of the same length
// have in common.
func commonSuffix(a, b []byte) int {
	const step = 1024
	n, most := 0, len(a)
	for n+step <= most && bytes.Equal(a[most-n-step:most-n], b[most-n-step:most-n]) {
		n += step
	}
	for n < most && a[most-n-1] == b[most-n-1] {
		n++
	}
	return n
}
