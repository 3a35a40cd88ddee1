package query_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/query"
	"github.com/agentboxc/agentboxc/lang/shape"
	"github.com/agentboxc/agentboxc/lang/source"
)

// trees are the trees of files that other tests compile: those of the golden cases,
// and of the programs of the front end.
func trees(t testing.TB) map[string]map[string]string {
	t.Helper()
	all := map[string]map[string]string{}
	cases, err := filepath.Glob("../../golden/*/in")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no golden cases: %v", err)
	}
	for _, dir := range cases {
		all[filepath.Base(filepath.Dir(dir))] = filesIn(t, dir)
	}
	programs, err := filepath.Glob("../testdata/programs/*.hcl")
	if err != nil || len(programs) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	for _, name := range programs {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all["program "+filepath.Base(name)] = filesOfProgram(string(text))
	}
	return all
}

func filesIn(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	fsys := os.DirFS(dir)
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		files[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// filesOfProgram cuts the form that TestPrograms reads.
func filesOfProgram(text string) map[string]string {
	files := map[string]string{}
	name := "unit/agentbox.hcl"
	for line := range strings.Lines(text) {
		if other, ok := strings.CutPrefix(line, "# +++ "); ok {
			name = path.Join("unit", strings.TrimSpace(other))
			continue
		}
		files[name] += line
	}
	return files
}

// TestRenameKeepsMeaning gives every name of the golden programs another one. The
// program is the same then, apart from the name.
func TestRenameKeepsMeaning(t *testing.T) {
	const other = "zqx-other-7"
	renamed := 0
	for name, files := range trees(t) {
		tree := compiled(files, lang.Options{DirName: "unit"})
		for _, dir := range tree.Dirs() {
			s := tree.Unit(dir)
			for _, o := range declarationsIn(s) {
				to := other
				if o.Symbol.Kind == query.User {
					to = "zqx_u"
				}
				edits, err := tree.Rename(s, o.Name.File, o.Name.Start.Byte, to)
				if err != nil {
					refusedFor(t, name, o, err)
					continue
				}
				renamed++
				after := compiled(edited(files, edits), lang.Options{DirName: "unit"})
				for _, d := range tree.Dirs() {
					want, got := meaning(t, tree.Unit(d)), meaning(t, after.Unit(d))
					if !sameMeaning(want, got, o.Symbol.Name, to) {
						t.Errorf("%s: %s called %s means something else in %s", name, o.Symbol.Key, to, d)
					}
				}
			}
		}
	}
	if renamed < 250 {
		t.Errorf("only %d names were changed", renamed)
	}
}

// declarationsIn are the places in a unit's own files that declare something.
func declarationsIn(s *query.Snapshot) []query.Occurrence {
	var found []query.Occurrence
	for _, f := range s.Files() {
		if f.Role != query.Source {
			continue
		}
		for _, o := range s.NamesIn(f.Path) {
			if o.Use == query.Declares {
				found = append(found, o)
			}
		}
	}
	return found
}

// refusedFor accepts the refusals that there are reasons for.
func refusedFor(t *testing.T, name string, o query.Occurrence, err error) {
	t.Helper()
	switch {
	case !query.IsRefusal(err):
		t.Errorf("%s: %s: %v", name, o.Symbol.Key, err)
	case strings.Contains(err.Error(), "cannot be called otherwise"):
	case strings.Contains(err.Error(), "shares its inputs"):
	case strings.Contains(err.Error(), "does not have an attribute named"): // each.value.layer.all of all modules
	case o.Symbol.Kind == query.User && strings.Contains(err.Error(), "has no user or group"): // an owner is a string
	default:
		t.Errorf("%s: %s is refused: %v", name, o.Symbol.Key, err)
	}
}

func meaning(t *testing.T, s *query.Snapshot) []string {
	t.Helper()
	if s.Result.Program == nil {
		return nil
	}
	program := *s.Result.Program
	text, err := json.MarshalIndent(shape.Shaper{}.Of(program), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSuffix(strings.TrimSpace(line), ",")
	}
	slices.Sort(lines)
	return lines
}

// sameMeaning compares in any order, because things are sorted by name. A line that
// has the new name is the one that had the old.
func sameMeaning(want, got []string, old, renamed string) bool {
	count := map[string]int{}
	for _, line := range want {
		count[strings.ReplaceAll(line, old, "")]++
	}
	for _, line := range got {
		count[strings.ReplaceAll(strings.ReplaceAll(line, renamed, ""), old, "")]--
	}
	for n := range maps.Values(count) {
		if n != 0 {
			return false
		}
	}
	return true
}

// FuzzQuestions asks every question everywhere in whatever files.
func FuzzQuestions(f *testing.F) {
	for _, files := range trees(f) {
		for name, text := range files {
			if source.IsMain(name) {
				f.Add(text, 10)
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string, offset int) {
		files := map[string]string{"agentbox.hcl": text, "unit.agentboxtest.hcl": text, "x.agentboxvars": text, "json/agentbox.hcl.json": text}
		tree := compiled(files, lang.Options{DirName: "unit"})
		for _, dir := range tree.Dirs() {
			s := tree.Unit(dir)
			for _, file := range s.Files() {
				askAll(t, tree, s, file.Path, offset)
			}
		}
	})
}

// askAll asks all questions at an offset, which may be anywhere. Ranges in answers
// have to lie in their files.
func askAll(t *testing.T, tree *query.Tree, s *query.Snapshot, file string, offset int) {
	t.Helper()
	for _, o := range s.NamesIn(file) {
		size := len(s.File(file).Text())
		if o.Name.Start.Byte < 0 || o.Name.End.Byte > size || o.Name.Start.Byte > o.Name.End.Byte || o.Whole.Start.Byte > o.Name.Start.Byte {
			t.Errorf("%s at %+v in %+v of %d bytes", o.Symbol.Key, o.Name, o.Whole, size)
		}
	}
	s.At(file, offset)
	s.Definition(file, offset)
	s.Highlights(file, offset)
	s.Outline(file)
	s.Hover(file, offset, facts)
	s.Links(file)
	askAbout(t, tree, s, file, offset)
	tree.References(s, file, offset, true)
	if _, err := tree.Rename(s, file, offset, "other"); err != nil && !query.IsRefusal(err) {
		t.Error(err)
	}
	for _, kind := range []query.Kind{query.Variant, query.Function} {
		if item, ok := s.ItemAt(file, offset, kind); ok {
			tree.Extended(item.Symbol)
			tree.Extending(item.Symbol)
			tree.Calls(item.Symbol)
			tree.Callers(item.Symbol)
		}
	}
	tree.Search(fmt.Sprint(offset), 10)
}

// TestEverywhere asks all questions all over the golden programs.
func TestEverywhere(t *testing.T) {
	for _, files := range trees(t) {
		tree := compiled(files, lang.Options{DirName: "unit"})
		tree.Edited = nil // to go on quickly
		for _, dir := range tree.Dirs() {
			s := tree.Unit(dir)
			for _, file := range s.Files() {
				for offset := 0; offset <= len(file.Text()); offset += 97 {
					askAll(t, tree, s, file.Path, offset)
				}
			}
		}
	}
}

// TestBroken asks all questions of programs that somebody is writing on.
func TestBroken(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var programs []string
	for _, files := range trees(t) {
		for name, text := range files {
			if source.IsMain(name) {
				programs = append(programs, text)
			}
		}
	}
	slices.Sort(programs)
	for range 100 {
		text := broken(random, programs[random.IntN(len(programs))])
		files := map[string]string{"agentbox.hcl": text, "unit.agentboxtest.hcl": text, "x.agentboxvars": text, "json/agentbox.hcl.json": text}
		tree := compiled(files, lang.Options{DirName: "unit"})
		for _, dir := range tree.Dirs() {
			s := tree.Unit(dir)
			for _, file := range s.Files() {
				askAll(t, tree, s, file.Path, random.IntN(len(text)+1))
			}
		}
	}
}

// broken leaves out, puts in and repeats small parts of a text.
func broken(random *rand.Rand, text string) string {
	for range 1 + random.IntN(3) {
		at, from := random.IntN(len(text)), random.IntN(len(text))
		switch random.IntN(3) {
		case 0:
			text = text[:at] + text[min(len(text), at+random.IntN(30)):]
		case 1:
			text = text[:at] + string(`"{}[]().$%=,`[random.IntN(12)]) + text[at:]
		case 2:
			text = text[:at] + text[from:min(len(text), from+random.IntN(30))] + text[at:]
		}
	}
	return text
}

// TestManyAtOnce asks one snapshot from several goroutines, for the race detector.
func TestManyAtOnce(t *testing.T) {
	tree := compiled(trees(t)["modules"], lang.Options{DirName: "unit"})
	s := tree.Unit(tree.Dirs()[0])
	var group sync.WaitGroup
	for n := range 8 {
		group.Go(func() {
			for _, file := range s.Files() {
				for offset := n * 13; offset <= len(file.Text()); offset += 211 {
					askAll(t, tree, s, file.Path, offset)
				}
			}
		})
	}
	group.Wait()
}

// TestAnswersDoNotDependOnMemory edits programs and compares what is found in what
// was partly remembered with what is found in the text alone.
func TestAnswersDoNotDependOnMemory(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	all := trees(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		files := all[name]
		memory := lang.NewMemory()
		tree := compiled(files, lang.Options{DirName: "unit", Memory: memory})
		for range 3 {
			for _, dir := range tree.Dirs() {
				main := path.Join(dir, "agentbox.hcl")
				if files[main] == "" {
					continue
				}
				files = maps.Clone(files)
				files[main] = broken(random, files[main])
				remembered := compiled(files, lang.Options{DirName: "unit", Memory: memory}).Unit(dir)
				alone := compiled(files, lang.Options{DirName: "unit"}).Unit(dir)
				for _, f := range alone.Files() {
					if !reflect.DeepEqual(remembered.NamesIn(f.Path), alone.NamesIn(f.Path)) || !reflect.DeepEqual(remembered.Outline(f.Path), alone.Outline(f.Path)) ||
						!reflect.DeepEqual(remembered.Links(f.Path), alone.Links(f.Path)) {
						t.Fatalf("%s: %s differs:\n%s", name, f.Path, files[main])
					}
				}
			}
		}
	}
}
