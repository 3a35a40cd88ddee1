package lang_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/sebdah/goldie/v2"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// TestPrograms compares what units mean with testdata/programs/*.golden.
func TestPrograms(t *testing.T) {
	g := goldie.New(t, goldie.WithFixtureDir("testdata/programs"))
	for name, unit := range programs(t) {
		t.Run(name, func(t *testing.T) {
			g.Assert(t, name, []byte(meaning(t, unit.bareFiles())))
		})
	}
}

func programs(t *testing.T) map[string]*testUnit {
	t.Helper()
	files, err := filepath.Glob("testdata/programs/*.hcl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	all := map[string]*testUnit{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(file), ".hcl")] = units(string(text))[0]
	}
	return all
}

func meaning(t *testing.T, files map[string]string) string {
	t.Helper()
	result, diags := compile(files, lang.Options{})
	for _, d := range diags {
		if d.Code != diag.HashNotSet {
			t.Errorf("%s: %s", d.Code, d.Detail)
		}
	}
	return dump(result.Program)
}

// TestOrderDoesNotMatter shuffles the blocks of units and deals them out to
// files. Only which variant is the first may change.
func TestOrderDoesNotMatter(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for name, unit := range programs(t) {
		text := unit.bareFiles()["unit/agentbox.hcl"]
		blocks := topBlocks(t, text)
		if !slices.ContainsFunc(blocks, func(b string) bool { return strings.HasPrefix(b, "agentbox ") }) {
			first := strings.TrimPrefix(strings.Split(meaning(t, unit.bareFiles())[strings.Index(meaning(t, unit.bareFiles()), "\ndefault ")+1:], "\n")[0], "default ")
			blocks = append(blocks, "agentbox {\n  default = variant."+first+"\n}\n")
		}
		want := meaning(t, withBlocks(unit, [][]string{blocks}))
		for range 20 {
			random.Shuffle(len(blocks), func(i, j int) { blocks[i], blocks[j] = blocks[j], blocks[i] })
			dealt := make([][]string, 1+random.IntN(4))
			for i, b := range blocks {
				at := i % len(dealt)
				dealt[at] = append(dealt[at], b)
			}
			if got := meaning(t, withBlocks(unit, dealt)); got != want {
				t.Fatalf("%s: another order means something else:\n%s\nwant:\n%s", name, got, want)
			}
		}
	}
}

func topBlocks(t *testing.T, text string) []string {
	t.Helper()
	file, diags := hclsyntax.ParseConfig([]byte(text), "", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	var blocks []string
	for _, b := range file.Body.(*hclsyntax.Body).Blocks {
		blocks = append(blocks, text[b.TypeRange.Start.Byte:b.CloseBraceRange.End.Byte]+"\n")
	}
	return blocks
}

// withBlocks is the unit with its blocks dealt out to files.
func withBlocks(u *testUnit, dealt [][]string) map[string]string {
	files := maps.Clone(u.bareFiles())
	for i, blocks := range dealt {
		name := "unit/agentbox.hcl"
		if i > 0 {
			name = fmt.Sprintf("unit/%d.agentbox.hcl", i)
		}
		files[name] = strings.Join(blocks, "\n")
	}
	return files
}
