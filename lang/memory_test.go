package lang_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// editor makes random edits as people make them, and some that nobody makes.
type editor struct{ random *rand.Rand }

// pieces are what the edits put in.
var pieces = strings.Split(`a|1| |"|"|{|}|[|]|(|)|${|#|/*|*/|//|=|,|.|?|:|~|\|é|$|%{ if|<<EOT@|<<-EOT@|EOT@|@|@@|@@@|@}|@}@|`+
	"\r@|\x00|\ufeff|\u200b|\xff|\\u0000|<<<<<<< ours@|=======@|>>>>>>> theirs@|"+
	`@layer "new" {@}@|@variant "new" {|locals {@  x = 1@}@|x = y@|name = 1@|layer "x" {}|layer.x|pkgs.git|local.x|var.x|self.name|each.key|"${pkgs.git}"`, "|")

// edit returns the text after an edit.
func (e *editor) edit(text string) string {
	at := e.random.IntN(len(text) + 1)
	switch e.random.IntN(8) {
	case 0: // a few bytes less
		return text[:at] + text[min(len(text), at+1+e.random.IntN(8)):]
	case 1: // a line less
		start, end := lineOf(text, at)
		return text[:start] + text[end:]
	case 2: // a line twice
		start, end := lineOf(text, at)
		return text[:end] + text[start:end] + text[end:]
	case 3: // lines in other places
		start, end := lineOf(text, at)
		rest := text[:start] + text[end:]
		_, to := lineOf(rest, e.random.IntN(len(rest)+1))
		return rest[:to] + text[start:end] + rest[to:]
	case 4: // much less
		return text[:at] + text[min(len(text), at+e.random.IntN(200)):]
	}
	piece := strings.ReplaceAll(pieces[e.random.IntN(len(pieces))], "@", "\n")
	return text[:at] + piece + text[at:]
}

func lineOf(text string, at int) (start, end int) {
	start = strings.LastIndexByte(text[:at], '\n') + 1
	if length := strings.IndexByte(text[at:], '\n'); length >= 0 {
		return start, at + length + 1
	}
	return start, len(text)
}

// remembering compiles a unit while it is edited, with a memory or a shelf and
// without.
type remembering struct {
	memory *lang.Memory
	shelf  *lang.Shelf // nil is none
	u      *testUnit
	states []state
}

// state is a unit at a moment, with what was made of it then.
type state struct {
	files  map[string]string
	result *lang.Result
	diags  diag.List
}

func (r *remembering) step(t testing.TB, files map[string]string) {
	t.Helper()
	opts := r.u.opts
	opts.Memory, opts.Shelf = r.memory, r.shelf
	if r.shelf != nil {
		r.shelf.Clear()
	}
	result, diags := compile(files, opts)
	s := state{files, result, diags}
	r.compare(t, s)
	r.states = append(r.states, s)
}

// compare proves that a state is the same as if it was compiled from nothing.
func (r *remembering) compare(t testing.TB, s state) {
	t.Helper()
	result, diags := compile(s.files, r.u.opts)
	if diff := cmp.Diff(diags, s.diags); diff != "" {
		t.Fatalf("with a memory something else is said (-without +with):\n%s", diff)
	}
	for _, u := range append(slices.Clone(s.result.Modules), &lang.Unit{Config: s.result.Config}) {
		if u.Config != nil {
			place(u.Config.Blocks)
		}
	}
	for name, parts := range map[string][2]any{
		"config":   {result.Config, s.result.Config},
		"resolved": {result.Resolved, s.result.Resolved},
		"program":  {result.Program, s.result.Program},
	} {
		if where := unlike(reflect.ValueOf(parts[0]), reflect.ValueOf(parts[1]), name, map[[2]any]bool{}); where != "" {
			t.Fatalf("with a memory it is another program: %s", where)
		}
	}
	for i, f := range result.Files {
		if where := unlike(reflect.ValueOf(f.Body()), reflect.ValueOf(s.result.Files[i].Body()), f.Source.Path, map[[2]any]bool{}); where != "" {
			t.Fatalf("with a memory it is another tree: %s", where)
		}
	}
}

