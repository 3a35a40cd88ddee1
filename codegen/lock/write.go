package lock

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
)

// Bytes is the lock as Nix writes it: two spaces of indentation, keys in the
// order of their bytes, a newline at the end. Numbers keep their text.
func (l *Lock) Bytes() []byte {
	nodes := make([]member, 0, len(l.Nodes))
	for key, n := range l.Nodes {
		nodes = append(nodes, member{key: key, value: n.document()})
	}
	document := object(append(slices.Clone(l.extra),
		member{key: "nodes", value: object(nodes)},
		member{key: "root", value: str(l.Root)},
		member{key: "version", value: &value{kind: numberKind, text: strconv.Itoa(l.Version)}},
	))
	var b bytes.Buffer
	writeValue(&b, document, "\n")
	b.WriteByte('\n')
	return b.Bytes()
}

func (n *Node) document() *value {
	members := slices.Clone(n.extra)
	if len(n.Inputs) > 0 {
		inputs := make([]member, len(n.Inputs))
		for i, e := range n.Inputs {
			inputs[i] = member{key: e.Name, value: e.document()}
		}
		members = append(members, member{key: "inputs", value: object(inputs)})
	}
	if n.Locked != nil {
		members = append(members, member{key: "locked", value: n.Locked.document()})
	}
	if n.Original != nil {
		members = append(members, member{key: "original", value: n.Original.document()})
	}
	if !n.Flake {
		members = append(members, member{key: "flake", value: &value{kind: boolKind, text: "false"}})
	}
	if n.Parent != nil {
		members = append(members, member{key: "parent", value: strs(*n.Parent)})
	}
	return object(members)
}

func (e Edge) document() *value {
	if e.IsFollows() {
		return strs(e.Follows)
	}
	return str(e.Node)
}

func (a Attrs) document() *value {
	members := make([]member, len(a))
	for i, attr := range a {
		members[i] = member{key: attr.Name, value: &value{kind: attr.Kind.json(), text: attr.Text}}
	}
	return object(members)
}

func (k AttrKind) json() kind { return [...]kind{stringKind, numberKind, boolKind}[k] }

func str(s string) *value { return &value{kind: stringKind, text: s} }

func strs(items []string) *value {
	v := &value{kind: arrayKind}
	for _, s := range items {
		v.items = append(v.items, str(s))
	}
	return v
}

func object(members []member) *value {
	return &value{kind: objectKind, members: members}
}

// writeValue writes v; newline is a line break and the indentation of the line
// that v begins on.
func writeValue(b *bytes.Buffer, v *value, newline string) {
	switch v.kind {
	case stringKind:
		writeString(b, v.text)
	case arrayKind:
		writeSequence(b, "[]", newline, len(v.items), func(i int, inner string) {
			writeValue(b, v.items[i], inner)
		})
	case objectKind:
		members := slices.Clone(v.members)
		slices.SortFunc(members, func(x, y member) int { return cmp.Compare(x.key, y.key) })
		writeSequence(b, "{}", newline, len(members), func(i int, inner string) {
			writeString(b, members[i].key)
			b.WriteString(": ")
			writeValue(b, members[i].value, inner)
		})
	default:
		b.WriteString(v.text)
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
