package publish

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/google/go-containerregistry/pkg/v1/layout"
)

// TestMain makes the test program one that pushes a layout when bench, which
// compares it with another one, says so in its environment.
func TestMain(m *testing.M) {
	dir, to := os.Getenv("AGENTBOXC_PUSH_LAYOUT"), os.Getenv("AGENTBOXC_PUSH_TARGET")
	if dir == "" {
		os.Exit(m.Run())
	}
	if err := pushLayout(dir, to); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func pushLayout(dir, to string) error {
	target, err := ParseTarget(to)
	if err != nil {
		return err
	}
	index, err := layout.ImageIndexFromPath(dir)
	if err != nil {
		return err
	}
	_, err = Push(context.Background(), target, index, Options{})
	return err
}
