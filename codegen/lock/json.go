package lock

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// The limits of a lock file. Real ones have some hundred nodes four levels
// deep; the rest is room for keys that newer versions of Nix may add.
const (
	maxBytes  = 16 << 20
	maxDepth  = 64
	maxValues = 500_000
)

// kind is what a JSON value is.
type kind uint8

const (
	stringKind kind = iota
	numberKind
	boolKind
	nullKind
	arrayKind
	objectKind
)

func (k kind) String() string {
	return [...]string{"a string", "a number", "a boolean", "null", "an array", "an object"}[k]
}

// value is a JSON value that remembers where it stood.
type value struct {
	kind       kind
	text       string // a string's text; the literal of a number, boolean or null
	items      []*value
	members    []member // in the file's order
	start, end int      // bytes of the file
}

// member is one key of an object.
type member struct {
	key        string
	start, end int // of the key
	value      *value
}

// get returns the value of a key, or nil.
func (v *value) get(key string) *value {
	for _, m := range v.members {
		if m.key == key {
			return m.value
		}
	}
	return nil
}

// jsonError is damage at a byte of the file.
type jsonError struct {
	start, end int
	message    string
}

// scanner reads strict JSON (RFC 8259) as Nix's JSON library does: a byte order
// mark is skipped, invalid UTF-8 and lone surrogates are refused. Duplicate
// keys, of which Nix silently keeps the last, are refused, too.
type scanner struct {
	src    []byte
	pos    int
	depth  int
	values int
}

// parseJSON returns the document, or the first damage.
func parseJSON(src []byte) (v *value, damage *jsonError) {
	s := &scanner{src: src}
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*jsonError)
			if !ok {
				panic(r)
			}
			damage = e
		}
	}()
	if strings.HasPrefix(string(src[:min(3, len(src))]), "\ufeff") {
		s.pos = 3
	}
	v = s.value()
	s.space()
	if s.pos < len(src) {
		s.failHere("there is more after the end of the document")
	}
	return v, nil
}

func (s *scanner) fail(start, end int, message string) {
	panic(&jsonError{start: start, end: min(end, len(s.src)), message: message})
}

// failHere blames the character at the current position.
func (s *scanner) failHere(message string) {
	if s.pos >= len(s.src) {
		s.fail(len(s.src), len(s.src), "the file ends too early")
	}
	_, size := utf8.DecodeRune(s.src[s.pos:])
	s.fail(s.pos, s.pos+size, message)
}

func (s *scanner) space() {
	for s.pos < len(s.src) && strings.IndexByte(" \t\r\n", s.src[s.pos]) >= 0 {
		s.pos++
	}
}

// peek skips white space and returns the next byte, or 0 at the end.
func (s *scanner) peek() byte {
	s.space()
	if s.pos >= len(s.src) {
		return 0
	}
	return s.src[s.pos]
}

func (s *scanner) value() *value {
	if s.values++; s.values > maxValues {
		s.failHere("the file holds more than " + strconv.Itoa(maxValues) + " values")
	}
	c := s.peek()
	start := s.pos
	v := &value{start: start}
	switch {
	case c == '{':
		s.object(v)
	case c == '[':
		s.array(v)
	case c == '"':
		v.kind, v.text = stringKind, s.str()
	case c == '-' || '0' <= c && c <= '9':
		v.kind, v.text = numberKind, s.number()
	default:
		s.word(v)
	}
	v.end = s.pos
	return v
}

func (s *scanner) word(v *value) {
	for _, word := range []string{"true", "false", "null"} {
		if string(s.src[s.pos:min(s.pos+len(word), len(s.src))]) != word {
			continue
		}
		v.kind, v.text = boolKind, word
		if word == "null" {
			v.kind = nullKind
		}
		s.pos += len(word)
		return
	}
	s.failHere("a value was expected")
}

func (s *scanner) enter() {
	if s.depth++; s.depth > maxDepth {
		s.failHere("values are nested more than " + strconv.Itoa(maxDepth) + " deep")
	}
	s.pos++
}

func (s *scanner) leave() {
	s.depth--
	s.pos++
}

func (s *scanner) array(v *value) {
	v.kind = arrayKind
	s.enter()
	for s.peek() != ']' {
		v.items = append(v.items, s.value())
		s.separator(']')
	}
	s.leave()
}

