package rig

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/rig/nar"
)

//go:embed nixpkgs rust-overlay other nix2container/*.nix
var sources embed.FS

// Environment variables that put nix2container in the stand-in's place.
const (
	nix2containerDir     = "AGENTBOXC_RIG_NIX2CONTAINER"
	nix2containerProgram = "AGENTBOXC_RIG_NIX2CONTAINER_PROGRAM"
)

// trees are the directories that every store of the rig has: the stand-ins
// for flake inputs, and those that packages are made of.
type trees struct {
	dir    string
	inputs map[string]Input
	paths  map[string]string // directory to store path
}

// Input is a stand-in for a flake input.
type Input struct {
	Name      string
	NarHash   string
	StorePath string // the same in every store
}

// plant makes the trees below the cache directory, or finds them there. Their
// directory is named after what they are made from, so none is ever changed.
func plant(cache string) (*trees, error) {
	h, files, err := collect()
	if err != nil {
		return nil, err
	}
	built := filepath.Join(cache, "built")
	if err := build(built, files); err != nil {
		return nil, err
	}
	inputs, err := inputSources()
	if err != nil {
		return nil, err
	}
	key, err := keyOf(files, inputs)
	if err != nil {
		return nil, err
	}
	all := filepath.Join(cache, "trees")
	dir := filepath.Join(all, key)
	if _, err := os.Stat(dir); err == nil {
		return open(dir)
	}
	// Once they are in the stores the trees are of no more use, so older ones
	// can go: whoever still needed them would hold the lock.
	if err := os.RemoveAll(all); err != nil {
		return nil, err
	}
	if err := write(dir, h, files, inputs); err != nil {
		return nil, err
	}
	return open(dir)
}

// build adds the programs that are built from sources.
func build(dir string, files map[string]string) error {
	launch := filepath.Join(dir, "launch")
	if err := goBuild("rig/launch", launch); err != nil {
		return err
	}
	files["launch/bin/launch"] = launch
	program := os.Getenv(nix2containerProgram)
	if program == "" {
		program = filepath.Join(dir, "nix2container")
		if err := goBuild("rig/nix2container/program", program); err != nil {
			return err
		}
	}
	files["nix2container/bin/nix2container"] = program
	return nil
}

func inputSources() (map[string]fs.FS, error) {
	inputs := map[string]fs.FS{}
	for _, name := range []string{"nixpkgs", "nix2container", "rust-overlay", "other"} {
		sub, err := fs.Sub(sources, name)
		if err != nil {
			return nil, err
		}
		inputs[name] = sub
	}
	if dir := os.Getenv(nix2containerDir); dir != "" {
		inputs["nix2container"] = os.DirFS(dir)
	}
	return inputs, nil
}

// keyOf returns a name for everything that the trees are made from.
func keyOf(files map[string]string, inputs map[string]fs.FS) (string, error) {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		data, err := os.ReadFile(files[name])
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s %x\n", name, sha256.Sum256(data))
	}
	for _, name := range slices.Sorted(maps.Keys(inputs)) {
		err := eachFile(inputs[name], func(path string, data []byte) error {
			_, err := fmt.Fprintf(sum, "%s/%s %x\n", name, path, sha256.Sum256(data))
			return err
		})
		if err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil))[:20], nil
}

// eachFile visits the files of an input, without version control's own.
func eachFile(fsys fs.FS, visit func(path string, data []byte) error) error {
	return fs.WalkDir(fsys, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && entry.Name() == ".git" {
			return cmp.Or(err, fs.SkipDir)
		}
		if !entry.Type().IsRegular() {
			return nil
		}
		data, err := fs.ReadFile(fsys, path)
		if err != nil {
			return err
		}
		return visit(path, data)
	})
}

// write makes the trees: packages/NAME, and inputs/NAME/source, since Nix
// calls the tree of an input so.
func write(dir string, h *host, files map[string]string, inputs map[string]fs.FS) error {
	part := dir + ".part"
	if err := os.RemoveAll(part); err != nil {
		return err
	}
	for name, file := range files {
		if err := copyFile(filepath.Join(part, "packages", name), file); err != nil {
			return err
		}
	}
	for name, fsys := range inputs {
		err := eachFile(fsys, func(path string, data []byte) error {
			return writeFile(filepath.Join(part, "inputs", name, "source", path), data)
		})
		if err != nil {
			return err
		}
	}
	var err error
	if h.Trees, err = hashes(filepath.Join(part, "packages")); err != nil {
		return err
	}
	data, err := json.MarshalIndent(h, "", "  ")
	if err != nil {
		return err
	}
	if err := writeFile(filepath.Join(part, "inputs/nixpkgs/source/host.json"), data); err != nil {
		return err
	}
	return os.Rename(part, dir)
}

func hashes(dir string) (map[string]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	hashes := map[string]string{}
	for _, entry := range entries {
		if hashes[entry.Name()], err = nar.Hash(filepath.Join(dir, entry.Name())); err != nil {
			return nil, err
		}
	}
	return hashes, nil
}

func writeFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

func copyFile(to, from string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o755)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return cmp.Or(err, out.Close())
}

// open computes where the trees in dir lie in a store.
func open(dir string) (*trees, error) {
	t := &trees{dir: dir, inputs: map[string]Input{}, paths: map[string]string{}}
	for _, pattern := range []string{"packages/*", "inputs/*/source"} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return nil, err
		}
		for _, tree := range found {
			if err := t.open(tree); err != nil {
				return nil, err
			}
		}
	}
	return t, nil
}

func (t *trees) open(tree string) error {
	hash, err := nar.Hash(tree)
	if err != nil {
		return err
	}
	path, err := nar.StorePath(filepath.Base(tree), hash)
	if err != nil {
		return err
	}
	t.paths[tree] = path
	if strings.HasSuffix(tree, "/source") {
		name := filepath.Base(filepath.Dir(tree))
		t.inputs[name] = Input{name, hash, path}
	}
	return nil
}

// addTo puts those trees into a store that it does not have.
func (t *trees) addTo(n *Nix) error {
	args := []string{"nix-store", "--add"}
	for _, tree := range slices.Sorted(maps.Keys(t.paths)) {
		if _, err := os.Lstat(n.OnDisk(t.paths[tree])); err != nil {
			args = append(args, tree)
		}
	}
	if len(args) == 2 {
		return nil
	}
	added, err := n.Run(t.dir, nil, args...)
	if err != nil {
		return err
	}
	for i, path := range strings.Fields(added) {
		if want := t.paths[args[i+2]]; path != want {
			return fmt.Errorf("%s became %s instead of %s", args[i+2], path, want)
		}
	}
	return nil
}
