package recall

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/cache"
	"github.com/agentboxc/agentboxc/lang/diag"
)

func never() string { return "2026-04-01" }

// looks is a way to look at a tree, and an edit after which the look says
// something else.
var looks = map[string]struct {
	look, edit func(fs.FS, string) error
}{
	"contents":                   {read("file"), write("file", "TEXT")},
	"the first bytes":            {func(tree fs.FS, _ string) error { return readFirst(tree, "file", 2) }, write("file", "TE")},
	"size of what was not read":  {stat("file"), write("file", "more text")},
	"permissions":                {stat("file"), func(_ fs.FS, dir string) error { return os.Chmod(filepath.Join(dir, "file"), 0o600) }},
	"type":                       {stat("file"), func(_ fs.FS, dir string) error { return swap(dir, "file") }},
	"absence":                    {stat("none"), write("none", "")},
	"absence of what is read":    {read("none"), write("none", "")},
	"presence":                   {stat("file"), remove("file")},
	"a new name":                 {list("."), write("new", "")},
	"a name that is gone":        {list("."), remove("file")},
	"absence of a directory":     {list("none"), func(_ fs.FS, dir string) error { return os.Mkdir(filepath.Join(dir, "none"), 0o755) }},
	"what a link leads to":       {read("link"), write("file", "TEXT")},
	"where a link leads to":      {read("link"), func(_ fs.FS, dir string) error { return relink(dir, "link", "other") }},
	"a link that leads out":      {read("link"), func(_ fs.FS, dir string) error { return relink(dir, "link", "../out") }},
	"a directory that is a link": {read("dir/file"), func(_ fs.FS, dir string) error { return relinkDir(dir) }},
}

func read(name string) func(fs.FS, string) error {
	return func(tree fs.FS, _ string) error { _, err := fs.ReadFile(tree, name); return err }
}

func stat(name string) func(fs.FS, string) error {
	return func(tree fs.FS, _ string) error { _, err := fs.Stat(tree, name); return err }
}

func list(name string) func(fs.FS, string) error {
	return func(tree fs.FS, _ string) error { _, err := fs.ReadDir(tree, name); return err }
}

func write(name, text string) func(fs.FS, string) error {
	return func(_ fs.FS, dir string) error { return os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644) }
}

func remove(name string) func(fs.FS, string) error {
	return func(_ fs.FS, dir string) error { return os.Remove(filepath.Join(dir, name)) }
}

func swap(dir, name string) error {
	return errors.Join(os.Remove(filepath.Join(dir, name)), os.Mkdir(filepath.Join(dir, name), 0o755))
}

func relink(dir, name, to string) error {
	return errors.Join(os.Remove(filepath.Join(dir, name)), os.Symlink(to, filepath.Join(dir, name)))
}

func relinkDir(dir string) error {
	return errors.Join(os.Rename(filepath.Join(dir, "dir"), filepath.Join(dir, "old")), os.Symlink("twin", filepath.Join(dir, "dir")))
}

func readFirst(tree fs.FS, name string, n int64) error {
	f, err := tree.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.CopyN(io.Discard, f, n)
	return err
}

