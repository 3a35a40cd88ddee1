package index

import (
	"encoding/json"
	"strings"
	"unicode"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/cache"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/nix"
	"github.com/agentboxc/agentboxc/lang/names"
)

// Bounds of what is kept about packages.
const (
	maxAsked   = 200  // at once
	maxAbout   = 5000 // in a set
	maxVersion = 60   // characters
	maxText    = 160
)

// writeAbout adds to what is kept. Another process that does so at the same time
// may take it away again: it will be asked for anew.
func writeAbout(c cache.Cache, s subject, paths [][]string, found []nix.About) error {
	about := readAbout(c, s)
	if len(about)+len(paths) > maxAbout {
		clear(about)
	}
	for i, path := range paths {
		about[aboutName(path)] = names.About{
			Version: line(found[i].Version, maxVersion), Description: line(found[i].Description, maxText), Refused: found[i].Refused,
		}
	}
	data, err := json.Marshal(about)
	if err != nil {
		return err
	}
	return c.Write(s.aboutKey(), data)
}

// line is a text of a package as one line of so many characters.
func line(text string, most int) string {
	text = strings.ToValidUTF8(text, "")
	words := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
	short := []rune(strings.TrimSuffix(strings.Join(words, " "), "."))
	if len(short) > most {
		return string(short[:most-1]) + "…"
	}
	return string(short)
}