// place asks for all expressions, which is when they are made.
func place(blocks []*config.Block) {
	for _, b := range blocks {
		for _, a := range b.Attrs {
			a.Expr()
		}
		place(b.Blocks)
	}
}

// unlike says where two values differ that may point at each other in circles;
// "" is nowhere.
func unlike(a, b reflect.Value, at string, seen map[[2]any]bool) string {
	if a.IsValid() != b.IsValid() || a.IsValid() && a.Type() != b.Type() {
		return fmt.Sprintf("%s: %v and %v", at, a, b)
	}
	switch a.Kind() {
	case reflect.Invalid, reflect.Func:
	case reflect.Pointer:
		key := [2]any{a.UnsafePointer(), b.UnsafePointer()}
		if a.UnsafePointer() == b.UnsafePointer() || seen[key] {
			return ""
		}
		seen[key] = true
		return unlike(a.Elem(), b.Elem(), at, seen)
	case reflect.Interface:
		return unlike(a.Elem(), b.Elem(), at, seen)
	case reflect.Slice, reflect.Array:
		if a.Len() != b.Len() {
			return fmt.Sprintf("%s: %d and %d elements", at, a.Len(), b.Len())
		}
		for i := range a.Len() {
			if where := unlike(a.Index(i), b.Index(i), fmt.Sprintf("%s[%d]", at, i), seen); where != "" {
				return where
			}
		}
	case reflect.Map:
		if a.Len() != b.Len() {
			return fmt.Sprintf("%s: %d and %d entries", at, a.Len(), b.Len())
		}
		if a.Type().Key().Kind() == reflect.Pointer {
			return "" // by identity
		}
		for it := a.MapRange(); it.Next(); {
			if where := unlike(it.Value(), b.MapIndex(it.Key()), fmt.Sprintf("%s[%v]", at, it.Key()), seen); where != "" {
				return where
			}
		}
	case reflect.Struct:
		if a.Type().Name() == "expression" {
			return unlike(placed(a), placed(b), at, seen)
		}
		for i := range a.NumField() {
			if where := unlike(a.Field(i), b.Field(i), at+"."+a.Type().Field(i).Name, seen); where != "" {
				return where
			}
		}
	default:
		if !a.Equal(b) {
			return fmt.Sprintf("%s: %v and %v", at, a, b)
		}
	}
	return ""
}

// placed is the tree of an attribute's expression.
func placed(expression reflect.Value) reflect.Value {
	if there := expression.FieldByName("there"); !there.IsNil() {
		return there
	}
	return expression.FieldByName("tree")
}

// Compiles with a memory of those before are the same as compiles from nothing,
// whatever was changed in between, and stay so while others go on.
func TestMemoryChangesNothing(t *testing.T) {
	editAll(t, 2, func(u *testUnit) *remembering { return &remembering{memory: lang.NewMemory(), u: u} })
}

// editAll edits the units of all cases, and the programs ten times as often.
func editAll(t *testing.T, rounds int, compiler func(*testUnit) *remembering) {
	t.Helper()
	for _, name := range caseFiles(t) {
		written, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, u := range units(string(written)) {
			editedAtRandom(t, compiler(u), rounds, uint64(i))
		}
	}
	for _, u := range programs(t) {
		editedAtRandom(t, compiler(u), 10*rounds, 1)
	}
}

func editedAtRandom(t *testing.T, r *remembering, rounds int, seed uint64) {
	t.Helper()
	u := r.u
	e := &editor{rand.New(rand.NewPCG(seed, 2))}
	files := u.bareFiles()
	r.step(t, files)
	for range rounds {
		files = cloned(files)
		name := "unit/" + u.names[e.random.IntN(len(u.names))]
		before := files[name]
		files[name] = e.edit(before)
		r.step(t, files)
		if e.random.IntN(3) == 0 { // and back again
			files = cloned(files)
			files[name] = before
			r.step(t, files)
		}
	}
	for _, s := range slices.Backward(r.states) {
		r.compare(t, s)
	}
}

func cloned(files map[string]string) map[string]string {
	out := map[string]string{}
	for name, text := range files {
		out[name] = text
	}
	return out
}
