package syntax

import (
	"runtime"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// parser parses a file in native syntax item by item.
type parser struct {
	file  *File
	text  []byte
	known []*known              // where items are looked up
	stock *Stock                // where they are looked up next; nil is empty
	names map[string]diag.Range // of the attributes at the top level
}

func newParser(f *source.File, text []byte, before *File, stock *Stock) *parser {
	p := &parser{file: &File{Source: f, text: text}, text: text, stock: stock}
	if before != nil {
		p.known = append(p.known, newKnown(before, text))
	}
	p.reset()
	return p
}

// reset begins once more. What was parsed in vain is known then.
func (p *parser) reset() {
	if len(p.file.Items) > 0 {
		p.known = append(p.known, &known{items: p.file.Items, again: p.file.again, prefix: len(p.text)})
	}
	p.file.Items, p.file.again, p.file.damaged = nil, nil, map[*hclsyntax.Block]bool{}
	p.names = map[string]diag.Range{}
}

// sound parses a text that the guard has passed, and reports whether there were
// no errors but those that leave the tree intact.
func (p *parser) sound(guard *scanner, diags *diag.List) bool {
	var repeated diag.List
	pos := p.file.Source.Pos(0).Byte // behind a byte order mark
	for _, end := range append(guard.ends, len(p.text)) {
		if !p.item(pos, end, guard, &repeated) {
			return false
		}
		pos = end
	}
	reportEscapes(guard, diags)
	diags.Append(repeated[:min(len(repeated), maxDamaged)])
	return true
}

// item parses an item that the guard has passed, and reports whether it is sound.
func (p *parser) item(start, end int, guard *scanner, diags *diag.List) bool {
	if start == end || p.again(start, end, diags) {
		return true
	}
	body, hclDiags := p.parse(p.text[start:end], start)
	if firstDamage(hclDiags) != nil {
		if end-start > largeFile {
			// What this left takes hundreds of megabytes in the worst case, and must not
			// be there twice.
			runtime.GC()
		}
		return false
	}
	nuls := slices.ContainsFunc(guard.nuls, func(at int) bool { return start <= at && at < end })
	p.add(start, end, body, hclDiags, nuls, diags)
	return true
}

func (p *parser) parse(text []byte, pos int) (*hclsyntax.Body, hcl.Diagnostics) {
	tree, hclDiags := hclsyntax.ParseConfig(text, p.file.Source.Path, hclPos(p.file.Source.Pos(pos)))
	return tree.Body.(*hclsyntax.Body), hclDiags
}

// again takes an item over that is known, and reports whether there was one.
func (p *parser) again(start, end int, diags *diag.List) bool {
	for _, k := range p.known {
		if n := k.index(start, end); n >= 0 {
			i := k.items[n]
			p.keep(i.at(diag.Offset{Lines: p.line(start) - i.line, Bytes: start - i.start}), k.before(n), diags)
			return true
		}
	}
	if s := p.stock.find(p.text[start:end]); s != nil {
		by := diag.Offset{Lines: p.line(start) - s.line, Bytes: start - s.start}
		if s.file != p.file.Source.Path {
			by.File = p.file.Source.Path
		}
		p.keep(s.at(by), -1, diags)
		return true
	}
	return false
}

func (p *parser) line(at int) int { return p.file.Source.Pos(at).Line }

// add keeps a new item that has no errors but attributes that are set twice. nuls
// says that it has escapes which stand for NUL.
func (p *parser) add(start, end int, body *hclsyntax.Body, hclDiags hcl.Diagnostics, nuls bool, diags *diag.List) {
	cleanValues(body, p.text[start:end], start, nuls)
	reportRepetitions(body, p.text, hclDiags, diags)
	i := p.newItem(start, end, body, len(hclDiags) == 0)
	if i.sound {
		p.stock.add(i, p.text[start:end], p.file.Source.Path)
	}
	p.keep(i, -1, diags)
}

func (p *parser) newItem(start, end int, body *hclsyntax.Body, sound bool) *Item {
	return &Item{Tree: body, start: start, end: end, line: p.line(start), sound: sound}
}

// keep adds an item to the file, which is the n-th of the file before. An attribute
// that is set twice counts only once.
func (p *parser) keep(i *Item, n int, diags *diag.List) {
	for _, name := range sortedNames(i.Tree.Attributes) {
		at := Range(i.Tree.Attributes[name].NameRange).Moved(i.Moved)
		first, taken := p.names[name]
		if !taken {
			p.names[name] = at
			continue
		}
		diags.Add(setTwice{where: at, first: first, name: name})
		i, n = &Item{Tree: newBody(i.Tree.SrcRange), start: i.start, end: i.end, line: i.line}, -1
	}
	p.file.Items, p.file.again = append(p.file.Items, i), append(p.file.again, n)
}
