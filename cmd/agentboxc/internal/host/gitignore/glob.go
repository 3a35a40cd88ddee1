package gitignore

import (
	"strings"
)

// special are the bytes that do not stand for themselves.
const special = `*?[\`

// glob is a pattern as git's wildmatch has it, which goes byte by byte.
type glob []step

// step is one thing that a pattern asks for.
type step struct {
	kind kind
	set  set // of oneOf
}

type kind uint8

const (
	oneOf   kind = iota // a byte of a set
	within              // any bytes but slashes
	across              // any bytes
	nesting             // nothing, or any bytes and a slash
)

// set is a set of bytes.
type set [4]uint64

func (s *set) add(b byte) { s[b/64] |= 1 << (b % 64) }

func (s *set) has(b byte) bool { return s[b/64]&(1<<(b%64)) != 0 }

func (s *set) addRange(from, to byte) {
	for b := int(from); b <= int(to); b++ {
		s.add(byte(b))
	}
}

func (s *set) addIf(is func(byte) bool) {
	for b := range 256 {
		if is(byte(b)) {
			s.add(byte(b))
		}
	}
}

// only is nothing but the byte.
func only(b byte) step {
	var s set
	s.add(b)
	return step{oneOf, s}
}

// otherThan is any byte that is not in the set, and no slash.
func otherThan(s set) step {
	s.add('/')
	for i := range s {
		s[i] = ^s[i]
	}
	return step{oneOf, s}
}

// fits reports whether the whole text is as the pattern wants it. It takes time in
// proportion to the product of their lengths, whatever the pattern.
func (g glob) fits(text string) bool {
	switch {
	case len(g) == 0:
		return text == ""
	case len(g) == 1 && g[0].kind == within:
		return !strings.Contains(text, "/")
	}
	var few [128]bool
	at := few[:] // at[i]: what comes before text[i] fits the steps so far
	if len(text) >= len(few) {
		at = make([]bool, len(text)+1)
	}
	at = at[:len(text)+1]
	at[0] = true
	for i := range g {
		g[i].move(at, text)
	}
	return at[len(text)]
}

// move takes in one more step.
func (s *step) move(at []bool, text string) {
	switch s.kind {
	case oneOf:
		for i := len(text); i > 0; i-- {
			at[i] = at[i-1] && s.set.has(text[i-1])
		}
		at[0] = false
	case within:
		for i := range len(text) {
			at[i+1] = at[i+1] || at[i] && text[i] != '/'
		}
	case across:
		for i := range len(text) {
			at[i+1] = at[i+1] || at[i]
		}
	case nesting:
		reached := false
		for i := range len(text) {
			reached = reached || at[i]
			at[i+1] = at[i+1] || reached && text[i] == '/'
		}
	}
}

// parseGlob returns a pattern without the bytes at its end that stand for
// themselves. It is not ok for a pattern that fits nothing.
func parseGlob(text string) (g glob, end string, ok bool) {
	plain := 0 // where what stands for itself begins
	for i := 0; i < len(text); {
		s, next, ok := parseStep(text, i)
		if !ok {
			return nil, "", false
		}
		if strings.IndexByte(special, text[i]) >= 0 {
			plain = next
		}
		g, i = append(g, s), next
	}
	end = text[plain:]
	return g[:len(g)-len(end)], end, true
}

func parseStep(text string, i int) (s step, next int, ok bool) {
	switch text[i] {
	case '*':
		s, next = stars(text, i)
		return s, next, true
	case '?':
		return otherThan(set{}), i + 1, true
	case '[':
		return bracket(text, i+1)
	case '\\':
		if i++; i == len(text) {
			return step{}, 0, false
		}
	}
	return only(text[i]), i + 1, true
}

// stars reads those at i. Two and more of them are special where they are all there
// is between slashes.
func stars(text string, i int) (step, int) {
	end := i
	for end < len(text) && text[end] == '*' {
		end++
	}
	rest := text[end:]
	switch {
	case end-i == 1 || i > 0 && text[i-1] != '/':
		return step{kind: within}, end
	case strings.HasPrefix(rest, "/"):
		return step{kind: nesting}, end + 1
	case rest == "" || strings.HasPrefix(rest, `\/`):
		return step{kind: across}, end
	}
	return step{kind: within}, end
}
