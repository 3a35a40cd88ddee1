package nixconf

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
)

// maxDepth is how deep files may include each other. Nix itself would not come
// back from two that include each other.
const maxDepth = 16

// add reads NAME = VALUE, include FILE and !include FILE, one a line. What follows
// a # is a comment, wherever it stands.
func (s *Settings) add(text, path string, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("reading %s: files are included more than %d deep; two may include each other", path, maxDepth)
	}
	for number, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		tokens := words(line)
		switch {
		case len(tokens) == 0:
			continue
		case len(tokens) == 2 && (tokens[0] == "include" || tokens[0] == "!include"):
			if err := s.include(tokens[1], path, tokens[0] == "!include", depth); err != nil {
				return err
			}
		case len(tokens) < 2 || tokens[1] != "=":
			// The line itself may hold a secret.
			return fmt.Errorf("reading %s: line %d is not `NAME = VALUE`, nor `include FILE`", path, number+1)
		default:
			s.entries = append(s.entries, entry{name: tokens[0], value: strings.Join(tokens[2:], " ")})
		}
	}
	return nil
}

func (s *Settings) include(name, from string, optional bool, depth int) error {
	if !filepath.IsAbs(name) {
		name = filepath.Join(filepath.Dir(from), name)
	}
	text, err := read(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !optional:
		return fmt.Errorf("reading %s: it includes %s, which does not exist; `!include` would allow that", from, name)
	case errors.Is(err, errTooLarge):
		return err
	case err != nil:
		return nil //nolint:nilerr // Nix passes over what it may not read
	}
	return s.add(text, name, depth+1)
}

// words splits at the white space that Nix knows.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\n\r", r) })
}
