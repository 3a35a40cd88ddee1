package editors

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/agentboxc/agentboxc/schema"
)

// snippet is one in VS Code's format.
type snippet struct {
	Prefix      string   `json:"prefix"`
	Description string   `json:"description"`
	Body        []string `json:"body"`
}

// Snippets returns a snippet for each block that may stand at the top of a file,
// and for each kind of package, as JSON: the example of the schema, with
// its labels to be filled in. Their names tell them from the blocks that the server
// proposes, which have only what is required.
func Snippets() []byte {
	snippets := map[string]snippet{} // which encoding/json sorts
	for name, b := range illustrated() {
		snippets[name] = snippet{
			Prefix:      name + "-example",
			Description: schema.Lead(b.Doc),
			Body:        strings.Split(body(b.Example), "\n"),
		}
	}
	return encode(snippets)
}

// illustrated returns the blocks whose examples stand for themselves, by name.
func illustrated() map[string]*schema.Block {
	blocks := map[string]*schema.Block{}
	for _, b := range files() {
		if len(b.Kinds) == 0 {
			blocks[b.Type] = b
		}
		for _, kind := range b.Kinds {
			blocks[b.Type+"-"+kind.Type] = kind
		}
	}
	return blocks
}

// header is the first line of a block.
var header = regexp.MustCompile(`^([a-z_]+)((?: "[^"\n]*")*)( \{.*)$`)

// body makes a snippet of a block. The first label of a package is its kind and
// stays as it is.
func body(example string) string {
	first, rest, more := strings.Cut(example, "\n")
	parts := header.FindStringSubmatch(first)
	if parts == nil {
		panic(fmt.Sprintf("editors: the example %q begins with no block", first))
	}
	out := parts[1]
	stop := 0
	for i, label := range strings.Fields(parts[2]) {
		if parts[1] == "package" && i == 0 {
			out += " " + label
			continue
		}
		stop++
		out += fmt.Sprintf(` "${%d:%s}"`, stop, escape(strings.Trim(label, `"`)))
	}
	out += escape(parts[3])
	if more {
		out += "\n" + escape(rest)
	}
	return out
}

// escape is text in a snippet.
func escape(text string) string {
	return strings.NewReplacer(`\`, `\\`, `$`, `\$`, `}`, `\}`).Replace(text)
}
