// Command agentboxc compiles agentbox.hcl to a Nix flake that builds container
// images.
package main

import (
	"os"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:])) }
