package syntax

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf16"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// string reads a string in double quotes and checks its escapes.
func (r *jsonReader) string() *jsonNode {
	start := r.pos
	n := &jsonNode{kind: jsonText}
	end := start + 1
	for ; end < len(r.text) && r.text[end] != '"'; end++ {
		c := r.text[end]
		if c == '\n' {
			break
		}
		switch {
		case c == '\\':
			n.escapes = true
			end = r.escape(end) - 1
		case c < ' ' && c != '\r': // half of a CRLF
			r.report(jsonControl{where: r.span(end, end+1), char: c}, end)
		}
	}
	end = min(end, len(r.text))
	n.raw = r.text[start+1 : end]
	if end == len(r.text) || r.text[end] == '\n' {
		n.raw = bytes.TrimRight(n.raw, " \t\r,:[]{}") // which are likely not meant to be in it
		end = start + 1 + len(n.raw)
		r.report(jsonUnclosedString{r.span(start, end)}, start)
	} else {
		end++
	}
	r.strings = append(r.strings, jsonSpan{start, end})
	n.at = r.token(start, end)
	return n
}

// escape checks the escape at i and returns where it ends.
func (r *jsonReader) escape(i int) int {
	e := escapeAt(r.text, i)
	switch e.fault {
	case noFault:
		if e.char == 0 {
			r.report(nulEscape{r.span(i, i+e.width)}, i)
		}
	case loneSurrogate:
		r.report(jsonSurrogate{where: r.span(i, i+e.width), text: string(r.text[i : i+e.width])}, i)
	default:
		r.report(jsonEscape{where: r.span(i, i+e.width), text: string(r.text[i : i+e.width])}, i)
	}
	return i + e.width
}

// escapeFault is what is wrong with an escape.
type escapeFault uint8

const (
	noFault escapeFault = iota
	noEscape
	loneSurrogate
)

// jsonEscaped is an escape in a string: width bytes that stand for char.
type jsonEscaped struct {
	char  rune
	width int
	fault escapeFault
}

var shortEscapes = map[byte]rune{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// escapeAt reads the escape at the offset i of a text. It ends before a line end.
func escapeAt(text []byte, i int) jsonEscaped {
	if i+1 >= len(text) || text[i+1] == '\n' || text[i+1] == '\r' {
		return jsonEscaped{char: '\\', width: 1, fault: noEscape}
	}
	if char, ok := shortEscapes[text[i+1]]; ok {
		return jsonEscaped{char: char, width: 2}
	}
	if text[i+1] != 'u' {
		return jsonEscaped{char: '\\', width: 2, fault: noEscape}
	}
	high, width, ok := hexEscape(text, i)
	if !ok {
		return jsonEscaped{char: '\ufffd', width: width, fault: noEscape}
	}
	if !utf16.IsSurrogate(high) {
		return jsonEscaped{char: high, width: width}
	}
	if low, more, ok := hexEscape(text, i+width); ok {
		if char := utf16.DecodeRune(high, low); char != '\ufffd' {
			return jsonEscaped{char: char, width: width + more}
		}
	}
	return jsonEscaped{char: '\ufffd', width: width, fault: loneSurrogate}
}

// hexEscape reads \uXXXX; width is what there is of it.
func hexEscape(text []byte, i int) (char rune, width int, ok bool) {
	if !bytes.HasPrefix(text[i:], []byte(`\u`)) {
		return 0, 0, false
	}
	end := i + 2
	for end < len(text) && end < i+6 && bytes.IndexByte([]byte("0123456789abcdefABCDEF"), text[end]) >= 0 {
		end++
	}
	n, err := strconv.ParseUint(string(text[i+2:end]), 16, 32)
	return rune(n), end - i, err == nil && end == i+6
}

func (r *jsonReader) number() *jsonNode {
	start, end := r.pos, r.pos+1
	for end < len(r.text) && (wordPart[r.text[end]] || r.text[end] == '.' || r.text[end] == '+') {
		end++
	}
	n := &jsonNode{kind: jsonNumber, raw: r.text[start:end]}
	where := r.span(start, end)
	exponent := 0
	if e := bytes.IndexAny(n.raw, "eE"); e >= 0 {
		exponent = len(bytes.TrimLeft(n.raw[e+1:], "+-"))
	}
	switch valid := json.Valid(n.raw); {
	case len(n.raw) > maxNumber, valid && exponent > maxExponent:
		r.report(numberTooLong{where}, start)
		n.kind = jsonBroken
	case !valid:
		r.report(jsonBadNumber{where: where, text: string(n.raw)}, start)
		n.kind = jsonBroken
	}
	n.at = r.token(start, end)
	return n
}

// wordText moves behind a word, or words with dots between them.
func (r *jsonReader) wordText() (text []byte, start, end int) {
	start, end = r.pos, r.pos+1
	for end < len(r.text) && (wordPart[r.text[end]] || r.text[end] == '.') {
		end++
	}
	return r.text[start:end], start, end
}

func (r *jsonReader) word() *jsonNode {
	text, start, end := r.wordText()
	n := &jsonNode{raw: text}
	switch string(text) {
	case "true", "false":
		n.kind = jsonFlag
	case "null":
		n.kind = jsonNull
	default:
		r.report(jsonWord{where: r.span(start, end), text: string(text)}, start)
	}
	n.at = r.token(start, end)
	return n
}

// bareName reads a name without quotes; nil for a word that no colon follows.
func (r *jsonReader) bareName() *jsonNode {
	text, start, end := r.wordText()
	if next := bytes.TrimLeft(r.text[end:], " \t"); len(next) == 0 || next[0] != ':' && next[0] != '=' {
		r.word()
		return nil
	}
	r.report(jsonBareName{where: r.span(start, end), text: string(text)}, start)
	return &jsonNode{kind: jsonText, raw: text, at: r.token(start, end)}
}

// singleQuoted reads a string in single quotes up to the end of its line.
func (r *jsonReader) singleQuoted() *jsonNode {
	start, limit := r.pos, lineEnd(r.text, r.pos)
	length := bytes.IndexByte(r.text[start+1:limit], '\'')
	if length < 0 {
		return r.junk()
	}
	end := start + 1 + length + 1
	n := &jsonNode{kind: jsonText, raw: r.text[start+1 : end-1]}
	where := r.span(start, end)
	var fixes []diag.Fix
	if !bytes.ContainsAny(n.raw, `"\`) {
		fixes = replacement("Write double quotes", where, `"`+string(n.raw)+`"`)
	}
	r.report(jsonSingleQuotes{where: where, fixes: fixes}, start)
	n.at = r.token(start, end)
	return n
}
