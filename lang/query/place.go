package query

import (
	"github.com/agentboxc/agentboxc/lang/config"
)

// place is what of the decoded file is at an offset. It knows nothing of code that
// is broken; for that there are tokens.
type place struct {
	offset int
	blocks []*config.Block // around, the outermost first
	attr   *config.Attr    // nil outside attributes
	onName bool            // on the attribute's name and not in its value
	ref    *config.Ref     // in the value
	call   *config.Call    // on the name of the function
}

// placeAt looks from the top of the file down.
func (f *File) placeAt(offset int) place {
	p := place{offset: offset}
	blocks := f.around(offset)
	for len(blocks) > 0 {
		b := blockAt(blocks, offset)
		if b == nil {
			break
		}
		p.blocks = append(p.blocks, b)
		p.inAttrs(b)
		blocks = b.Blocks
	}
	return p
}

func blockAt(blocks []*config.Block, offset int) *config.Block {
	for _, b := range blocks {
		if touches(wholeBlock(b), offset) {
			return b
		}
	}
	return nil
}

func (p *place) inAttrs(b *config.Block) {
	for _, a := range b.Attrs {
		switch {
		case touches(a.NameRange, p.offset):
			p.attr, p.onName = a, true
			return
		case touches(a.Range, p.offset):
			p.attr = a
			p.inValue(a)
			return
		}
	}
}

func (p *place) inValue(a *config.Attr) {
	for i := range a.Refs {
		if touches(a.Refs[i].Range, p.offset) {
			p.ref = &a.Refs[i]
		}
	}
	for i := range a.Calls {
		if touches(a.Calls[i].Range, p.offset) {
			p.call = &a.Calls[i]
		}
	}
}
