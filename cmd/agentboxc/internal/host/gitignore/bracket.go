package gitignore

import "strings"

// classes are those of POSIX, of ASCII.
var classes = map[string]func(byte) bool{
	"alnum":  func(b byte) bool { return isAlpha(b) || isDigit(b) },
	"alpha":  isAlpha,
	"blank":  func(b byte) bool { return b == ' ' || b == '\t' },
	"cntrl":  func(b byte) bool { return b < ' ' || b == 0x7f },
	"digit":  isDigit,
	"graph":  func(b byte) bool { return b > ' ' && b < 0x7f },
	"lower":  isLower,
	"print":  func(b byte) bool { return b >= ' ' && b < 0x7f },
	"punct":  func(b byte) bool { return b > ' ' && b < 0x7f && !isAlpha(b) && !isDigit(b) },
	"space":  func(b byte) bool { return b == ' ' || b >= '\t' && b <= '\r' },
	"upper":  isUpper,
	"xdigit": func(b byte) bool { return isDigit(b) || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F' },
}

func isLower(b byte) bool { return b >= 'a' && b <= 'z' }

func isUpper(b byte) bool { return b >= 'A' && b <= 'Z' }

func isAlpha(b byte) bool { return isLower(b) || isUpper(b) }

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// bracket reads what follows [, and returns where it ends. A bracket that is the
// first in a set is part of it. It is not ok where nothing can fit.
func bracket(text string, i int) (_ step, end int, ok bool) {
	negated := i < len(text) && (text[i] == '!' || text[i] == '^')
	if negated {
		i++
	}
	var s set
	from := -1 // the byte before, where a range may begin with it
	for first := true; ; first = false {
		switch {
		case i >= len(text):
			return step{}, 0, false
		case text[i] == ']' && !first:
			return setStep(s, negated), i + 1, true
		case text[i] == '-' && from >= 0 && i+1 < len(text) && text[i+1] != ']':
			to, next, ok := member(text, i+1)
			if !ok {
				return step{}, 0, false
			}
			s.addRange(byte(from), to)
			i, from = next, -1
			continue
		case strings.HasPrefix(text[i:], "[:"):
			name, next, isClass := class(text, i+2)
			if isClass {
				is := classes[name]
				if is == nil {
					return step{}, 0, false
				}
				s.addIf(is)
				i, from = next, -1
				continue
			}
		}
		b, next, ok := member(text, i)
		if !ok {
			return step{}, 0, false
		}
		s.add(b)
		i, from = next, int(b)
	}
}

// member is a byte of a set, perhaps behind a backslash.
func member(text string, i int) (b byte, next int, ok bool) {
	if text[i] == '\\' {
		i++
	}
	if i >= len(text) {
		return 0, 0, false
	}
	return text[i], i + 1, true
}

// class is the name between [: and :]; it goes up to the next bracket.
func class(text string, i int) (name string, next int, ok bool) {
	inside, _, closed := strings.Cut(text[i:], "]")
	if !closed {
		return "", 0, false
	}
	name, ok = strings.CutSuffix(inside, ":")
	return name, i + len(inside) + 1, ok
}

func setStep(s set, negated bool) step {
	if negated {
		return otherThan(s)
	}
	s[0] &^= 1 << '/'
	return step{oneOf, s}
}