// treeOf has what the looks look at, in a directory beside a file that is outside.
func treeOf(t *testing.T) (fs.FS, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "tree")
	for _, d := range []string{"dir", "twin"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{"file": "text", "other": "other", "../out": "text", "dir/file": "text", "twin/file": "twin"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("file", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root.FS(), dir
}

// What was seen holds until the edit, told by contents as long as the files are
// new, and by what they are afterwards.
func TestEveryEditIsSeen(t *testing.T) {
	t.Parallel() // it waits
	for _, settled := range []bool{false, true} {
		trees, dirs := map[string]fs.FS{}, map[string]string{}
		for name := range looks {
			trees[name], dirs[name] = treeOf(t)
		}
		if settled {
			time.Sleep(2600 * time.Millisecond)
		}
		for name, l := range looks {
			t.Run(fmt.Sprintf("%s, settled %v", name, settled), func(t *testing.T) {
				seen(t, trees[name], dirs[name], l.look, l.edit)
			})
		}
	}
}

func seen(t *testing.T, tree fs.FS, dir string, look, edit func(fs.FS, string) error) {
	w := Watch(tree, never)
	_ = look(w, dir)
	if w.torn || len(w.sights) == 0 {
		t.Fatal("nothing was noted")
	}
	r := record{sights: w.sights}
	if held, _ := r.holds(tree); !held {
		t.Error("it does not hold although nothing has changed")
	}
	if err := edit(tree, dir); err != nil {
		t.Fatal(err)
	}
	if held, _ := r.holds(tree); held {
		t.Error("it holds although the tree has changed")
	}
}

// What contents tell once is told by what the file is from then on.
func TestLooksBecomeCheap(t *testing.T) {
	t.Parallel()
	tree, dir := treeOf(t)
	w := Watch(tree, never)
	_ = read("file")(w, dir)
	r := record{sights: w.sights}
	if held, surer := r.holds(tree); !held || surer || r.sights[0].settled {
		t.Errorf("a new file: held %v, surer %v", held, surer)
	}
	time.Sleep(2600 * time.Millisecond)
	if held, surer := r.holds(tree); !held || !surer || !r.sights[0].settled {
		t.Errorf("an old file: held %v, surer %v", held, surer)
	}
	if held, surer := r.holds(tree); !held || surer {
		t.Errorf("the second time: held %v, surer %v", held, surer)
	}
	then := time.Now().Add(-time.Hour)
	if err := os.Chtimes(filepath.Join(dir, "file"), then, then); err != nil {
		t.Fatal(err)
	}
	if held, _ := r.holds(tree); !held {
		t.Error("a file with another time and the same contents does not hold")
	}
}

// What cannot be noted is not kept.
func TestTornLooks(t *testing.T) {
	tree, dir := treeOf(t)
	tears := map[string]func(w *Witness){
		"a file that changes": func(w *Witness) {
			_ = read("file")(w, dir)
			_ = write("file", "TEXT")(tree, dir)
			_ = read("file")(w, dir)
		},
		"a file that stays open": func(w *Witness) { _, _ = w.Open("file") },
		"a directory as a file":  func(w *Witness) { _ = read("dir")(w, dir) },
		"what an entry says of itself": func(w *Witness) {
			entries, _ := w.ReadDir(".")
			_, _ = entries[0].Info()
		},
	}
	for name, tear := range tears {
		m := Open(cache.Cache{}, "key")
		w := Watch(tree, never)
		tear(w)
		m.Keep("unit", w, &Findings{})
		if _, ok := m.Recall("unit", tree, never); ok {
			t.Errorf("%s is kept", name)
		}
	}
}

func TestTheDateMattersWhereItWasAskedFor(t *testing.T) {
	tree, _ := treeOf(t)
	m := Open(cache.Cache{}, "key")
	m.Keep("timeless", Watch(tree, never), &Findings{})
	w := Watch(tree, func() string { return "2026-04-01" })
	if w.Today() != "2026-04-01" {
		t.Fatal(w.Today())
	}
	m.Keep("dated", w, &Findings{})
	for day, want := range map[string]bool{"2026-04-01": true, "2026-04-02": false} {
		today := func() string { return day }
		if _, ok := m.Recall("dated", tree, today); ok != want {
			t.Errorf("on %s it holds: %v", day, ok)
		}
		if _, ok := m.Recall("timeless", tree, today); !ok {
			t.Errorf("what has no date does not hold on %s", day)
		}
	}
}

// Processes that write at the same time lose nothing but what the others can find
// again, and what is there is whole.
func TestManyMemoriesAtATime(t *testing.T) {
	tree, _ := treeOf(t)
	c := cache.Cache{Dir: t.TempDir(), Most: 1 << 20}
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for range 10 {
				m := Open(c, "key")
				name := fmt.Sprint("unit", i)
				if f, ok := m.Recall(name, tree, never); ok && f.Unit[0].Detail != name {
					t.Errorf("%s has what was found in %s", name, f.Unit[0].Detail)
				}
				w := Watch(tree, never)
				_ = read("file")(w, "")
				m.Keep(name, w, &Findings{Unit: diag.List{{Detail: name}}})
				if err := m.Save(0); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	last := Open(c, "key")
	found := 0
	for i := range 8 {
		if _, ok := last.Recall(fmt.Sprint("unit", i), tree, never); ok {
			found++
		}
	}
	if found == 0 {
		t.Error("nothing was kept")
	}
}

// Others stay when a run knows of one unit only, until all would be too much.
func TestWhatOthersKeptStays(t *testing.T) {
	tree, _ := treeOf(t)
	c := cache.Cache{Dir: t.TempDir(), Most: 1 << 30}
	keep := func(m *Memory, unit string, size int) {
		m.Keep(unit, Watch(tree, never), &Findings{Unit: diag.List{{Detail: strings.Repeat("x", size)}}})
	}
	for _, unit := range []string{"a", "b"} {
		m := Open(c, "key")
		keep(m, unit, 1)
		if err := m.Save(0); err != nil {
			t.Fatal(err)
		}
	}
	m := Open(c, "key")
	for _, unit := range []string{"a", "b"} {
		if _, ok := m.Recall(unit, tree, never); !ok {
			t.Errorf("%s is gone", unit)
		}
	}
	full := Open(c, "key")
	for i := range 2 * maxMemory / maxRecord {
		keep(full, fmt.Sprint(i), maxRecord-100)
	}
	keep(full, "large", maxRecord+1)
	if err := full.Save(0); err != nil {
		t.Fatal(err)
	}
	after := Open(c, "key")
	if n := size(after.records); n > maxMemory || n < maxMemory/2 {
		t.Errorf("%d bytes are kept", n)
	}
	for _, unit := range []string{"a", "large"} {
		if _, ok := after.Recall(unit, tree, never); ok {
			t.Errorf("%s is kept", unit)
		}
	}
}
