package check

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/ir"
)

// spelledOut is describe, except that a list or a map is written out when it is
// short enough to be read in a line.
func spelledOut(v cty.Value) string { return spelledWithin(v, 60) }

// spelledWithin is spelledOut for values of at most so many characters.
func spelledWithin(v cty.Value, most int) string {
	if ty := v.Type(); v.ContainsMarked() || !v.IsWhollyKnown() || v.IsNull() || !ty.IsCollectionType() && !ty.IsTupleType() && !ty.IsObjectType() {
		return describe(v)
	}
	if s := spell(v, most); s != "" && utf8.RuneCountInString(s) <= most {
		return s
	}
	return describe(v)
}

// spell writes a known value as in the source. It is "" when it would be longer
// than most bytes by far.
func spell(v cty.Value, most int) string {
	ty := v.Type()
	switch {
	case v.IsNull():
		return "null"
	case ty == cty.String:
		return strconv.Quote(shown(v.AsString()))
	case ty.IsCollectionType() || ty.IsTupleType() || ty.IsObjectType():
		return spellElements(v, most)
	}
	if r, ok := asReference(v); ok {
		return r.written()
	}
	return describe(v)
}

func spellElements(v cty.Value, most int) string {
	keyed := isMap(v)
	var parts []string
	length := 0
	for it := v.ElementIterator(); it.Next(); {
		key, element := it.Element()
		part := spell(element, most)
		if part == "" {
			return ""
		}
		if keyed {
			part = spellKey(key.AsString()) + " = " + part
		}
		if length += len(part) + len(", "); length > 2*most {
			return ""
		}
		parts = append(parts, part)
	}
	switch {
	case !keyed:
		return "[" + strings.Join(parts, ", ") + "]"
	case len(parts) == 0:
		return "{}"
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

func spellKey(key string) string {
	if ir.IsName(key) {
		return key
	}
	return strconv.Quote(shown(key))
}
