package check

import (
	"fmt"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
)

// yamlLimit bounds the depth of a YAML text, and how much its aliases may stand
// for: n of them at most 3 to the power of n/3 times the text, when each one is of
// a list that has three of another.
func yamlLimit(args []cty.Value) error {
	if text(args[0]) == 0 {
		return nil
	}
	s := args[0].AsString()
	if yamlDepth(s) > maxYAMLDepth {
		return tooMuch(0, fmt.Sprintf("lists and maps may be %d deep", maxYAMLDepth))
	}
	size := len(s)
	for range aliases(s) / 3 {
		if size *= 3; size > config.MaxBytes {
			return tooMuch(0, "its aliases could stand for more than a value may hold; write some of them out")
		}
	}
	return nil
}

const maxYAMLDepth = 100

// yamlDepth is at least how many lists and maps are inside each other: brackets
// that are open, and the dashes at the start of a line. Indentation is not counted,
// because its depth is bounded by the length of the text.
func yamlDepth(s string) int {
	deepest, open := 0, 0
	for line := range strings.Lines(s) {
		dashes := 0
		for _, word := range strings.Fields(line) {
			if word != "-" && word != "?" {
				break
			}
			dashes++
		}
		for _, c := range []byte(line) {
			switch c {
			case '[', '{':
				open++
			case ']', '}':
				open = max(0, open-1)
			}
			deepest = max(deepest, open+dashes)
		}
	}
	return deepest
}

// aliases counts what may be an alias of YAML; text in quotes counts, too.
func aliases(s string) int {
	n := 0
	for i := range len(s) - 1 {
		after := i == 0 || strings.IndexByte(" \t\n[{,:-?", s[i-1]) >= 0
		if s[i] == '*' && after && strings.IndexByte(" \t\n*", s[i+1]) < 0 {
			n++
		}
	}
	return n
}

func patternLimit(args []cty.Value) error {
	if n := text(args[1]); n > maxPattern {
		return tooMuch(1, fmt.Sprintf("a pattern may have %d bytes", maxPattern))
	} else if n > 0 && strings.Count(args[1].AsString(), "**") > maxAnyFolder {
		return tooMuch(1, fmt.Sprintf("a pattern may have ** %d times", maxAnyFolder))
	}
	return nil
}

// matchKeysLimit is low because every key is compared with every wanted one.
func matchKeysLimit(args []cty.Value) error {
	const most = 100_000
	if length(args[1])*length(args[2]) > most {
		return tooMuch(1, "there are too many keys to compare")
	}
	return nil
}
