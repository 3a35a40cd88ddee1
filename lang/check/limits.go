package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/agentboxc/agentboxc/lang/config"
)

// limits are checked before the functions whose result can be far larger than
// their arguments; all other results are checked when they are there.
var limits = map[string]func(args []cty.Value) error{
	"format":       formatLimit,
	"formatlist":   formatLimit,
	"indent":       indentLimit,
	"pow":          powLimit,
	"replace":      replaceLimit,
	"setproduct":   productLimit,
	"join":         joinLimit,
	"distinct":     distinctLimit,
	"chunklist":    sizeLimit,
	"regexreplace": regexLimit,
	"regex":        matchLimit,
	"regexall":     matchLimit,
	"jsondecode":   jsonLimit,
	"yamldecode":   yamlLimit,
	"fileset":      patternLimit,
	"matchkeys":    matchKeysLimit,
}

// errTooMuch is what the limits say first.
const errTooMuch = "too much"

func tooMuch(arg int, what string) error {
	return function.NewArgErrorf(arg, errTooMuch+": %s", what)
}

func tooManySteps() error {
	return tooMuch(0, fmt.Sprintf("the evaluation of the unit may take %d steps", config.MaxUnit))
}

// costs are the steps of functions that take far longer than it takes to look
// at their arguments once.
var costs = map[string]func(args []cty.Value) int{
	"distinct": func(args []cty.Value) int {
		n := length(args[0])
		return n * n
	},
	"tolist": unifyCost, "toset": unifyCost, "tomap": unifyCost, "setunion": unifyCost, "setproduct": unifyCost,
	"setintersection": unifyCost, "setsymmetricdifference": unifyCost, "setsubtract": unifyCost, "coalescelist": unifyCost,
	"regex":    matchCost,
	"regexall": matchCost,
	"regexreplace": func(args []cty.Value) int {
		return text(args[0]) * (text(args[1]) + text(args[2])) / 200
	},
	"jsondecode": func(args []cty.Value) int { return text(args[0]) / 10 },
	"csvdecode":  func(args []cty.Value) int { return text(args[0]) / 10 },
	"yamldecode": func(args []cty.Value) int { return text(args[0]) / 10 },
	"file":       func([]cty.Value) int { return 1000 },
	"filebase64": func([]cty.Value) int { return 1000 },
	"filesha256": func([]cty.Value) int { return 1000 },
	"filesha512": func([]cty.Value) int { return 1000 },
	"fileexists": func([]cty.Value) int { return 100 },
	"fileset":    func([]cty.Value) int { return 20_000 },
	"indexof":    func(args []cty.Value) int { return 10 * length(args[0]) },
	"matchkeys":  func(args []cty.Value) int { return 10 * length(args[1]) * length(args[2]) },
	"alltrue":    func(args []cty.Value) int { return 20 * length(args[0]) },
	"anytrue":    func(args []cty.Value) int { return 20 * length(args[0]) },
	"md5":        hashCost, "sha1": hashCost, "sha256": hashCost, "sha512": hashCost, "base64sha256": hashCost, "base64sha512": hashCost,
	"range": func([]cty.Value) int { return 8192 },
}

func matchCost(args []cty.Value) int { return text(args[0]) * text(args[1]) / 100 }

func hashCost(args []cty.Value) int { return text(args[0]) / 20 }

// unifyCost is that of finding a type for all elements: each is compared with
// each other.
func unifyCost(args []cty.Value) int {
	steps := 0
	for _, arg := range args {
		n := length(arg)
		steps += n * n / 20
	}
	return steps
}

// text is the length of a string, 0 for what is none.
func text(v cty.Value) int {
	v, _ = v.Unmark()
	if v.Type() != cty.String || !v.IsKnown() || v.IsNull() {
		return 0
	}
	return len(v.AsString())
}

func length(v cty.Value) int {
	v, _ = v.Unmark()
	if !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
		return 0
	}
	return v.LengthInt()
}

// matchLimit bounds the time of a match, which grows with both lengths.
func matchLimit(args []cty.Value) error {
	if text(args[0])*text(args[1]) > 4*config.MaxBytes {
		return tooMuch(0, "the pattern and the string are too long for each other")
	}
	return nil
}

