package server

import (
	"bytes"
	"io"
	"io/fs"
	"sync"
	"time"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
)

// glanceFor is how long what was seen on disk is taken for what is there while somebody
// types. Whatever else the editor tells ends it at once.
const glanceFor = time.Second

// Bounds of the files whose text is kept for that time.
const (
	maxGlanceFile = 64 << 10
	maxGlance     = 2 << 20
	maxSights     = 4096 // of names; a search of a large workspace has more
)

// glance is a tree on disk that is looked at once: a unit takes some twenty looks, and
// keys are pressed faster than files change.
type glance struct {
	fs.FS
	mu   sync.Mutex
	seen map[string]*sight
	size int // of the texts
}

// sight is what was seen of a name; each part when somebody asked for it.
type sight struct {
	stat, read, list bool
	info             fs.FileInfo
	statErr          error
	entries          []fs.DirEntry
	listErr          error
	text             []byte
}

// look returns the disk as it was seen a moment ago, or looks anew.
func (t *tree) look() fs.FS {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.glance == nil {
		now := &glance{FS: t.disk, seen: map[string]*sight{}}
		t.glance = now
		host.Later(glanceFor, func() { t.lookAway(now) })
	}
	return t.glance
}

// lookAway ends a glance; nil is any.
func (t *tree) lookAway(from *glance) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if from == nil || t.glance == from {
		t.glance = nil
	}
}

func (g *glance) at(name string) *sight {
	s := g.seen[name]
	if s == nil {
		s = &sight{}
		if len(g.seen) < maxSights {
			g.seen[name] = s
		}
	}
	return s
}

// Stat is of the file as it was seen first.
func (g *glance) Stat(name string) (fs.FileInfo, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.at(name)
	if !s.stat {
		s.info, s.statErr = fs.Stat(g.FS, name)
		s.stat = true
	}
	return s.info, s.statErr
}

// ReadDir returns a list that the caller may change.
func (g *glance) ReadDir(name string) ([]fs.DirEntry, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.at(name)
	if !s.list {
		s.entries, s.listErr = fs.ReadDir(g.FS, name)
		s.list = true
	}
	return append([]fs.DirEntry(nil), s.entries...), s.listErr
}

// Open serves small files from memory.
func (g *glance) Open(name string) (fs.File, error) {
	info, err := g.Stat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxGlanceFile {
		return g.FS.Open(name)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.at(name)
	if s.read {
		return &seenFile{info, bytes.NewReader(s.text)}, nil
	}
	if g.size > maxGlance {
		return g.FS.Open(name)
	}
	file, err := g.FS.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	s.text, err = io.ReadAll(io.LimitReader(file, maxGlanceFile+1))
	if err != nil || len(s.text) > maxGlanceFile {
		return g.FS.Open(name) // it has grown, or says what is wrong when it is read
	}
	s.read = true
	g.size += len(s.text)
	return &seenFile{info, bytes.NewReader(s.text)}, nil
}

type seenFile struct {
	info fs.FileInfo
	*bytes.Reader
}

func (f *seenFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *seenFile) Close() error               { return nil }
