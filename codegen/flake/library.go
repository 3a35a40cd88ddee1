package flake

import (
	_ "embed"
	"sync"

	"github.com/agentboxc/agentboxc/codegen/nix"
)

// librarySource is what every generated file has beside its data, as Nix: the
// functions that make images and shells, and the outputs of a platform.
//
//go:embed library.nix
var librarySource []byte

// library is the parsed librarySource. Nobody changes it.
var library = sync.OnceValue(func() *nix.Let {
	f, err := nix.Parse(librarySource)
	if err != nil {
		panic("flake: library.nix: " + err.Error())
	}
	return f.Body.(*nix.Let)
})
