package syntax

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
)

// jsonKind is a kind of JSON value.
type jsonKind uint8

const (
	jsonBroken jsonKind = iota // what stands here is no value, which has been reported
	jsonNull
	jsonFlag
	jsonNumber
	jsonText
	jsonArray
	jsonObject
)

// jsonNode is a JSON value with its place: of a string, its quotes, of an array
// or object, its brackets.
type jsonNode struct {
	kind    jsonKind
	at      hcl.Range
	raw     []byte       // of a string, what stands between the quotes; else the text of a number or flag
	escapes bool         // of a string: raw holds escapes
	items   []*jsonNode  // of an array
	members []jsonMember // of an object, in order, repeated ones included
	closed  bool         // of an array or object: by its bracket
}

// jsonMember is a name and its value in an object.
type jsonMember struct {
	name  *jsonNode // a string
	value *jsonNode
}

// inside is the range of a string's text without the quotes.
func (n *jsonNode) inside() hcl.Range {
	r := n.at
	quotes := r.End.Byte - r.Start.Byte - len(n.raw) // of damaged strings some are missing
	if quotes > 0 {
		r.Start.Byte++
		r.Start.Column++
	}
	if quotes > 1 {
		r.End.Byte--
		r.End.Column--
	}
	return r
}

// opening is the range of a bracket, or the start of what is none.
func (n *jsonNode) opening() hcl.Range { return edge(n.at.Filename, n.at.Start, n.kind >= jsonArray) }

// closing is the range of the bracket that closes the value, or the end of what
// is not closed.
func (n *jsonNode) closing() hcl.Range {
	at := n.at.End
	if n.closed {
		at.Byte--
		at.Column--
	}
	return edge(n.at.Filename, at, n.closed)
}

func edge(file string, at hcl.Pos, bracket bool) hcl.Range {
	end := at
	if bracket {
		end.Byte++
		end.Column++
	}
	return hcl.Range{Filename: file, Start: at, End: end}
}

// what names the value in a sentence.
func (n *jsonNode) what() string {
	switch n.kind {
	case jsonNull:
		return "null"
	case jsonFlag:
		return string(n.raw)
	case jsonNumber:
		return "a number"
	case jsonText:
		return "a string"
	case jsonArray:
		if slices.ContainsFunc(n.items, func(n *jsonNode) bool { return n.kind != jsonObject }) {
			return "an array of other things than objects"
		}
		return "an array"
	case jsonObject:
		return "an object"
	}
	return "nothing"
}
