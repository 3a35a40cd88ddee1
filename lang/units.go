package lang

import (
	"io/fs"
	"path"
	"slices"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// Unit is what the passes before evaluation made of a unit. They depend on its
// files and on those of its modules, and on nothing else.
type Unit struct {
	Source   *source.Unit
	Files    []*syntax.File
	Config   *config.Unit
	Resolved *resolve.Program // nil when no file could be read
}

// MaxUnits is how many units may take part in one: itself, its modules, and
// theirs.
const MaxUnits = 10_000

// loader reads units, each once, however many modules have it as their source.
type loader struct {
	fsys   fs.FS
	shelf  *Shelf  // nil keeps nothing
	memory *Memory // nil remembers nothing
	byDir  map[string]*Unit
	loaded []*Unit // in the order in which they were found
	using  []use   // the modules on the way to the unit that is being loaded
	diags  diag.List
}

// use is a module block that leads to a unit.
type use struct {
	from, to string // directories
	at       diag.Range
}

// load runs the passes before evaluation over a unit and the units that are its
// modules.
func load(fsys fs.FS, dir string, opts Options) (*Unit, *loader) {
	l := &loader{fsys: fsys, shelf: opts.Shelf, memory: opts.Memory, byDir: map[string]*Unit{}}
	dir = path.Clean(dir)
	u, found := read(fsys, dir, opts.Memory, opts.Shelf.inStock())
	return l.unit(dir, u, found), l
}

// unit goes on with a unit that was read.
func (l *loader) unit(dir string, u *Unit, found diag.List) *Unit {
	l.byDir[dir] = u
	l.loaded = append(l.loaded, u)
	l.diags.Append(found)
	if u.Config == nil || u.Resolved != nil {
		return u
	}
	// Modules before the names that refer into them.
	modules := l.modules(u.Config)
	l.diags.Append(u.resolve(modules))
	return u
}

// read runs the passes that need only the files of the unit itself.
func read(fsys fs.FS, dir string, memory *Memory, stock stock) (*Unit, diag.List) {
	u := &Unit{}
	// Files first: a file that cannot be read must not hide what is wrong in the others.
	var diags, found diag.List
	u.Source, diags = source.Load(fsys, dir)
	if len(u.Source.Files) == 0 {
		return u, diags
	}
	written := memory.files(dir, u.Source, stock)
	// Syntax before structure; damaged items are left out and reported once.
	for _, w := range written {
		diags.Append(w.syntaxDiags)
		u.Files = append(u.Files, w.syntax)
	}
	// Structure before names: only what the schema knows can declare something.
	for _, w := range written {
		found.Append(w.configDiags)
	}
	var repeated diag.List
	u.Config, repeated = config.Join(dir, configsOf(written))
	found.Append(repeated)
	adaptFixes(found, u)
	diags.Append(found)
	return u, diags
}

// resolve looks names up before there are values: evaluation needs the order that
// references give.
func (u *Unit) resolve(modules map[string]*resolve.Program) (found diag.List) {
	u.Resolved, found = resolve.Resolve(u.Config, modules)
	adaptFixes(found, u)
	return found
}

// modules loads the units that module blocks name, by the name of the block. A
// module that cannot be loaded is not among them.
func (l *loader) modules(u *config.Unit) map[string]*resolve.Program {
	blocks := u.Of("module")
	if len(blocks) == 0 {
		return nil
	}
	modules := make(map[string]*resolve.Program, len(blocks))
	for _, b := range blocks {
		a := b.Attr("source")
		if a == nil {
			continue
		}
		if m := l.module(u, a); m != nil && m.Resolved != nil {
			modules[b.Name()] = m.Resolved
		}
	}
	return modules
}

func (l *loader) module(u *config.Unit, a *config.Attr) *Unit {
	rel, ok := syntax.Literal(a.Expr())
	if !ok {
		l.diags.Add(computedSource{Attr: a})
		return nil
	}
	dir := path.Join(u.Dir, rel)
	if why := outside(rel, dir); why != "" {
		l.diags.Add(sourceEscapes{Attr: a, Path: rel, Why: why})
		return nil
	}
	step := use{u.Dir, dir, a.Range}
	if first := slices.IndexFunc(l.using, func(x use) bool { return x.from == dir }); first >= 0 || dir == u.Dir {
		l.diags.Add(moduleCycle{Steps: append(slices.Clone(l.using[max(first, 0):]), step)})
		return nil
	}
	if known := l.byDir[dir]; known != nil {
		return known
	}
	m, found, err := l.shelf.unit(l.fsys, dir, l.memory)
	if err != nil {
		l.diags.Add(noUnit{Attr: a, Path: rel, Err: err})
		return nil
	}
	if len(l.loaded) >= MaxUnits {
		l.diags.Add(tooManyUnits{Attr: a})
		return nil
	}
	l.using = append(l.using, step)
	defer func() { l.using = l.using[:len(l.using)-1] }()
	return l.unit(dir, m, found)
}

// isUnit returns nil for the directory of a unit.
func isUnit(fsys fs.FS, dir string) error {
	_, err := fs.Stat(fsys, path.Join(dir, source.MainFile))
	if _, inJSON := fs.Stat(fsys, path.Join(dir, source.MainFile+source.JSON)); inJSON == nil {
		return nil
	}
	return err
}

// outside says why a path leads out of the workspace, or is none; "" is neither.
func outside(rel, dir string) string {
	switch {
	case rel == "":
		return "it is empty"
	case path.IsAbs(rel):
		return "it is absolute; paths are relative to the file that holds them"
	case !fs.ValidPath(dir):
		return "it leaves the workspace"
	}
	return ""
}

// configs are the units as written.
func configs(units []*Unit) []*config.Unit {
	var all []*config.Unit
	for _, u := range units {
		if u.Config != nil {
			all = append(all, u.Config)
		}
	}
	return all
}
