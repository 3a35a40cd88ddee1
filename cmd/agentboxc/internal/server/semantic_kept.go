package server

import (
	"strconv"
	"sync"
)

// maxPainted bounds for how many documents the last result is kept.
const maxPainted = 20

// paintings are the last semantic tokens of some documents.
type paintings struct {
	mu    sync.Mutex
	count int
	kept  map[string]painting
}

type painting struct {
	number int
	data   []uint32
}

// keep notes a result and gives it a name. When there are too many, the oldest goes.
func (p *paintings) keep(path string, data []uint32) (id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count++
	if p.kept == nil {
		p.kept = map[string]painting{}
	}
	p.kept[path] = painting{p.count, data}
	for name, old := range p.kept {
		if len(p.kept) > maxPainted && old.number <= p.count-maxPainted {
			delete(p.kept, name)
		}
	}
	return strconv.Itoa(p.count)
}

// last returns the result of the name, if it is still there.
func (p *paintings) last(path, id string) (data []uint32, known bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	kept, ok := p.kept[path]
	return kept.data, ok && strconv.Itoa(kept.number) == id
}
