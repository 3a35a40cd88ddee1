package flake

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/agentboxc/agentboxc/codegen/nix"
)

// librarySource is what every generated file has beside its data, as Nix in the
// printer's own form: the functions that make images and shells, and below them
// the outputs of a platform.
//
//go:embed library.nix
var librarySource string

// libraryParts cuts the source at the let: the functions at the left margin, and
// the outputs. Reading and printing them anew for every unit would be most of
// the work for a small one.
var libraryParts = sync.OnceValues(func() (functions, outputs string) {
	functions, outputs, _ = strings.Cut(strings.TrimPrefix(librarySource, "let\n"), "\nin\n")
	var b strings.Builder
	for line := range strings.SplitSeq(functions, "\n") {
		b.WriteString(strings.TrimPrefix(line, "  ") + "\n")
	}
	return b.String(), outputs
})

// library binds the functions.
func library() nix.Bind {
	functions, _ := libraryParts()
	return nix.Bind{Written: functions, Blank: true}
}

// platformOutputs is what the functions make of the data of a platform.
func platformOutputs() nix.Expr {
	_, outputs := libraryParts()
	f, err := nix.Parse([]byte(outputs))
	if err != nil {
		panic("flake: library.nix: " + err.Error())
	}
	return f.Body
}

// libraryNames are the variables that the functions are bound to.
func libraryNames() []string {
	functions, _ := libraryParts()
	var names []string
	for line := range strings.SplitSeq(functions, "\n") {
		if name, _, ok := strings.Cut(line, " ="); ok && canStart(line) {
			names = append(names, name)
		}
	}
	return names
}

// canStart reports whether the line starts a binding: the other ones are
// indented, or comments, or close a bracket.
func canStart(line string) bool {
	return line != "" && (line[0] >= 'a' && line[0] <= 'z' || line[0] >= 'A' && line[0] <= 'Z')
}
