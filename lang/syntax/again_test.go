package syntax

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/agentboxc/agentboxc/lang/source"
)

// FuzzParseAfter parses a text after another one, and the other one after it.
func FuzzParseAfter(f *testing.F) {
	all := seeds()
	for i, seed := range all {
		f.Add(seed, all[(i+1)%len(all)])
		f.Add(seed, append(bytes.Clone(seed), all[(i+7)%len(all)]...))
		f.Add(append([]byte("a = 1\nb {\n}\n"), seed...), append([]byte("a = 1\n\nb {\n}\n"), seed...))
	}
	f.Fuzz(func(t *testing.T, a, b []byte) {
		before, _ := Parse(newSource(a))
		after := parseAfter(t, b, before)
		parseAfter(t, a, after)
		same(t, before)
	})
}

// TestParseAfterRandomEdits changes files over and over.
func TestParseAfterRandomEdits(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	w := &writer{random: random}
	pieces := slices.Collect(randomTexts(500))
	for range 300 {
		w.Reset()
		w.body(2)
		w.body(2)
		text := []byte(w.String())
		f, _ := Parse(newSource(text))
		first := f
		for range 12 {
			at := random.IntN(len(text) + 1)
			end := min(len(text), at+random.IntN(6))
			if random.IntN(5) == 0 {
				end = min(len(text), at+random.IntN(100))
			}
			var piece []byte
			switch random.IntN(3) {
			case 0:
				piece = pieces[random.IntN(len(pieces))]
			case 1:
				piece = text[end:min(len(text), end+random.IntN(60))]
			}
			text = slices.Concat(text[:at], piece, text[end:])
			f = parseAfter(t, text, f)
		}
		same(t, first)
	}
}

// Only what was changed is parsed again, and what stands behind it moves.
func TestParseAfterKeepsItems(t *testing.T) {
	before, _ := Parse(newSource([]byte("a {\n  x = 1\n}\n\n# b\nb {\n  x = [y[*].z, \"${f(g)}\"]\n}\nc {\n}\n")))
	after := parseAfter(t, []byte("a {\n  x = 12\n\n}\n\n# b\nb {\n  x = [y[*].z, \"${f(g)}\"]\n}\nc {\n}\n"), before)
	var again []int
	for n := range after.Items {
		again = append(again, after.Again(n))
	}
	if want := []int{-1, 1, 2}; !slices.Equal(again, want) {
		t.Errorf("the items are %v of those before, want %v", again, want)
	}
	if after.Items[1].Tree != before.Items[1].Tree {
		t.Error("the tree of an item that moved was made anew")
	}
}

func newSource(data []byte) *source.File {
	f, _ := source.New("after.hcl", data)
	return f
}

func parseAfter(t *testing.T, data []byte, before *File) *File {
	t.Helper()
	f, diags := ParseAfter(newSource(data), before)
	_, want := Parse(newSource(data))
	if !reflect.DeepEqual(diags, want) {
		t.Fatalf("of %q, after %q, is said\n%v\nand not\n%v", data, before.Source.Bytes, diags, want)
	}
	same(t, f)
	return f
}

// same proves that a file is what its text is parsed to.
func same(t *testing.T, f *File) {
	t.Helper()
	want, _ := Parse(newSource(f.Source.Bytes))
	if !reflect.DeepEqual(f.Body(), want.Body()) {
		t.Fatalf("%q has another tree", f.Source.Bytes)
	}
	for i, b := range f.Body().Blocks {
		if f.Damaged(b) != want.Damaged(want.Body().Blocks[i]) {
			t.Fatalf("%q: block %d is damaged: %t", f.Source.Bytes, i, f.Damaged(b))
		}
	}
	for at := range len(f.Source.Bytes) + 1 {
		got, ok := f.Header(at)
		if other, is := want.Header(at); got != other || ok != is {
			t.Fatalf("%q: the header at %d is %v, want %v", f.Source.Bytes, at, got, other)
		}
	}
	if !slices.Equal(f.Spans(), want.Spans()) {
		t.Fatalf("%q: blocks are at %v", f.Source.Bytes, f.Spans())
	}
}
