package syntax

import (
	"hash/maphash"
	"sync"
)

// The bounds of what is in stock. What is made of a text takes some fifty times as
// much.
const (
	maxStock     = 256 << 10 // bytes of the texts
	maxStockItem = 4 << 10   // bytes of one
	maxSeen      = 1 << 14   // items that are known to have been there
)

// Stock keeps items that several files hold alike, as those of a workspace do, so
// that each is parsed a few times and not in every file. Files may be parsed at the
// same time. What is kept is changed by nobody but who decodes it, once.
type Stock struct {
	seed  maphash.Seed
	mu    sync.Mutex
	seen  map[uint64]bool // hashes
	items map[string]*stocked
	size  int
}

// stocked is an item where it was parsed.
type stocked struct {
	*Item
	file string
}

// NewStock makes an empty one.
func NewStock() *Stock {
	return &Stock{seed: maphash.MakeSeed(), seen: map[uint64]bool{}, items: map[string]*stocked{}}
}

// find returns the item with the text, or nil.
func (s *Stock) find(text []byte) *stocked {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.items[string(text)]
}

// add takes an item whose text was there before: most are in one file only.
func (s *Stock) add(i *Item, text []byte, file string) {
	if s == nil || len(text) > maxStockItem {
		return
	}
	hash := maphash.Bytes(s.seed, text)
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.seen[hash] {
		if len(s.seen) == maxSeen {
			clear(s.seen)
		}
		s.seen[hash] = true
		return
	}
	if s.items[string(text)] != nil || s.size+len(text) > maxStock {
		return
	}
	s.size += len(text)
	i.Stocked = true
	s.items[string(text)] = &stocked{i, file}
}
