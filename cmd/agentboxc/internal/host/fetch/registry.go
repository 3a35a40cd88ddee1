package fetch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/nixconf"
	"github.com/agentboxc/agentboxc/codegen/lock"
)

// globalRegistry is where the registry of everybody is when nix.conf says nothing
// else.
const globalRegistry = "https://channels.nixos.org/flake-registry.json"

// maxRegistry is the size of the largest registry that is read.
const maxRegistry = 8 << 20

// registry maps references to others.
type registry []mapping

type mapping struct {
	from, to lock.Attrs
	dir      string // of the flake in the tree
	exact    bool   // from is all of a reference, not just without branch and commit
}

// onceRegistries reads the user's, the system's and the global registry, in this
// order, when they are first needed. A failure is not kept.
func (f *Fetcher) onceRegistries() func(context.Context) ([]registry, error) {
	var (
		mu    sync.Mutex
		known []registry
	)
	return func(ctx context.Context) (_ []registry, err error) {
		mu.Lock()
		defer mu.Unlock()
		if known == nil {
			known, err = f.readRegistries(ctx)
		}
		return known, err
	}
}

func (f *Fetcher) readRegistries(ctx context.Context) ([]registry, error) {
	conf, err := f.settings()
	if err != nil {
		return nil, err
	}
	if conf.conf.Text("use-registries", "true") == "false" {
		return nil, errors.New("names of the flake registry are not looked up, because nix.conf says `use-registries = false`")
	}
	var paths []string
	if dir := nixconf.UserDir(conf.env); dir != "" {
		paths = append(paths, filepath.Join(dir, "registry.json"))
	}
	paths = append(paths, filepath.Join(nixconf.SystemDir(conf.env), "registry.json"))
	global := conf.conf.Text("flake-registry", globalRegistry)
	if filepath.IsAbs(global) {
		paths = append(paths, global)
	}
	registries := []registry{}
	for _, path := range paths {
		text, err := readSmall(path, maxRegistry)
		if err != nil {
			return nil, fmt.Errorf("reading a flake registry: %w", err)
		}
		r, err := parseRegistry(text)
		if err != nil {
			return nil, fmt.Errorf("reading the flake registry %s: %w", path, err)
		}
		registries = append(registries, r)
	}
	if global == "" || filepath.IsAbs(global) {
		return registries, nil
	}
	r, err := f.fetchRegistry(ctx, global)
	if err != nil {
		return nil, err
	}
	return append(registries, r), nil
}

// fetchRegistry gets the global registry from the web.
func (f *Fetcher) fetchRegistry(ctx context.Context, address string) (registry, error) {
	var text []byte
	name := "the flake registry " + shownURL(address)
	f.hide.addQuery(address)
	j := &job{Fetcher: f, name: name}
	switch {
	case f.offline && !f.cache.load(globalKind, address, &text):
		return nil, &OfflineError{Ref: name, Missing: "it"}
	case !f.offline:
		defer j.finish()
		_, err := j.get(ctx, request{url: address, limit: maxRegistry}, func(r io.Reader) (err error) {
			text, err = io.ReadAll(r)
			return err
		})
		if status := (*statusError)(nil); errors.As(err, &status) {
			return nil, fmt.Errorf("fetching %s: %s", name, f.hide.scrub(status.Error()))
		}
		if err != nil {
			return nil, err
		}
	}
	r, err := parseRegistry(text)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	if !f.offline {
		_ = f.cache.store(globalKind, address, text) // as with trees, a cache that cannot be written to is no reason to fail
	}
	return r, nil
}

// parseRegistry reads version 2 of the format, the only one that there is. No
// text at all is a registry that does not exist.
func parseRegistry(text []byte) (registry, error) {
	if text == nil {
		return nil, nil
	}
	var file struct {
		Version int
		Flakes  []struct {
			From, To map[string]any
			Exact    bool
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, fmt.Errorf("it is damaged: %w", err)
	}
	if file.Version != 2 {
		return nil, fmt.Errorf("it has version %d of the format, and 2 is known", file.Version)
	}
	var r registry
	for _, flake := range file.Flakes {
		from, err := attrs(flake.From)
		if err != nil {
			return nil, err
		}
		to, err := attrs(flake.To)
		if err != nil {
			return nil, err
		}
		r = append(r, mapping{from: from, to: to.Without("dir"), dir: to.Text("dir"), exact: flake.Exact})
	}
	return r, nil
}

// attrs makes a reference of a JSON object. What is wrong with it otherwise comes
// up when it is fetched.
func attrs(object map[string]any) (lock.Attrs, error) {
	var made lock.Attrs
	for name, value := range object {
		attr := lock.Attr{Name: name}
		switch v := value.(type) {
		case string:
			attr.Text = v
		case float64:
			attr.Kind, attr.Text = lock.Number, strconv.FormatFloat(v, 'f', 0, 64)
		case bool:
			attr.Kind, attr.Text = lock.Bool, strconv.FormatBool(v)
		default:
			return nil, fmt.Errorf("it is damaged: the attribute %q of a reference is neither a text nor a number nor true or false", name)
		}
		made = append(made, attr)
	}
	slices.SortFunc(made, func(a, b lock.Attr) int { return strings.Compare(a.Name, b.Name) })
	return made, nil
}

// covers reports whether a reference is this one, perhaps with a branch or a
// commit.
func (m mapping) covers(ref lock.Attrs) bool {
	return m.from.Equal(ref) || !m.exact && m.from.Equal(ref.Without("ref", "rev"))
}
