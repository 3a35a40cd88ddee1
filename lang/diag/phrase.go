package diag

import (
	"fmt"
	"strings"
)

// Replace is the fix that puts other text in a place; its title shows the text.
func Replace(at Range, by string) []Fix {
	return []Fix{{Title: "Change to " + by, Edits: []Edit{{Range: at, NewText: by}}}}
}

// Rename is Replace for a name, which stands in quotes in the title alone.
func Rename(at Range, name string) []Fix {
	return []Fix{{Title: fmt.Sprintf("Change to %q", name), Edits: []Edit{{Range: at, NewText: name}}}}
}

// Listed puts names into a sentence in the place of its %s: the first eight, and
// how many more there are. Without names there is no sentence.
func Listed(sentence string, names []string) string {
	const most = 8
	switch n := len(names); {
	case n == 0:
		return ""
	case n > most:
		return fmt.Sprintf(sentence, fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), n-most))
	}
	return fmt.Sprintf(sentence, strings.Join(names, ", "))
}
