package nix

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
)

// StorePath is what Nix has recorded of a store path.
type StorePath struct {
	NarSize    int64    // bytes as an archive
	References []string // store paths that it mentions, itself perhaps, sorted
}

// References returns the store paths and all that they need at run time.
func (n *Nix) References(ctx context.Context, paths []string) (map[string]StorePath, error) {
	graph := map[string]StorePath{}
	for chunk := range slices.Chunk(slices.Compact(slices.Sorted(slices.Values(paths))), maxArgs) {
		args := []string{"path-info", "--recursive", "--json"}
		if !n.Version.Lix && !n.Version.before(formats) {
			args = append(args, "--json-format", "1")
		}
		out, err := n.ask(ctx, "", nil, append(args, chunk...)...)
		if err != nil {
			return nil, fmt.Errorf("asking nix for references: %w", err)
		}
		if err := addPathInfo(graph, out.stdout); err != nil {
			return nil, fmt.Errorf("reading references from nix: %w", err)
		}
	}
	for _, p := range paths {
		if _, ok := graph[p]; !ok {
			return nil, fmt.Errorf("the store does not have %s", p)
		}
	}
	return graph, nil
}

// pathInfo is an element of the answer to nix path-info --json.
type pathInfo struct {
	Path       string
	Valid      *bool // false for a path that is not there
	NarSize    int64
	References []string
}

// addPathInfo reads an answer: up to 2.18 an array, later an object by path with
// null for what is not there, and in format 2 one with names in an object info.
func addPathInfo(graph map[string]StorePath, text []byte) error {
	var list []pathInfo
	if json.Unmarshal(text, &list) == nil {
		for _, info := range list {
			if info.Valid == nil || *info.Valid {
				info.addTo(graph, "")
			}
		}
		return nil
	}
	var enclosed struct {
		Version  int
		StoreDir string
		Info     map[string]*pathInfo
	}
	if err := json.Unmarshal(text, &enclosed); err == nil && enclosed.Info != nil {
		return addInfos(graph, enclosed.Info, enclosed.StoreDir)
	}
	var byPath map[string]*pathInfo
	if err := json.Unmarshal(text, &byPath); err != nil {
		return err
	}
	return addInfos(graph, byPath, "")
}

func addInfos(graph map[string]StorePath, infos map[string]*pathInfo, dir string) error {
	for name, info := range infos {
		if info == nil {
			continue
		}
		if info.Path = name; !path.IsAbs(path.Join(dir, name)) {
			return errors.New("it has names where store paths belong")
		}
		info.addTo(graph, dir)
	}
	return nil
}

func (info *pathInfo) addTo(graph map[string]StorePath, dir string) {
	refs := make([]string, len(info.References))
	for i, ref := range info.References {
		refs[i] = path.Join(dir, ref)
	}
	slices.Sort(refs)
	graph[path.Join(dir, info.Path)] = StorePath{NarSize: info.NarSize, References: refs}
}
