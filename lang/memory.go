package lang

import (
	"bytes"
	"slices"
	"sync"

	"github.com/agentboxc/agentboxc/lang/check"
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// maxMemory bounds the bytes of source files that are remembered. What is made of
// a file takes some fifty times as much.
const maxMemory = 512 << 10

// perFile is what a file counts besides its bytes, were it empty.
const perFile = 256

// Memory remembers what the passes that need nothing but a file made of the files
// of a tree, so that a file which has not changed is not read again. It knows
// files by what they hold, and each only as it was last: a caller keeps one for as
// long as a tree is edited, and may compile several units at the same time. What
// is remembered is never changed, so that earlier results stay as they are.
type Memory struct {
	mu    sync.Mutex
	units []*remembered // the one that was compiled last at the end
	size  int
}

// remembered is a unit as it was last.
type remembered struct {
	dir     string
	files   []*written
	checked *check.Known
	size    int
}

// written is a file after the passes that need nothing else.
type written struct {
	source      *source.File
	syntax      *syntax.File
	config      *config.File
	syntaxDiags diag.List
	configDiags diag.List
}

// NewMemory makes an empty one.
func NewMemory() *Memory { return &Memory{} }

// files runs the passes that need nothing but a file over those of a unit. The
// files of the unit become the remembered ones where those hold the same.
func (m *Memory) files(dir string, unit *source.Unit, stock stock) []*written {
	known := m.recall(dir).files
	files := make([]*written, len(unit.Files))
	for i, f := range unit.Files {
		files[i] = write(f, known, stock)
		unit.Files[i] = files[i].source
	}
	m.remember(dir, files)
	return files
}

// write returns what is known of a file, or finds it out.
func write(f *source.File, known []*written, stock stock) *written {
	i := slices.IndexFunc(known, func(w *written) bool { return w.source.Path == f.Path })
	if i >= 0 && bytes.Equal(known[i].source.Bytes, f.Bytes) {
		return known[i]
	}
	before := &written{}
	if i >= 0 {
		before = known[i]
	}
	w := &written{source: f}
	w.syntax, w.syntaxDiags = syntax.ParseAfter(f, before.syntax, stock.syntax)
	w.config, w.configDiags = config.DecodeFile(w.syntax, before.config, stock.config)
	return w
}

func configsOf(files []*written) []*config.File {
	all := make([]*config.File, len(files))
	for i, w := range files {
		all[i] = w.config
	}
	return all
}

// recall returns a unit as it was last.
func (m *Memory) recall(dir string) remembered {
	if m == nil {
		return remembered{}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if i := m.index(dir); i >= 0 {
		return *m.units[i]
	}
	return remembered{}
}

// check is check.After for the unit as it was checked last.
func (m *Memory) check(p *resolve.Program, opts check.Options) (*ir.Program, diag.List) {
	if m == nil {
		return check.Check(p, opts)
	}
	dir := p.Unit.Dir
	program, known, diags := check.After(p, opts, m.recall(dir).checked)
	m.mu.Lock()
	defer m.mu.Unlock()
	if i := m.index(dir); i >= 0 {
		m.units[i].checked = known
	}
	return program, diags
}

// remember keeps the files of a unit in the place of those that it had, and forgets
// the units that were not compiled for the longest time until the rest fits. The
// unit itself stays, whatever its size.
func (m *Memory) remember(dir string, files []*written) {
	if m == nil {
		return
	}
	r := &remembered{dir: dir, files: files}
	for _, w := range files {
		r.size += perFile + len(w.source.Bytes)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if i := m.index(dir); i >= 0 {
		r.checked = m.units[i].checked
		m.size -= m.units[i].size
		m.units = slices.Delete(m.units, i, i+1)
	}
	m.size += r.size
	first := 0
	for ; m.size > maxMemory && first < len(m.units); first++ {
		m.size -= m.units[first].size
	}
	m.units = append(slices.Delete(m.units, 0, first), r)
}

func (m *Memory) index(dir string) int {
	return slices.IndexFunc(m.units, func(r *remembered) bool { return r.dir == dir })
}