func (s *scanner) object(v *value) {
	v.kind = objectKind
	s.enter()
	seen := map[string]bool{}
	for s.peek() != '}' {
		m := s.member()
		if seen[m.key] {
			s.fail(m.start, m.end, "the key "+strconv.Quote(m.key)+" is there twice")
		}
		seen[m.key] = true
		v.members = append(v.members, m)
		s.separator('}')
	}
	s.leave()
}

func (s *scanner) member() member {
	if s.peek() != '"' {
		s.failHere("a key in double quotes was expected")
	}
	m := member{start: s.pos}
	m.key = s.str()
	m.end = s.pos
	if s.peek() != ':' {
		s.failHere("a colon was expected after the key")
	}
	s.pos++
	m.value = s.value()
	return m
}

// separator passes a comma that another element must follow, or stops at the
// closing bracket.
func (s *scanner) separator(closing byte) {
	switch s.peek() {
	case closing:
		return
	case ',':
		s.pos++
		if s.peek() == closing {
			s.failHere("there is nothing between the comma and the closing bracket")
		}
	default:
		s.failHere("a comma or the closing bracket was expected")
	}
}

func (s *scanner) number() string {
	start := s.pos
	if s.src[s.pos] == '-' {
		s.pos++
	}
	if s.pos < len(s.src) && s.src[s.pos] == '0' {
		s.pos++
	} else {
		s.digits()
	}
	if s.pos < len(s.src) && s.src[s.pos] == '.' {
		s.pos++
		s.digits()
	}
	if s.pos < len(s.src) && (s.src[s.pos] == 'e' || s.src[s.pos] == 'E') {
		s.pos++
		if s.pos < len(s.src) && (s.src[s.pos] == '+' || s.src[s.pos] == '-') {
			s.pos++
		}
		s.digits()
	}
	return string(s.src[start:s.pos])
}

func (s *scanner) digits() {
	start := s.pos
	for s.pos < len(s.src) && '0' <= s.src[s.pos] && s.src[s.pos] <= '9' {
		s.pos++
	}
	if s.pos == start {
		s.failHere("a digit was expected")
	}
}

func (s *scanner) str() string {
	open := s.pos
	s.pos++
	var text []byte
	for {
		if s.pos >= len(s.src) {
			s.fail(open, open+1, "the string that starts here is never closed")
		}
		switch c := s.src[s.pos]; {
		case c == '"':
			s.pos++
			return string(text)
		case c == '\\':
			text = s.escape(text)
		case c < ' ':
			s.failHere("a control character in a string must be escaped")
		default:
			text = s.rune(text)
		}
	}
}

func (s *scanner) rune(text []byte) []byte {
	r, size := utf8.DecodeRune(s.src[s.pos:])
	if r == utf8.RuneError && size == 1 {
		s.failHere("this byte is not valid UTF-8")
	}
	text = append(text, s.src[s.pos:s.pos+size]...)
	s.pos += size
	return text
}

const (
	escapeLetters = `"\/bfnrt`
	escapeMeaning = "\"\\/\b\f\n\r\t"
)

func (s *scanner) escape(text []byte) []byte {
	start := s.pos
	s.pos++
	if s.pos >= len(s.src) {
		s.failHere("")
	}
	c := s.src[s.pos]
	if i := strings.IndexByte(escapeLetters, c); i >= 0 {
		s.pos++
		return append(text, escapeMeaning[i])
	}
	if c != 'u' {
		s.fail(start, s.pos+1, "JSON has no such escape sequence")
	}
	s.pos++
	r := s.hex4(start)
	if utf16.IsSurrogate(r) {
		r = s.lowSurrogate(start, r)
	}
	return utf8.AppendRune(text, r)
}

func (s *scanner) lowSurrogate(start int, high rune) rune {
	if string(s.src[s.pos:min(s.pos+2, len(s.src))]) == `\u` {
		s.pos += 2
		if r := utf16.DecodeRune(high, s.hex4(start)); r != utf8.RuneError {
			return r
		}
	}
	s.fail(start, s.pos, "one half of a surrogate pair stands alone")
	return 0
}

func (s *scanner) hex4(start int) rune {
	end := min(s.pos+4, len(s.src))
	n, err := strconv.ParseUint(string(s.src[s.pos:end]), 16, 16)
	if err != nil || end-s.pos < 4 {
		s.fail(start, end, `\u must be followed by four hexadecimal digits`)
	}
	s.pos = end
	return rune(n)
}
