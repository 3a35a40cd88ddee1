package cursor

import (
	"slices"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/schema"
)

// InJSON is At for a file in JSON. Its places are in strings: names, labels, keys
// and texts. Expressions inside strings are none.
func InJSON(text []byte, offset int, root *schema.Block) *Place {
	offset = min(max(offset, 0), len(text))
	p := &Place{Offset: offset, Start: offset, End: offset, Blocks: []*Block{{Schema: root}}}
	j := &jsonWalker{text: text, p: p}
	for j.at < len(text) && !(j.placed && len(j.open) < j.depth) && len(j.open) < maxFrames {
		j.next()
	}
	if p.Kind == Name {
		for _, key := range j.keys {
			in := p.Inner()
			in.Attrs = append(in.Attrs, &Attr{Name: key})
			in.Blocks = append(in.Blocks, &Block{Type: key})
		}
	}
	if n := len(p.Around); p.Kind == Key && n > 0 {
		p.Around[n-1].Keys = j.keys
	}
	return p
}

// jsonWalker follows the brackets of a text to the offset and, for the names beside
// it, on to the end of the object that it is in.
type jsonWalker struct {
	text   []byte
	at     int
	open   []jsonFrame
	p      *Place
	placed bool
	depth  int      // of the object at the offset
	keys   []string // of that object, but for the one at the offset
}

type jsonFrame struct {
	list    bool
	key     string
	inValue bool
	keys    []string
}

func (j *jsonWalker) next() {
	i := j.at
	j.at++
	switch c := j.text[i]; c {
	case '{', '[':
		j.open = append(j.open, jsonFrame{list: c == '['})
	case '}', ']':
		j.open = j.open[:max(len(j.open)-1, 0)]
	case ',', ':':
		if n := len(j.open); n > 0 {
			j.open[n-1].inValue = c == ':'
		}
	case '"':
		j.string(i)
	}
}

// string reads a string, which ends with its line at the latest.
func (j *jsonWalker) string(start int) {
	for j.at < len(j.text) && j.text[j.at] != '"' && j.text[j.at] != '\n' {
		if j.text[j.at] == '\\' {
			j.at++
		}
		j.at++
	}
	end := min(j.at, len(j.text))
	closed := end < len(j.text) && j.text[end] == '"'
	if closed {
		j.at++
	}
	n := len(j.open)
	if n == 0 {
		return
	}
	f := &j.open[n-1]
	isHere := !j.placed && start < j.p.Offset && j.p.Offset <= end
	if isHere {
		j.placed, j.depth, j.keys = true, n, f.keys
		j.p.Start, j.p.End, j.p.Quoted, j.p.Closed = start+1, end, true, closed
		j.place()
	}
	if f.list || f.inValue {
		return
	}
	f.key = string(j.text[start+1 : end])
	f.keys = append(f.keys, f.key)
	if j.placed && !isHere && n == j.depth {
		j.keys = append(slices.Clone(j.keys), f.key)
	}
}

// place says what the string at the offset is, by the keys on the way to it.
func (j *jsonWalker) place() {
	p := j.p
	header, pending := Header{}, 0 // labels that are still to come
	for _, f := range j.open {
		switch {
		case f.list && p.Attr != nil:
			p.Around = append(p.Around, Frame{Kind: List})
		case f.list:
		case p.Attr != nil && f.inValue:
			p.Around = append(p.Around, Frame{Kind: Object, Key: f.key})
		case p.Attr != nil:
			p.Around, p.Kind = append(p.Around, Frame{Kind: Object}), Key
		case pending > 0 && !f.inValue:
			p.Kind, p.Header = Label, header
		case pending > 0:
			header.Labels = append(header.Labels, f.key)
			if pending--; pending == 0 {
				j.enter(header)
			}
		case !f.inValue:
			p.Kind = Name
		default:
			header, pending = j.item(f.key)
		}
	}
	if last := j.open[len(j.open)-1]; p.Attr != nil && (last.list || last.inValue) {
		p.Kind = Text
	}
}

// item begins a block or an attribute of the innermost block.
func (j *jsonWalker) item(name string) (header Header, labels int) {
	in := j.p.Inner().Schema
	if in == nil {
		return Header{}, 0
	}
	header.Type = name
	b := config.BlockSchema(in, name, nil)
	switch {
	case b == nil:
		j.p.Attr = &Attr{Name: name, Schema: config.SchemaOf(in, name)}
	case len(b.Labels) == 0:
		j.enter(header)
	default:
		labels = len(b.Labels)
	}
	return header, labels
}

func (j *jsonWalker) enter(h Header) {
	b := &Block{Type: h.Type, Labels: h.Labels, Schema: config.BlockSchema(j.p.Inner().Schema, h.Type, h.Labels)}
	j.p.Blocks = append(j.p.Blocks, b)
}
