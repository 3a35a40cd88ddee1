package rig

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"

	"github.com/agentboxc/agentboxc/rig/nix2container/layer"
)

// Image is a built image: what nix2container wrote, and the store it lies in.
type Image struct {
	layer.Image
	Bytes []byte // of the description
	nix   *Nix
}

// ReadImage reads the image description at a store path.
func (n *Nix) ReadImage(storePath string) (*Image, error) {
	data, err := os.ReadFile(n.OnDisk(storePath))
	if err != nil {
		return nil, err
	}
	i := &Image{Bytes: data, nix: n}
	if err := json.Unmarshal(data, &i.Image); err != nil {
		return nil, fmt.Errorf("reading %s: %w", storePath, err)
	}
	return i, nil
}

// LayerNames are what the history says of each layer.
func (i *Image) LayerNames() []string {
	var names []string
	for _, l := range i.Layers {
		names = append(names, l.History.CreatedBy)
	}
	return names
}

// StorePaths are those of all layers, in order.
func (i *Image) StorePaths() []string {
	var paths []string
	for _, l := range i.Layers {
		for _, p := range l.Paths {
			paths = append(paths, p.Path)
		}
	}
	return paths
}

// A name may hold = and ? as well, but those of the rig hold none, and behind a
// path they are more likely the text around it.
var storePath = regexp.MustCompile(`/nix/store/[0-9a-z]{32}-[0-9A-Za-z+._-]+`)

// Mentioned are the store paths in the configuration.
func (i *Image) Mentioned() []string {
	data, err := json.Marshal(i.Config)
	if err != nil {
		panic(err) // it was read from JSON
	}
	paths := storePath.FindAllString(string(data), -1)
	slices.Sort(paths)
	return slices.Compact(paths)
}

// Verify returns everything that is wrong with the contents of the image: a
// store path in two layers, a path that its contents, its configuration or
// the wanted store paths need and that is in none, and a digest or size that
// is not the layer's.
func (i *Image) Verify(wanted ...string) ([]string, error) {
	problems := i.repeated()
	missing, err := i.missing(wanted)
	if err != nil {
		return nil, err
	}
	problems = append(problems, missing...)
	if i.nix.root != "" {
		// The digests cover the paths as they are seen here, and the store
		// of this Nix is elsewhere.
		return problems, nil
	}
	for n, l := range i.Layers {
		sum, err := layer.Summarize(l.Paths)
		if err != nil {
			return nil, err
		}
		if want := (layer.Sum{Digest: l.Digest, Size: l.Size}); sum != want {
			problems = append(problems, fmt.Sprintf("layer %d is %v and not %v", n, sum, want))
		}
	}
	return problems, nil
}

func (i *Image) repeated() []string {
	var problems []string
	first := map[string]int{}
	for n, l := range i.Layers {
		for _, p := range l.Paths {
			if m, ok := first[p.Path]; ok {
				problems = append(problems, fmt.Sprintf("%s is in layer %d and in layer %d", p.Path, m, n))
			}
			first[p.Path] = n
		}
	}
	return problems
}

func (i *Image) missing(wanted []string) ([]string, error) {
	paths := i.StorePaths()
	closure, err := i.nix.Closure(slices.Concat(paths, i.Mentioned(), wanted)...)
	if err != nil {
		return nil, err
	}
	var problems []string
	for _, p := range closure {
		if !slices.Contains(paths, p) {
			problems = append(problems, p+" is in no layer")
		}
	}
	return problems, nil
}
