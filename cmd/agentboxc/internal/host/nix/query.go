package nix

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// valid returns those of the paths that the store has.
func (n *Nix) valid(ctx context.Context, paths []string) (map[string]bool, error) {
	there := map[string]bool{}
	for chunk := range slices.Chunk(paths, maxArgs) {
		out, err := n.store(ctx, append([]string{"--check-validity", "--print-invalid"}, chunk...)...)
		if err != nil {
			return nil, fmt.Errorf("asking nix what is in the store: %w", err)
		}
		missing := strings.Fields(string(out.stdout))
		for _, p := range chunk {
			if !slices.Contains(missing, p) {
				there[p] = true
			}
		}
	}
	return there, nil
}

// requisites are a derivation and all that it needs to be built.
func (n *Nix) requisites(ctx context.Context, drv string) (map[string]bool, error) {
	out, err := n.store(ctx, "--query", "--requisites", drv)
	if err != nil {
		return nil, fmt.Errorf("asking nix what %s needs: %w", drv, err)
	}
	needs := map[string]bool{}
	for path := range strings.FieldsSeq(string(out.stdout)) {
		needs[path] = true
	}
	return needs, nil
}

// outputs are the store paths that a derivation makes.
func (n *Nix) outputs(ctx context.Context, drv string) ([]string, error) {
	out, err := n.store(ctx, "--query", "--outputs", drv)
	if err != nil {
		return nil, fmt.Errorf("asking nix what %s makes: %w", drv, err)
	}
	return strings.Fields(string(out.stdout)), nil
}

// keep keeps a store path from the garbage collector while the link is there.
func (n *Nix) keep(ctx context.Context, path, link string) error {
	if n.options.elsewhere() {
		return nil
	}
	if _, err := n.store(ctx, "--realise", path, "--add-root", link, "--indirect"); err != nil {
		return fmt.Errorf("keeping %s: %w", path, err)
	}
	return nil
}
