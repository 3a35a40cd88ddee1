package cli

import (
	"io/fs"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/index"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/recall"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// checker finds what is wrong in units. What it has found before, in this run or
// in another one, it finds again without compiling.
type checker struct {
	given    variableFlags
	files    map[string][]byte // that the flags name
	memories *memories         // nil to remember nothing
	indexed  bool              // there may be an index of names
	compiled atomic.Int64
	today    func() string
}

// checked is what was found in a unit.
type checked struct {
	recall.Findings
	text     diag.Sources
	recalled bool // not compiled: text is read when it is asked for
}

// newChecker makes a checker of so many units.
func newChecker(given variableFlags, units int, remember bool) (*checker, error) {
	files, err := given.read()
	if err != nil {
		return nil, err
	}
	c := &checker{given: given, files: files, indexed: indexCache().Exists(), today: host.Today}
	if remember {
		c.memories = openMemories(given, files, units == 1)
	}
	return c, nil
}

// check finds what is wrong in a unit. What is remembered is compared with directories
// as they were when they were walked, and what is found anew may be of those: both know
// what they were then, so that a change behind the walk is seen the next time.
func (c *checker) check(m member) *checked {
	live := m.place.Root.FS()
	if c.memories == nil || c.memories.alone && isSmall(live, m.place.Dir) {
		return c.checkAnew(m)
	}
	memory, name := c.memories.of(m.place)
	if found, ok := memory.Recall(name, m.tree.once(), c.today); ok {
		return &checked{*found, c.quoting(live, m.place, found.Secret), true}
	}
	witness := recall.Watch(m.place.FS(), c.today)
	found := c.find(m, world{tree: witness, today: witness.Today, names: c.namesIn(witness), shelf: m.tree.watched})
	memory.Keep(name, witness, &found.Findings)
	return found
}

// namesIn opens the index of the units of a tree.
func (c *checker) namesIn(tree fs.FS) func(*host.Place) *index.Index {
	if !c.indexed {
		return noIndex
	}
	return openIndexIn(tree)
}

// checkAnew neither recalls nor keeps anything.
func (c *checker) checkAnew(m member) *checked {
	w := worldOf(m, c.namesIn(m.place.FS()))
	w.today = c.today
	return c.find(m, w)
}

// find compiles the unit. The result holds on to the sources, and not to what was
// made of them.
func (c *checker) find(m member, w world) *checked {
	c.compiled.Add(1)
	u, tests := c.compile(m, w)
	var read []*source.File
	for _, t := range tests.files {
		read = append(read, t.Syntax.Source)
	}
	ofUnit, ofTests := u.text, sourcesIn(m.place.FS(), read...)
	text := func(name string) []byte {
		if slices.ContainsFunc(read, func(f *source.File) bool { return f.Path == name }) {
			return ofTests(name)
		}
		return ofUnit(name)
	}
	return &checked{recall.Findings{Unit: u.diags, Tests: tests.diags, Secret: u.result.HasSecrets()}, text, false}
}

// unitTests are the test files of a unit, and what is wrong with them.
type unitTests struct {
	files []*lang.TestFile
	diags diag.List
}

// compile compiles the unit and checks its tests.
func (c *checker) compile(m member, w world) (*unit, unitTests) {
	u := w.compile(m, c.variables(w.tree, m.place))
	files, diags := lang.CheckTests(w.tree, u.result)
	return u, unitTests{files, diags}
}

func (c *checker) variables(tree fs.FS, place *host.Place) variables {
	v, _ := variablesIn(tree, place.Dir, c.given, func(v *variables, file string) error {
		v.read(source.New(place.NameOf(file), c.files[file]))
		return nil
	}) // which is the only error
	return v
}

// quoting reads what messages quote, which is what was found before if nothing has
// changed since a moment ago.
func (c *checker) quoting(tree fs.FS, place *host.Place, secret bool) diag.Sources {
	vars := sync.OnceValue(func() variables {
		v := c.variables(tree, place)
		if secret {
			v.hide()
		}
		return v
	})
	return func(name string) []byte { return sourcesIn(tree, vars().files...)(name) }
}
