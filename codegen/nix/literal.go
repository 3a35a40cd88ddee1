package nix

import (
	"math"
	"strconv"
	"strings"
)

func formatInt(n int64) string { return strconv.FormatInt(n, 10) }

// formatFloat writes a float such that Nix reads the same one: it wants a
// digit, a dot and a digit before any exponent. Infinities and NaN cannot be
// written: a bug of ours.
func formatFloat(f float64) string {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		panic("nix: not a finite number")
	}
	s := strconv.FormatFloat(f, 'g', -1, 64)
	if strings.Contains(s, ".") {
		return s
	}
	if mantissa, exponent, ok := strings.Cut(s, "e"); ok {
		return mantissa + ".0e" + exponent
	}
	return s + ".0"
}

// formatPath writes a path relative to the file.
func formatPath(rel string) string {
	switch {
	case rel == "" || rel == ".":
		return "./."
	case rel == "..":
		return "./.."
	case strings.HasPrefix(rel, "../"):
		return rel
	}
	return "./" + rel
}

// literalPath reports whether a path literal can hold the path: components of
// a few characters, none of them empty.
func literalPath(rel string) bool {
	if rel == "" {
		return true
	}
	for part := range strings.SplitSeq(rel, "/") {
		if part == "" || strings.ContainsFunc(part, notInPath) {
			return false
		}
	}
	return true
}

func notInPath(r rune) bool {
	return r >= 0x80 || !identifierPart(byte(r)) && r != '.' && r != '+' || r == '\''
}

// pathSum is ./. + "/…".
func pathSum(e *Path) *Binary {
	return &Binary{e.From, "+", &Path{Rel: "."}, S("/" + e.Rel)}
}

// outsidePath returns the literal if it is one; anything else would be code: a
// bug of ours.
func outsidePath(text string) string {
	l := lexer{src: []byte(text)}
	if t, err := l.next(); err != nil || t.kind != outsideTok || t.end != len(text) {
		panic("nix: not a path: " + text)
	}
	return text
}
