package lang_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/shape"
)

// shelfTree is a tree of units that use the same modules: one that is right and has
// a module itself, one with mistakes, and two that use each other.
func shelfTree(units int) fstest.MapFS {
	tree := fstest.MapFS{
		"base/agentbox.hcl":  {Data: []byte("variable \"n\" {\n  default = 1\n}\nlayer \"base\" {\n  packages = [pkgs.bash]\n}\nlocals {\n  port = 8000 + var.n\n}\n")},
		"outer/agentbox.hcl": {Data: []byte("module \"base\" {\n  source = \"../base\"\n}\nlayer \"outer\" {\n  packages = [pkgs.git]\n}\n")},
		"wrong/agentbox.hcl": {Data: []byte("layer \"wrong\" {\n  packages = [pkgs.git, layer.none]\n}\n")},
		"one/agentbox.hcl":   {Data: []byte("module \"two\" {\n  source = \"../two\"\n}\n")},
		"two/agentbox.hcl":   {Data: []byte("module \"one\" {\n  source = \"../one\"\n}\n")},
	}
	for i := range units {
		text := fmt.Sprintf("module \"base\" {\n  source = \"../base\"\n  n = %d\n}\nmodule \"outer\" {\n  source = \"../outer\"\n}\n", i)
		switch i % 3 {
		case 1:
			text += "module \"wrong\" {\n  source = \"../wrong\"\n}\n"
		case 2:
			text += "module \"one\" {\n  source = \"../one\"\n}\n"
		}
		text += "variant \"v\" {\n  layers = [module.base.layer.base, module.outer.layer.outer]\n  config {\n    ports = [module.base.local.port]\n  }\n}\n"
		tree[fmt.Sprintf("u%d/agentbox.hcl", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return tree
}

// What modules are read once for several units changes nothing about any of them,
// also when they are compiled at the same time.
func TestShelfChangesNothing(t *testing.T) {
	const units = 24
	tree := shelfTree(units)
	compile := func(i int, shelf *lang.Shelf) string {
		dir := fmt.Sprintf("u%d", i)
		r, diags := lang.Compile(tree, dir, lang.Options{DirName: dir, Shelf: shelf})
		return fmt.Sprintf("%v\n%+v", diags, shape.In(r.Program).Of(r.Program))
	}
	shelf := lang.NewShelf()
	var together [units]string
	var wg sync.WaitGroup
	for i := range units {
		wg.Go(func() { together[i] = compile(i, shelf) })
	}
	wg.Wait()
	for i, got := range together {
		if diff := cmp.Diff(compile(i, nil), got); diff != "" {
			t.Errorf("u%d is another unit with a shelf (-without +with):\n%s", i, diff)
		}
	}
}

// Items that are taken from other files make the same unit as those that are parsed
// there, wherever they stand in which file.
func TestShelfKeepsItemsOfOtherFiles(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for name, u := range programs(t) {
		t.Run(name, func(t *testing.T) {
			blocks := topBlocks(t, u.bareFiles()["unit/agentbox.hcl"])
			r := &remembering{shelf: lang.NewShelf(), u: u}
			for range 12 {
				random.Shuffle(len(blocks), func(i, j int) { blocks[i], blocks[j] = blocks[j], blocks[i] })
				dealt := make([][]string, 1+random.IntN(3))
				for i, b := range blocks {
					dealt[i%len(dealt)] = append(dealt[i%len(dealt)], b)
				}
				r.step(t, withBlocks(u, dealt))
			}
			for _, s := range slices.Backward(r.states) {
				r.compare(t, s)
			}
		})
	}
}

func TestShelfWhileFilesAreEdited(t *testing.T) {
	editAll(t, 1, func(u *testUnit) *remembering { return &remembering{shelf: lang.NewShelf(), u: u} })
	for _, u := range programs(t) {
		editedAtRandom(t, &remembering{memory: lang.NewMemory(), shelf: lang.NewShelf(), u: u}, 10, 2)
	}
}
