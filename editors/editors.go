// Package editors writes what editors show of the language without asking the
// server: the grammar that colours a file as it opens, and snippets. Both are
// made from package schema, and a test proves that those in vscode are these. It
// does not know the protocol; that is the server's and its clients'.
package editors

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/schema"
)

//go:generate go test -run TestFilesAreCurrent -update .

// skeleton is the grammar with marks where words of the language go.
//
//go:embed grammar.json
var skeleton string

// Grammar returns the TextMate grammar of all files of the language, as JSON.
func Grammar() []byte {
	known := vocabularyOf(files()...)
	return []byte(strings.NewReplacer(
		"@blocks@", oneOf(known.blocks),
		"@attributes@", oneOf(known.attributes),
		"@functions@", oneOf(functions()),
		"@roots@", oneOf(roots()),
	).Replace(skeleton))
}

// files returns the blocks that may stand at the top of each kind of file.
func files() []*schema.Block {
	return slices.Concat(schema.Root(), schema.TestRoot(), schema.WorkspaceRoot())
}

// vocabulary is the words that have a meaning by their place. They are not
// told apart by block: what is allowed where is for the compiler to say.
type vocabulary struct{ blocks, attributes []string }

func vocabularyOf(blocks ...*schema.Block) vocabulary {
	var known vocabulary
	for _, b := range blocks {
		known.blocks = append(known.blocks, b.Type)
		known.add(b)
	}
	return known
}

func (v *vocabulary) add(b *schema.Block) {
	for _, a := range b.Attrs {
		v.attributes = append(v.attributes, a.Name)
	}
	for _, nested := range b.Blocks {
		v.blocks = append(v.blocks, nested.Type)
		v.add(nested)
	}
	for _, kind := range b.Kinds {
		v.add(kind)
	}
}

func functions() []string {
	var names []string
	for _, f := range schema.Functions() {
		names = append(names, f.Name)
	}
	return names
}

// roots returns the words that references start with. In a test, every block
// that has a name can be read by the word that it is declared with.
func roots() []string {
	words := append(config.Keywords(), "agentbox")
	for _, b := range schema.Root() {
		switch b.Type {
		case "variable", "function": // var.x, and x(…)
		default:
			if len(b.Labels) > 0 {
				words = append(words, b.Type)
			}
		}
	}
	return words
}

// oneOf is a regular expression, inside a string of JSON. Words hold nothing
// that either would have to escape.
func oneOf(words []string) string {
	words = slices.Clone(words)
	slices.Sort(words)
	words = slices.Compact(words)
	for _, w := range words {
		if !plain.MatchString(w) {
			panic(fmt.Sprintf("editors: %q is no plain word", w))
		}
	}
	return strings.Join(words, "|")
}

var plain = regexp.MustCompile(`^[a-z_][a-z0-9_]*$`)

// encode is JSON as people write it.
func encode(value any) []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(value); err != nil {
		panic(fmt.Sprintf("editors: encoding: %v", err))
	}
	return out.Bytes()
}
