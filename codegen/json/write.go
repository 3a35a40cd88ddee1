package json

import (
	"bytes"
	"cmp"
	"slices"
)

// Bytes is the document as Nix writes its own: two spaces of indentation, keys in
// the order of their bytes, a newline at the end.
func (v *Value) Bytes() []byte {
	var b bytes.Buffer
	writeValue(&b, v, "\n")
	b.WriteByte('\n')
	return b.Bytes()
}

// NewString is a string.
func NewString(s string) *Value { return &Value{Kind: String, Text: s} }

// NewStrings is an array of strings.
func NewStrings(items []string) *Value {
	v := &Value{Kind: Array}
	for _, s := range items {
		v.Items = append(v.Items, NewString(s))
	}
	return v
}

// NewObject is an object; the order of its members does not matter.
func NewObject(members []Member) *Value {
	return &Value{Kind: Object, Members: members}
}

// writeValue writes v; newline is a line break and the indentation of the line
// that v begins on.
func writeValue(b *bytes.Buffer, v *Value, newline string) {
	switch v.Kind {
	case String:
		writeString(b, v.Text)
	case Array:
		writeSequence(b, "[]", newline, len(v.Items), func(i int, inner string) {
			writeValue(b, v.Items[i], inner)
		})
	case Object:
		members := slices.Clone(v.Members)
		slices.SortFunc(members, func(x, y Member) int { return cmp.Compare(x.Key, y.Key) })
		writeSequence(b, "{}", newline, len(members), func(i int, inner string) {
			writeString(b, members[i].Key)
			b.WriteString(": ")
			writeValue(b, members[i].Value, inner)
		})
	default:
		b.WriteString(v.Text)
	}
}

func writeSequence(b *bytes.Buffer, brackets, newline string, n int, item func(i int, inner string)) {
	b.WriteByte(brackets[0])
	inner := newline + "  "
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(inner)
		item(i, inner)
	}
	if n > 0 {
		b.WriteString(newline)
	}
	b.WriteByte(brackets[1])
}

// writeString escapes what JSON requires and nothing else. encoding/json cannot
// be used: it also escapes U+2028 and U+2029, and Nix does not.
func writeString(b *bytes.Buffer, s string) {
	const hex = "0123456789abcdef"
	b.WriteByte('"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b.Write([]byte{'\\', c})
		case c >= ' ':
			b.WriteByte(c)
		case bytes.IndexByte([]byte("\b\f\n\r\t"), c) >= 0:
			b.WriteByte('\\')
			b.WriteByte("bfnrt"[bytes.IndexByte([]byte("\b\f\n\r\t"), c)])
		default:
			b.WriteString(`\u00`)
			b.Write([]byte{hex[c>>4], hex[c&15]})
		}
	}
	b.WriteByte('"')
}
