// Package index keeps the names of the packages in locked package sets in the
// user's cache, and looks them up there. Nix makes an index, once for each set and
// system; what is looked up afterwards needs no Nix. It changes no file of a unit,
// and what is damaged in the cache counts as not there.
package index

import (
	"encoding/json"
	"strings"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/cache"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/names"
)

// Version is that of the format, and part of the name of the cache's directory.
const Version = "names-1"

// MaxBytes is how much of the user's disk the cache may take. The names of nixpkgs
// on one system are some 2 MB.
const MaxBytes = 256 << 20

// Index looks names up. It is a names.Index, of one unit and for one goroutine.
// Close it when done.
type Index struct {
	cache  cache.Cache
	lock   func() *lock.Lock
	locked *lock.Lock // once it was asked for
	asked  bool
	opened []*cache.Entry
}

// Open makes the index of a unit. The lock is asked for when the first name is.
func Open(c cache.Cache, l func() *lock.Lock) *Index { return &Index{cache: c, lock: l} }

// Close lets go of the cache's files.
func (x *Index) Close() {
	for _, e := range x.opened {
		e.Close()
	}
	x.opened = nil
}

// Set is nil where nothing is kept.
func (x *Index) Set(p *ir.Program, s *ir.Pkgset, system string) names.Set {
	if k := x.known(p, s, system); k != nil {
		return k
	}
	return nil
}

func (x *Index) known(p *ir.Program, s *ir.Pkgset, system string) *known {
	if !x.asked {
		x.locked, x.asked = x.lock(), true
	}
	sub, why := subjectOf(p, s, system, x.locked)
	if why != "" {
		return nil
	}
	k := &known{index: x, subject: sub, tables: map[string]*kept{}}
	if k.table(nil) == nil {
		return nil
	}
	return k
}

// known is what is kept of one package set.
type known struct {
	index   *Index
	subject subject
	tables  map[string]*kept // by path; nil is none
	about   map[string]names.About
}

// kept is a table in the cache.
type kept struct {
	*table
	entry    *cache.Entry
	verified bool
}

// table is that of the set at a path, or nil.
func (k *known) table(path []string) *kept {
	key := k.subject.namesKey(path)
	t, ok := k.tables[key]
	if ok {
		return t
	}
	if entry, ok := k.index.cache.Open(key); ok {
		k.index.opened = append(k.index.opened, entry)
		if opened, err := openTable(entry, entry.Size()); err == nil {
			t = &kept{table: opened, entry: entry}
		}
	}
	k.tables[key] = t
	return t
}

// Has is certain about what is there as it is found, and about what is not when
// the set is whole and every byte of its table is what was written.
func (k *known) Has(path []string, name string) names.Answer {
	t := k.table(path)
	if t == nil {
		return names.Unknown
	}
	found, err := t.has(name)
	switch {
	case err != nil:
		return names.Unknown
	case found:
		return names.Present
	case !k.subject.whole:
		return names.Unknown
	}
	if !t.verified {
		if !t.entry.Verify() {
			k.tables[k.subject.namesKey(path)] = nil
			return names.Unknown
		}
		t.verified = true
	}
	return names.Absent
}

// All reads the whole table.
func (k *known) All(path []string) []string {
	t := k.table(path)
	if t == nil {
		return nil
	}
	all, err := t.all()
	if err != nil {
		return nil
	}
	return all
}

// Starting reads the part of the table that holds such names.
func (k *known) Starting(path []string, start string, most int) []string {
	t := k.table(path)
	if t == nil {
		return nil
	}
	found, err := t.starting(start, most)
	if err != nil {
		return nil
	}
	return found
}

// About is what was asked when the index was made, or by a search.
func (k *known) About(path []string) names.About {
	if k.about == nil {
		k.about = readAbout(k.index.cache, k.subject)
	}
	return k.about[aboutName(path)]
}

func aboutName(path []string) string { return strings.Join(path, "\n") }

// readAbout is never nil.
func readAbout(c cache.Cache, s subject) map[string]names.About {
	about := map[string]names.About{}
	if data, ok := c.Read(s.aboutKey()); ok {
		_ = json.Unmarshal(data, &about) // what is verified was written by writeAbout
	}
	return about
}
