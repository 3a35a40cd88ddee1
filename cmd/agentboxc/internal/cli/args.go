package cli

import (
	"github.com/spf13/cobra"
)

func noArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return misusef("an argument too many: %q", args[0])
	}
	return nil
}

func atMostOneArg(_ *cobra.Command, args []string) error {
	if len(args) > 1 {
		return misusef("an argument too many: %q", args[1])
	}
	return nil
}

// orHere is the paths that were given, else the current directory.
func orHere(paths []string) []string {
	if len(paths) == 0 {
		return []string{"."}
	}
	return paths
}
