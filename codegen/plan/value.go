package plan

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
)

// Value is generated code as data, null where there is none. Packages and other
// references are strings such as "pkgs.git"; code that has no form as data is a
// string of Nix. It exists as JSON only: that is made when it is asked for, which
// most plans never are.
type Value struct {
	tree   tree
	exists bool
	json   json.RawMessage // of a loaded value
}

// MarshalJSON returns the value as compact JSON.
func (v Value) MarshalJSON() ([]byte, error) {
	switch {
	case v.json != nil:
		return v.json, nil
	case !v.exists:
		return []byte("null"), nil
	}
	return encode(v.tree), nil
}

// UnmarshalJSON keeps the text.
func (v *Value) UnmarshalJSON(text []byte) error {
	v.json = slices.Clone(text)
	return nil
}

// encode is compact JSON.
func encode(t tree) []byte { return appendTree(nil, t) }

func appendTree(b []byte, t tree) []byte {
	switch t := t.(type) {
	case string:
		return appendString(b, t)
	case reference:
		return appendString(b, string(t))
	case template:
		return appendString(b, string(t))
	case code:
		return appendString(b, string(t))
	case bool:
		return strconv.AppendBool(b, t)
	case int64:
		return strconv.AppendInt(b, t, 10)
	case []tree:
		return appendSequence(b, "[]", len(t), func(b []byte, i int) []byte { return appendTree(b, t[i]) })
	case object:
		return appendSequence(b, "{}", len(t), func(b []byte, i int) []byte {
			return appendTree(append(appendString(b, t[i].name), ':'), t[i].value)
		})
	}
	return appendOther(b, t)
}

func appendSequence(b []byte, brackets string, n int, item func(b []byte, i int) []byte) []byte {
	b = append(b, brackets[0])
	for i := range n {
		if i > 0 {
			b = append(b, ',')
		}
		b = item(b, i)
	}
	return append(b, brackets[1])
}

// appendString writes "<" and "&" as they are, since no browser reads plans.
func appendString(b []byte, s string) []byte {
	plain := func(r rune) bool { return r >= ' ' && r < 0x7f && r != '"' && r != '\\' }
	for _, r := range s {
		if !plain(r) {
			return appendOther(b, s)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// appendOther leaves a value to the library. Trees hold none that JSON has no
// form for.
func appendOther(b []byte, value any) []byte {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		panic(err)
	}
	return append(b, bytes.TrimSpace(text.Bytes())...)
}

// same reports whether two trees come from the same code.
func same(a, b tree) bool {
	switch a := a.(type) {
	case object:
		b, ok := b.(object)
		return ok && slices.EqualFunc(a, b, func(x, y member) bool { return x.name == y.name && same(x.value, y.value) })
	case []tree:
		b, ok := b.([]tree)
		return ok && slices.EqualFunc(a, b, same)
	}
	switch b.(type) {
	case object, []tree:
		return false
	}
	return a == b
}
