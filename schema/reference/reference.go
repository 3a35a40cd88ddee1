// Package reference writes the reference manual of the language from its
// description in package schema: a Markdown page for each block, each kind of
// package and the functions. It does not write files; a test of its own does
// that, and proves that the pages in docs/reference are these.
package reference

import (
	"strings"

	"github.com/agentboxc/agentboxc/schema"
)

//go:generate go test -run TestPagesAreCurrent -update .

// Page is a file of the manual.
type Page struct {
	Name string // such as "layer.md"
	Text string
}

// Pages returns the manual, its table of contents first.
func Pages() []Page {
	pages := []Page{{"README.md", contents()}}
	for _, b := range schema.Root() {
		pages = append(pages, Page{blockPage(b), page(b)})
		for _, kind := range b.Kinds {
			pages = append(pages, Page{kindPage(kind), page(kind)})
		}
	}
	for _, b := range schema.TestRoot() {
		pages = append(pages, Page{testPage(b), page(b)})
	}
	for _, b := range schema.WorkspaceRoot() {
		pages = append(pages, Page{blockPage(b), page(b)})
	}
	return append(pages, Page{"functions.md", functions()})
}

func blockPage(b *schema.Block) string   { return b.Type + ".md" }
func kindPage(kind *schema.Block) string { return "package-" + kind.Type + ".md" }
func testPage(b *schema.Block) string    { return "test-" + b.Type + ".md" }

const generated = "<!-- Generated from package schema by `go generate ./schema/...`. -->\n\n"

func contents() string {
	var w writer
	w.text(generated)
	w.line("# Reference")
	w.line("Every block and attribute of `agentbox.hcl`. [The language](../language.md) explains how they work together.")
	w.line("## Blocks")
	for _, b := range schema.Root() {
		w.item("[`" + b.Type + "`](" + blockPage(b) + "): " + schema.Lead(b.Doc))
	}
	w.text("\n")
	w.line("## Kinds of packages")
	for _, b := range schema.Root() {
		for _, kind := range b.Kinds {
			w.item("[`" + kind.Type + "`](" + kindPage(kind) + "): " + schema.Lead(kind.Doc))
		}
	}
	w.text("\n")
	w.line("## Test files")
	w.line("What may stand in the files of a unit whose names end in `.agentboxtest.hcl`; see [tests](../language.md#tests).")
	for _, b := range schema.TestRoot() {
		w.item("[`" + b.Type + "`](" + testPage(b) + "): " + schema.Lead(b.Doc))
	}
	w.text("\n")
	w.line("## Workspace files")
	w.line("What may stand in `agentbox.work.hcl`; see [workspaces](../language.md#workspaces).")
	for _, b := range schema.WorkspaceRoot() {
		w.item("[`" + b.Type + "`](" + blockPage(b) + "): " + schema.Lead(b.Doc))
	}
	w.text("\n")
	w.line("## Functions")
	w.line("[All functions](functions.md) that expressions can call.")
	return w.String()
}

func functions() string {
	var w writer
	w.text(generated)
	w.line("# Functions")
	w.line("The result depends on nothing but the arguments: there is no clock, no random number and no environment. " +
		"Where a function takes strings that hold a package, the package's store path survives in the result; " +
		"calls that could not keep it are an error.")
	for _, f := range schema.Functions() {
		w.line("## `" + f.Name + "`")
		w.line("`" + f.Signature() + "`: " + f.Doc)
		for _, p := range f.Params {
			w.item("`" + p.Name + "` (" + kind(p) + "): " + p.Doc)
		}
		w.text("\n")
		w.code(f.Example)
	}
	return w.String()
}

func kind(p schema.Param) string {
	if p.Variadic {
		return p.Type + ", any number"
	}
	return p.Type
}

// writer collects Markdown; paragraphs are followed by an empty line.
type writer struct{ b strings.Builder }

func (w *writer) text(s string) { w.b.WriteString(s) }
func (w *writer) line(s string) { w.b.WriteString(s + "\n\n") }
func (w *writer) item(s string) { w.b.WriteString("- " + s + "\n") }
func (w *writer) code(s string) { w.b.WriteString("```hcl\n" + s + "\n```\n\n") }

func (w *writer) String() string { return strings.TrimRight(w.b.String(), "\n") + "\n" }
