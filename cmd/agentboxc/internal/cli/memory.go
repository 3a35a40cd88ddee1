package cli

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"sync"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/cache"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/recall"
)

// worthKeeping is how much a single unit is made of before it is remembered.
// Reading and checking less takes no longer than looking it up.
const worthKeeping = 64 << 10

// isSmall reports whether all files in a unit's directory are together less than
// what is worth it.
func isSmall(tree fs.FS, dir string) bool {
	entries, err := fs.ReadDir(tree, dir)
	size := int64(0)
	for _, e := range entries {
		if info, err := e.Info(); err == nil && e.Type().IsRegular() {
			size += info.Size()
		}
	}
	return err == nil && size < worthKeeping
}

// memories are one for each workspace, or one for each unit where that is the only
// one: it would have to read what is kept of all the others.
type memories struct {
	cache cache.Cache
	key   string // what findings depend on besides the unit's tree and the date
	alone bool

	mu   sync.Mutex
	open map[string]*recall.Memory
}

// openMemories is nil where nothing can be remembered.
func openMemories(given variableFlags, files map[string][]byte, alone bool) *memories {
	c := cache.Cache{Dir: host.CacheDir(recall.Version), Most: recall.MaxBytes}
	program := host.Program()
	if c.Dir == "" || program == "" {
		return nil
	}
	key := sha256.New()
	fmt.Fprintf(key, "%q %q %q", Version, program, indexCache().State())
	for _, v := range host.Variables() {
		fmt.Fprintf(key, " env %q %q", v.Name, v.Text)
	}
	for _, g := range given {
		path := ""
		if g.file {
			path = host.RealName(g.text)
		}
		fmt.Fprintf(key, " given %t %q %q %q", g.file, g.text, path, files[g.text])
	}
	return &memories{cache: c, key: fmt.Sprintf("%x", key.Sum(nil)), alone: alone, open: map[string]*recall.Memory{}}
}

// of returns the memory that a unit belongs to, and its name there.
func (m *memories) of(place *host.Place) (*recall.Memory, string) {
	home := place.Path
	switch {
	case m.alone:
		home = place.UnitPath()
	case place.Dir == ".":
		home = filepath.Dir(place.Path) // units outside of any workspace lie side by side
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.open[home] == nil {
		m.open[home] = recall.Open(m.cache, fmt.Sprintf("%s %t %q", m.key, m.alone, home))
	}
	return m.open[home], place.Path + "\x00" + place.Dir
}

// save writes what is new and worth it.
func (m *memories) save() error {
	var all []error
	worth := int64(0)
	if m.alone {
		worth = worthKeeping
	}
	for _, memory := range m.open {
		all = append(all, memory.Save(worth))
	}
	return errors.Join(all...)
}
