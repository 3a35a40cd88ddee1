// Package recall keeps what was found in units between runs, together with what it
// was found from: every answer that the file system gave, and the date where it
// was asked for. What was found holds as long as all would be answered alike, and
// then nothing is parsed and checked again. It does not know how units are
// checked; whatever else that depends on is part of the key of a Memory.
package recall

import (
	"io/fs"
	"maps"
	"slices"
	"sync"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/cache"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// Version is that of the format, and part of the name of the cache's directory.
const Version = "findings-1"

// MaxBytes is how much of the user's disk the cache may take; some 300 bytes are
// kept of a small unit.
const MaxBytes = 256 << 20

// maxMemory is what a Memory may keep, and maxRecord what it may of one unit.
// Looking at thousands of files again can take longer than checking a unit.
const (
	maxMemory = 64 << 20
	maxRecord = 1 << 20
)

// Findings are what was found in a unit.
type Findings struct {
	Unit, Tests diag.List // of the files of the unit and of their values; of its tests
	Secret      bool      // files of values must not be quoted
}

// Memory is what is known of several units, all checked in the same way. It may
// be used by several goroutines, and by several processes at a time: what one of
// them keeps last is there, and what another one has kept may be found anew.
type Memory struct {
	cache cache.Cache
	key   string

	mu      sync.Mutex
	records map[string][]byte // by name of the unit
	used    map[string]bool   // in this run
	changed bool
	kept    bool  // by an earlier run
	read    int64 // bytes that what is new was found from
}

// Open reads what is kept under a key. What is damaged counts as not there.
func Open(c cache.Cache, key string) *Memory {
	m := &Memory{cache: c, key: key, used: map[string]bool{}}
	m.records = m.stored()
	m.kept = len(m.records) > 0
	return m
}

func (m *Memory) stored() map[string][]byte {
	if data, ok := m.cache.Read(m.key); ok {
		if records, ok := readPack(data); ok {
			return records
		}
	}
	return map[string][]byte{}
}

// Recall returns what was found in a unit, if it would be found again. today is
// asked only where the date mattered.
func (m *Memory) Recall(unit string, tree fs.FS, today func() string) (*Findings, bool) {
	m.mu.Lock()
	data, ok := m.records[unit]
	m.mu.Unlock()
	if !ok {
		return nil, false
	}
	r, ok := readRecord(data)
	if !ok || r.today != "" && r.today != today() {
		return nil, false
	}
	held, surer := r.holds(tree)
	if !held {
		return nil, false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.used[unit] = true
	if surer {
		m.records[unit], m.changed = r.bytes(), true
	}
	return &r.findings, true
}

// Keep remembers what was found in a unit, and what from.
func (m *Memory) Keep(unit string, w *Witness, f *Findings) {
	if w.torn || w.open > 0 {
		return
	}
	r := record{today: w.today, sights: w.sights, findings: *f}
	data := r.bytes()
	if len(data) > maxRecord {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.records[unit], m.used[unit], m.changed = data, true, true
	m.read += w.read
}

// Save writes what is new, on top of what another process may have written
// meanwhile. Where nothing is kept yet, it has to be worth it: found from at least
// so many bytes of files.
func (m *Memory) Save(worth int64) error {
	if !m.changed || !m.kept && m.read < worth {
		return nil
	}
	all := m.stored()
	for unit := range m.used {
		all[unit] = m.records[unit]
	}
	names := slices.Sorted(maps.Keys(all))
	if size(all) > maxMemory {
		names = slices.DeleteFunc(names, func(unit string) bool { return !m.used[unit] })
	}
	var pack writer
	for _, unit := range names {
		if pack.Len()+len(unit)+len(all[unit]) < maxMemory {
			pack.packed(unit, all[unit])
		}
	}
	return m.cache.Write(m.key, pack.Bytes())
}

func size(records map[string][]byte) int {
	n := 0
	for unit, data := range records {
		n += len(unit) + len(data)
	}
	return n
}
