package dockerfile

import "strings"

// maxExpansion bounds what a word may grow to, and maxNesting the defaults of
// variables inside each other.
const (
	maxExpansion = 64 << 10
	maxNesting   = 20
)

// Words splits the arguments of an instruction at spaces outside quotes. The
// quotes stay: Expand removes them.
func Words(text string, escape byte) []string {
	var words []string
	var word strings.Builder
	var quote byte
	in := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quote == 0 && (c == ' ' || c == '\t'):
			if in {
				words = append(words, word.String())
				word.Reset()
			}
			in = false
			continue
		case c == escape && quote != '\'' && i+1 < len(text):
			word.WriteByte(c)
			i++
			c = text[i]
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == quote:
			quote = 0
		}
		in = true
		word.WriteByte(c)
	}
	if in {
		words = append(words, word.String())
	}
	return words
}

// Lookup returns the value of a variable.
type Lookup func(name string) (string, bool)

// Expand removes the quotes of a word and puts in the values of variables. Those
// that have none are empty, as BuildKit has it, and are returned.
func Expand(word string, escape byte, lookup Lookup) (string, []string) {
	e := expansion{text: word, escape: escape, lookup: lookup}
	e.run()
	return e.out.String(), e.missing
}

type expansion struct {
	text    string
	at      int
	escape  byte
	lookup  Lookup
	depth   int
	out     strings.Builder
	missing []string
}

func (e *expansion) run() {
	var quote byte
	for e.at < len(e.text) && e.out.Len() < maxExpansion {
		c := e.text[e.at]
		switch {
		case quote == '\'' && c != '\'':
			e.out.WriteByte(c)
		case c == e.escape && e.at+1 < len(e.text):
			e.at++
			next := e.text[e.at]
			if quote == '"' && next != '"' && next != '$' && next != e.escape {
				e.out.WriteByte(c)
			}
			e.out.WriteByte(next)
		case c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == '$':
			e.variable()
			continue
		default:
			e.out.WriteByte(c)
		}
		e.at++
	}
}

// variable reads $NAME or ${NAME…} at the dollar sign.
func (e *expansion) variable() {
	e.at++
	if e.at < len(e.text) && e.text[e.at] == '{' {
		e.braced()
		return
	}
	name := nameAt(e.text[e.at:])
	e.at += len(name)
	if name == "" {
		e.out.WriteByte('$')
		return
	}
	e.put(name, "", "")
}

func (e *expansion) braced() {
	end := closing(e.text[e.at:])
	if end < 0 {
		e.out.WriteString(e.text[e.at-1:])
		e.at = len(e.text)
		return
	}
	inner := e.text[e.at+1 : e.at+end]
	e.at += end + 1
	name := nameAt(inner)
	rest := inner[len(name):]
	for _, operator := range []string{":-", ":+", "-", "+"} {
		if word, ok := strings.CutPrefix(rest, operator); ok && name != "" {
			e.put(name, operator, word)
			return
		}
	}
	if name == "" || rest != "" {
		// Patterns such as ${x%y}: left out, and told.
		e.missing = append(e.missing, inner)
		return
	}
	e.put(name, "", "")
}

func (e *expansion) put(name, operator, word string) {
	value, set := e.lookup(name)
	if strings.HasPrefix(operator, ":") {
		set = set && value != ""
	}
	switch {
	case strings.HasSuffix(operator, "+"):
		if set {
			e.nested(word)
		}
	case set:
		e.out.WriteString(value)
	case operator != "":
		e.nested(word)
	default:
		e.missing = append(e.missing, name)
	}
}

func (e *expansion) nested(word string) {
	if e.depth == maxNesting {
		return
	}
	inner := expansion{text: word, escape: e.escape, lookup: e.lookup, depth: e.depth + 1}
	inner.run()
	e.out.WriteString(inner.out.String())
	e.missing = append(e.missing, inner.missing...)
}

func nameAt(text string) string {
	end := 0
	for end < len(text) && (text[end] == '_' || 'a' <= text[end]|0x20 && text[end]|0x20 <= 'z' || end > 0 && '0' <= text[end] && text[end] <= '9') {
		end++
	}
	return text[:end]
}

// closing returns where the brace at the start of the text is closed.
func closing(text string) int {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
