// Command hash prints the hash of the tree that each argument names. It reads all
// of them at once, as agentboxc does with the inputs of a flake.
package main

import (
	"fmt"
	"os"

	"golang.org/x/sync/errgroup"

	"github.com/agentboxc/agentboxc/codegen/nar"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(trees []string) error {
	sums := make([]nar.Sum, len(trees))
	var group errgroup.Group
	for i, tree := range trees {
		group.Go(func() (err error) {
			sums[i], err = nar.Hash(os.DirFS(tree), ".")
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for _, sum := range sums {
		fmt.Println(sum)
	}
	return nil
}