// jsonLimit bounds the depth of a JSON text, because the type of its value is
// as deep, and types are compared.
func jsonLimit(args []cty.Value) error {
	const most = 100
	if text(args[0]) == 0 {
		return nil
	}
	depth, quoted, escaped := 0, false, false
	for _, c := range []byte(args[0].AsString()) {
		switch {
		case escaped:
			escaped = false
		case quoted:
			escaped, quoted = c == '\\', c != '"'
		case c == '"':
			quoted = true
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		}
		if depth > most {
			return tooMuch(0, fmt.Sprintf("arrays and objects may be %d deep", most))
		}
	}
	return nil
}

// formatLimit refuses widths and precisions beyond three digits.
func formatLimit(args []cty.Value) error {
	if !args[0].IsKnown() || args[0].IsNull() {
		return nil
	}
	digits, inVerb := 0, false
	for _, c := range args[0].AsString() {
		switch {
		case c == '%':
			inVerb, digits = !inVerb, 0
		case inVerb && c >= '0' && c <= '9':
			if digits++; digits > 3 {
				return tooMuch(0, "a width or precision has at most three digits")
			}
		case inVerb && !strings.ContainsRune("+-# .[]*", c):
			inVerb = false
		default:
			digits = 0
		}
	}
	return nil
}

func indentLimit(args []cty.Value) error {
	if len(args) < 2 || !args[0].IsKnown() || !args[1].IsKnown() {
		return nil
	}
	spaces, _ := args[0].AsBigFloat().Int64()
	lines := int64(strings.Count(args[1].AsString(), "\n") + 1)
	if spaces > config.MaxText || spaces*lines > config.MaxText {
		return tooMuch(0, fmt.Sprintf("a string may have %d bytes", config.MaxText))
	}
	return nil
}

func powLimit(args []cty.Value) error {
	if len(args) < 2 || !args[1].IsKnown() {
		return nil
	}
	if power, _ := args[1].AsBigFloat().Float64(); power > 4096 || power < -4096 {
		return tooMuch(1, "a power lies between -4096 and 4096")
	}
	return nil
}

func replaceLimit(args []cty.Value) error {
	if len(args) < 3 || !args[0].IsKnown() || !args[1].IsKnown() || !args[2].IsKnown() {
		return nil
	}
	n := strings.Count(args[0].AsString(), args[1].AsString())
	if n*len(args[2].AsString()) > config.MaxText {
		return tooMuch(2, fmt.Sprintf("a string may have %d bytes", config.MaxText))
	}
	return nil
}

func productLimit(args []cty.Value) error {
	product := 1
	for _, arg := range args {
		if !arg.IsKnown() || !arg.CanIterateElements() {
			return nil
		}
	}
	if slices.ContainsFunc(args, func(v cty.Value) bool { return v.LengthInt() == 0 }) {
		return nil // nor are there any results
	}
	for _, arg := range args {
		if product *= arg.LengthInt(); product > maxCombinations {
			return tooMuch(0, fmt.Sprintf("there may be %d combinations", maxCombinations))
		}
	}
	return nil
}

const maxCombinations = 10_000

func joinLimit(args []cty.Value) error {
	if !args[0].IsKnown() || args[0].IsNull() {
		return nil
	}
	elements := 0
	for _, list := range args[1:] {
		if list.IsKnown() && !list.IsNull() && list.CanIterateElements() {
			elements += list.LengthInt()
		}
	}
	if elements*len(args[0].AsString()) > config.MaxText {
		return tooMuch(0, fmt.Sprintf("a string may have %d bytes", config.MaxText))
	}
	return nil
}

func sizeLimit(args []cty.Value) error {
	if len(args) < 2 || !args[1].IsKnown() || args[1].IsNull() {
		return nil
	}
	if n, _ := args[1].AsBigFloat().Int64(); n < 1 {
		return function.NewArgErrorf(1, "the size must be at least 1")
	}
	return nil
}

// distinctLimit is low because every element is compared with every other one.
func distinctLimit(args []cty.Value) error {
	const most = 2000
	if args[0].IsKnown() && args[0].CanIterateElements() && args[0].LengthInt() > most {
		return tooMuch(0, fmt.Sprintf("a list may have %d elements here; toset takes more", most))
	}
	return nil
}

// regexLimit assumes a match at every byte.
func regexLimit(args []cty.Value) error {
	if len(args) < 3 || !args[0].IsKnown() || !args[2].IsKnown() {
		return nil
	}
	if (text(args[0])+1)*(text(args[1])+text(args[2])+1) > config.MaxBytes {
		return tooMuch(2, "the string and its replacement are too long for each other")
	}
	return nil
}
