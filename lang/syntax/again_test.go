package syntax

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
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
		stock := NewStock()
		for i, text := range [][]byte{a, a, a, b, slices.Concat(b, a), slices.Concat(a, b)} {
			parseFrom(t, fmt.Sprintf("%d.hcl", i), text, stock)
		}
	})
}

// Items come out of stock at the place where they stand in another file.
func TestParseFromStock(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	w := &writer{random: random}
	var items []string
	for range 20 {
		w.Reset()
		w.body(2)
		items = append(items, w.String()+"\n")
	}
	stock := NewStock()
	for n := range 100 {
		random.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
		parseFrom(t, fmt.Sprintf("%d.hcl", n), []byte(strings.Join(items[:1+random.IntN(len(items))], "")), stock)
	}
	if len(stock.items) == 0 {
		t.Error("nothing is in stock")
	}
}

// Only what was there twice is kept, and only as much as fits.
func TestStockHasBounds(t *testing.T) {
	stock := NewStock()
	parse := func(text string) { _, _ = ParseAfter(newSource([]byte(text)), nil, stock) }
	parse("a {\n}\n")
	if len(stock.items) != 0 {
		t.Error("an item is kept that was there once")
	}
	parse("b {\n}\na {\n}\n")
	if len(stock.items) != 1 {
		t.Errorf("%d items are kept, and one was there twice", len(stock.items))
	}
	for n := range 200 {
		large := fmt.Sprintf("c%d {\n  x = \"%s\"\n}\n", n, strings.Repeat("x", maxStockItem-100))
		parse(large + large)
		parse(large + large)
	}
	huge := "d {\n  x = \"" + strings.Repeat("x", maxStockItem) + "\"\n}\n"
	parse(huge + huge)
	if stock.size > maxStock || len(stock.items) < maxStock/maxStockItem {
		t.Errorf("%d items of %d bytes are kept", len(stock.items), stock.size)
	}
	if stock.find([]byte(huge)) != nil {
		t.Error("an item is kept that is too large")
	}
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
	f, diags := ParseAfter(newSource(data), before, nil)
	_, want := Parse(newSource(data))
	if !reflect.DeepEqual(diags, want) {
		t.Fatalf("of %q, after %q, is said\n%v\nand not\n%v", data, before.Source.Bytes, diags, want)
	}
	same(t, f)
	return f
}

func parseFrom(t *testing.T, path string, data []byte, stock *Stock) {
	t.Helper()
	src, _ := source.New(path, data)
	f, diags := ParseAfter(src, nil, stock)
	_, want := Parse(src)
	if !reflect.DeepEqual(diags, want) {
		t.Fatalf("of %q, with a stock, is said\n%v\nand not\n%v", data, diags, want)
	}
	same(t, f)
}

// same proves that a file is what its text is parsed to.
func same(t *testing.T, f *File) {
	t.Helper()
	want, _ := Parse(f.Source)
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
