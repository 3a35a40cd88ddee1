package flake

import (
	"slices"
	"testing"

	"github.com/agentboxc/agentboxc/codegen/nix"
)

// The functions go into the file as they are written, so they must be written as
// the printer would.
func TestLibraryIsInPrintedForm(t *testing.T) {
	f, err := nix.Parse([]byte(librarySource))
	if err != nil {
		t.Fatal(err)
	}
	if printed, _ := nix.Print(f); string(printed) != librarySource {
		t.Errorf("library.nix is not in the printer's form; it would be\n%s", printed)
	}
}

// Put in place as text, the library is what it is as a tree.
func TestLibraryInPlace(t *testing.T) {
	f, err := nix.Parse([]byte(librarySource))
	if err != nil {
		t.Fatal(err)
	}
	tree := f.Body.(*nix.Let)
	data := nix.B("data", nix.A())
	asTree := nix.Fn("arch", &nix.Let{Binds: append([]nix.Bind{data}, tree.Binds...), Body: tree.Body})
	asTree.Body.(*nix.Let).Binds[1].Blank = true
	asText := nix.Fn("arch", &nix.Let{Binds: []nix.Bind{data, library()}, Body: platformOutputs()})
	want, _ := nix.Print(&nix.File{Body: nix.L(asTree)})
	got, _ := nix.Print(&nix.File{Body: nix.L(asText)})
	if string(got) != string(want) {
		t.Errorf("as text:\n%s\nas a tree:\n%s", got, want)
	}
	var names []string
	for _, e := range entries(&nix.Attrs{Binds: tree.Binds}) {
		names = append(names, e.name)
	}
	if got := libraryNames(); !slices.Equal(got, names) {
		t.Errorf("the names are %q, want %q", got, names)
	}
}
