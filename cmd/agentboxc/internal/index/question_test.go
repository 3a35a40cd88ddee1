package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/nix"
)

// One that stops Nix takes nothing away from the others, and what is wrong with
// the world ends it all.
func TestParts(t *testing.T) {
	asking := func(bad map[int]error) (answered []int, runs int, err error) {
		err = parts(t.Context(), 20, func(from, to int) error {
			runs++
			for i := from; i < to; i++ {
				if bad[i] != nil {
					return bad[i]
				}
			}
			for i := from; i < to; i++ {
				answered = append(answered, i)
			}
			return nil
		})
		return answered, runs, err
	}
	all, runs, err := asking(nil)
	if len(all) != 20 || runs != 1 || err != nil {
		t.Errorf("without an error: %v in %d runs, %v", all, runs, err)
	}
	stops := &nix.Error{Text: "infinite recursion"}
	rest, runs, err := asking(map[int]error{7: stops, 8: stops})
	if len(rest) != 18 || slices.Contains(rest, 7) || slices.Contains(rest, 8) || runs > 20 || err != nil {
		t.Errorf("with two that stop it: %v in %d runs, %v", rest, runs, err)
	}
	every := map[int]error{}
	for i := range 20 {
		every[i] = stops
	}
	if none, runs, err := asking(every); len(none) != 0 || runs > 24 || err != nil {
		t.Errorf("with all that stop it: %v in %d runs, %v", none, runs, err)
	}
	for _, world := range []error{&nix.Error{Kind: nix.Network}, fmt.Errorf("no nix: %w", errors.New("gone"))} {
		if _, runs, err := asking(map[int]error{3: world}); !errors.Is(err, world) || runs != 1 {
			t.Errorf("%v: %v in %d runs", world, err, runs)
		}
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	gone := errors.New("interrupted")
	err = parts(ctx, 4, func(int, int) error {
		cancel(gone)
		return stops
	})
	if !errors.Is(err, gone) {
		t.Errorf("interrupted: %v", err)
	}
}
