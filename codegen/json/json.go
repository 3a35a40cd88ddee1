// Package json reads the JSON files that users keep in version control, strictly
// and within bounds, so that whatever is wrong with one can be said at its place,
// and writes them as Nix does. It does not know what a file means.
package json

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// The limits of a document; how many bytes it may have is for who reads the file
// to say. Real ones are some five levels deep and have some hundred values, or
// some ten thousand; the rest is room for what newer versions may add.
const (
	MaxDepth  = 64
	MaxValues = 500_000
)

// Kind is what a value is.
type Kind uint8

// The kinds.
const (
	String Kind = iota
	Number
	Bool
	Null
	Array
	Object
)

// String is the kind with its article, such as "an object".
func (k Kind) String() string {
	return [...]string{"a string", "a number", "a boolean", "null", "an array", "an object"}[k]
}

// Value is a JSON value that remembers where it stood.
type Value struct {
	Kind       Kind
	Text       string // a string's text; the literal of a number, boolean or null
	Items      []*Value
	Members    []Member // in the file's order
	Start, End int      // bytes of the file
}

// Member is one key of an object.
type Member struct {
	Key        string
	Start, End int // of the key
	Value      *Value
}

// Member returns the value of a key, or nil.
func (v *Value) Member(key string) *Value {
	for _, m := range v.Members {
		if m.Key == key {
			return m.Value
		}
	}
	return nil
}

// Damage is the first thing that is wrong with a document, at bytes of the file.
type Damage struct {
	Start, End int
	Message    string // without a full stop
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

// Parse returns the document, or the first damage.
func Parse(src []byte) (v *Value, damage *Damage) {
	s := &scanner{src: src}
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*Damage)
			if !ok {
				panic(r)
			}
			v, damage = nil, e
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
	panic(&Damage{Start: start, End: min(end, len(s.src)), Message: message})
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

func (s *scanner) value() *Value {
	if s.values++; s.values > MaxValues {
		s.failHere("the file holds more than " + strconv.Itoa(MaxValues) + " values")
	}
	c := s.peek()
	start := s.pos
	v := &Value{Start: start}
	switch {
	case c == '{':
		s.object(v)
	case c == '[':
		s.array(v)
	case c == '"':
		v.Kind, v.Text = String, s.str()
	case c == '-' || '0' <= c && c <= '9':
		v.Kind, v.Text = Number, s.number()
	default:
		s.word(v)
	}
	v.End = s.pos
	return v
}

func (s *scanner) word(v *Value) {
	for _, word := range []string{"true", "false", "null"} {
		if string(s.src[s.pos:min(s.pos+len(word), len(s.src))]) != word {
			continue
		}
		v.Kind, v.Text = Bool, word
		if word == "null" {
			v.Kind = Null
		}
		s.pos += len(word)
		return
	}
	s.failHere("a value was expected")
}

func (s *scanner) enter() {
	if s.depth++; s.depth > MaxDepth {
		s.failHere("values are nested more than " + strconv.Itoa(MaxDepth) + " deep")
	}
	s.pos++
}

func (s *scanner) leave() {
	s.depth--
	s.pos++
}

func (s *scanner) array(v *Value) {
	v.Kind = Array
	s.enter()
	for s.peek() != ']' {
		v.Items = append(v.Items, s.value())
		s.separator(']')
	}
	s.leave()
}

func (s *scanner) object(v *Value) {
	v.Kind = Object
	s.enter()
	seen := map[string]bool{}
	for s.peek() != '}' {
		m := s.member()
		if seen[m.Key] {
			s.fail(m.Start, m.End, "the key "+strconv.Quote(m.Key)+" is there twice")
		}
		seen[m.Key] = true
		v.Members = append(v.Members, m)
		s.separator('}')
	}
	s.leave()
}

func (s *scanner) member() Member {
	if s.peek() != '"' {
		s.failHere("a key in double quotes was expected")
	}
	m := Member{Start: s.pos}
	m.Key = s.str()
	m.End = s.pos
	if s.peek() != ':' {
		s.failHere("a colon was expected after the key")
	}
	s.pos++
	m.Value = s.value()
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
