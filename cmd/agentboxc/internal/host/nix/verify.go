package nix

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"sync"
)

// Modified is a store path whose contents are not what Nix has recorded.
type Modified struct {
	Path      string
	Want, Got string // hashes as Nix writes them: "sha256:" and Nix's base 32
}

func (m Modified) Error() string {
	return fmt.Sprintf("%s is not what Nix has put there: its hash is %s and not %s; run nix-store --verify --check-contents --repair", m.Path, m.Got, m.Want)
}

var modified = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`path '([^']+)' was modified! expected hash '([^']+)', got '([^']+)'`)
})

// Verify reads store paths and returns those whose contents no longer match
// Nix's database, sorted. It reads every byte of them. A path that the store
// does not have is an error.
func (n *Nix) Verify(ctx context.Context, paths []string) ([]Modified, error) {
	var bad []Modified
	for chunk := range slices.Chunk(slices.Sorted(slices.Values(paths)), maxArgs) {
		m := newMonitor(nil, nil)
		found := 0
		m.events = func(e Event) {
			said, ok := e.(*Said)
			if !ok {
				return
			}
			if match := modified().FindStringSubmatch(said.Text); match != nil {
				bad = append(bad, Modified{Path: match[1], Want: match[2], Got: match[3]})
				found++
			}
		}
		args := slices.Concat(n.options.args(), []string{"--verify-path"}, chunk)
		out, err := n.run(ctx, "", "nix-store", args, m)
		if ctx.Err() != nil {
			return nil, err
		}
		// Modified paths alone make it fail, too.
		e := (*Error)(nil)
		if err != nil && (found == 0 || out == nil || !errors.As(err, &e)) {
			return nil, fmt.Errorf("checking the contents of store paths: %w", err)
		}
	}
	return bad, nil
}
