// Package fetch gets the trees of flake inputs as Nix's fetchers would, without
// Nix: it follows a reference to what it leads to now, and returns the reference
// to exactly that, as it belongs into a lock, together with the flake files of
// the tree. It keeps no trees, it does not read what the files say, and it prints
// nothing.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sync/singleflight"

	"github.com/agentboxc/agentboxc/codegen/lock"
)

// Options are how to fetch. The zero value uses the network and keeps nothing.
type Options struct {
	// CacheDir is an absolute directory that is kept between runs, for locked
	// trees, for what moving references last led to and for git repositories.
	// None is kept when it is "".
	CacheDir string
	// Offline answers from the cache and from this machine's disk alone.
	Offline bool
	// Transport is the way to web servers; nil is the network, with the proxies
	// and certificates of the environment. The program git does not use it.
	Transport http.RoundTripper
	// Environ looks up a variable of the environment, "" when it is not set; nil
	// is the process's environment. The program git always has the latter.
	Environ func(string) string
	// Events is told of downloads, from several goroutines but by one at a time.
	Events func(Event)
}

// Fetched is a tree with what led to it.
type Fetched struct {
	// The tree is shared by all who asked for it: its files must not be changed.
	lock.Tree
	// Dir is the directory of the tree that an entry of a registry names, or "".
	Dir string
	// Moving is what may lead elsewhere tomorrow, for people, such as "branch
	// main" or "the default branch"; "" when the reference names one tree.
	Moving string
}

// Fetcher fetches. Its methods may be called at the same time; what was asked for
// once has the same answer for as long as it lives.
type Fetcher struct {
	offline  bool
	cache    *cache
	events   events
	hide     secrets
	patience patience
	slots    chan struct{}

	settings   func() (*settings, error)
	network    func() (*network, error)
	registries func(context.Context) ([]registry, error)

	flights singleflight.Group
	mu      sync.Mutex
	done    map[string]*Fetched
}

// atOnce is how many trees are fetched at the same time.
const atOnce = 8

// New makes a fetcher. It reads nothing yet: what is wrong with the settings of
// Nix comes up with the first reference that needs them.
func New(options Options) (*Fetcher, error) {
	if options.CacheDir != "" && !filepath.IsAbs(options.CacheDir) {
		return nil, fmt.Errorf("the cache directory %s is not absolute", options.CacheDir)
	}
	env := options.Environ
	if env == nil {
		env = os.Getenv
	}
	f := &Fetcher{
		offline:  options.Offline,
		events:   events{call: options.Events},
		patience: usualPatience,
		slots:    make(chan struct{}, atOnce),
		done:     map[string]*Fetched{},
	}
	if options.CacheDir != "" {
		f.cache = &cache{dir: options.CacheDir}
	}
	f.settings = sync.OnceValues(func() (*settings, error) { return readSettings(env, &f.hide) })
	f.network = sync.OnceValues(func() (*network, error) {
		s, err := f.settings()
		if err != nil {
			return nil, err
		}
		return newNetwork(s, options.Transport, &f.hide)
	})
	f.registries = f.onceRegistries()
	return f, nil
}

// Tree fetches what a reference leads to now: one of the attributes that Nix
// knows for its type, without dir. What the reference says about the tree, such
// as narHash in an entry of a lock, must hold: otherwise the error is a
// *MismatchError. Other errors that can be told apart are *MissingError,
// *RefusedError, *RateLimitError, *UnreachableError, *OfflineError and
// *UnsupportedError. A call that waits for another one's fetch of the same
// reference ends with that, or begins anew.
func (f *Fetcher) Tree(ctx context.Context, ref lock.Attrs) (*Fetched, error) {
	key := identity(ref)
	for {
		if fetched := f.known(key); fetched != nil {
			return fetched, nil
		}
		result, err, _ := f.flights.Do(key, func() (any, error) {
			fetched, err := f.tree(ctx, ref)
			switch {
			case err == nil:
				f.remember(key, fetched)
			case ctx.Err() != nil:
				err = errAbandoned
			}
			return fetched, err
		})
		switch {
		case err == nil:
			return result.(*Fetched), nil
		case !errors.Is(err, errAbandoned):
			return nil, err
		case ctx.Err() != nil:
			return nil, ctx.Err()
		}
	}
}

// errAbandoned says that whoever began to fetch has lost interest, which is no
// answer for others who wait for the same.
var errAbandoned = errors.New("given up")

func (f *Fetcher) known(key string) *Fetched {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.done[key]
}

func (f *Fetcher) remember(key string, fetched *Fetched) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.done[key] = fetched
}

func (f *Fetcher) tree(ctx context.Context, ref lock.Attrs) (*Fetched, error) {
	if err := check(ref); err != nil {
		return nil, err
	}
	if ref.Text("type") != "indirect" {
		return f.direct(ctx, ref)
	}
	to, dir, err := f.resolve(ctx, ref)
	if err != nil {
		return nil, err
	}
	if err := check(to); err != nil {
		return nil, fmt.Errorf("%s leads to a reference that cannot be fetched: %w", shown(ref), err)
	}
	fetched, err := f.Tree(ctx, to)
	if err != nil {
		return nil, err
	}
	through := *fetched
	through.Dir = dir
	return &through, nil
}

// direct fetches what needs no registry.
func (f *Fetcher) direct(ctx context.Context, ref lock.Attrs) (*Fetched, error) {
	select {
	case f.slots <- struct{}{}:
		defer func() { <-f.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	j := f.newJob(ref)
	defer j.finish()
	found, err := j.fetch(ctx)
	if err != nil {
		return nil, err
	}
	if err := found.verify(j.name, ref); err != nil {
		return nil, err
	}
	j.keep(found)
	return &Fetched{Tree: lock.Tree{Locked: found.locked, Files: found.files}, Moving: moving(ref, found.locked)}, nil
}
