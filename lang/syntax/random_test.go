package syntax

import (
	"iter"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// randomTexts yields texts, always the same ones, made of what matters to the
// lexer. Most are not well-formed.
func randomTexts(count int) iter.Seq[[]byte] {
	parts := strings.Split(`" " " ${ ${ %{ $ % \ ~ ~} } } } { { [ ] ( ) <<A@ <<-A@ A@ @ A @ A@ # // /* */ , = + 1 1e5 . if for endif endfor a-b _ é `+
		"\u0301 \u00a0 \u0085 \r@ \r@ \U0001f468\u200d x y \xff \x00 \r layer", " ")
	for i, part := range parts {
		parts[i] = strings.ReplaceAll(part, "@", "\n")
	}
	parts = append(parts, " ", " ", "\t", "\nlayer \"a\" {\n", "\n}\n")
	random := rand.New(rand.NewPCG(1, 2))
	return func(yield func([]byte) bool) {
		for range count {
			var text []byte
			for range 1 + random.IntN(14) {
				text = append(text, parts[random.IntN(len(parts))]...)
			}
			if !yield(text) {
				return
			}
		}
	}
}

func TestParseRandomTexts(t *testing.T) {
	for text := range randomTexts(10_000) {
		checkParse(t, text)
		checkFormat(t, text)
	}
}

// TestFormatRandomFiles formats well-formed files that nobody would write.
func TestFormatRandomFiles(t *testing.T) {
	w := &writer{random: rand.New(rand.NewPCG(3, 4))}
	for range 2_000 {
		w.Reset()
		w.body(2)
		text := w.String()
		_, diags := parse(t, text)
		if diags.HasErrors() && diags[0].Code != diag.DuplicateName {
			t.Fatalf("not well-formed: %v\n%s", diags[0], text)
		}
		if checkFormat(t, []byte(text)) == nil && !diags.HasErrors() && strings.TrimSpace(text) != "" {
			t.Fatalf("not formatted:\n%s", text)
		}
	}
}

// writer writes well-formed HCL at random.
type writer struct {
	strings.Builder
	random *rand.Rand
}

// one writes one of the texts.
func (w *writer) one(texts ...string) { w.WriteString(texts[w.random.IntN(len(texts))]) }

// space writes what may stand between two tokens on a line.
func (w *writer) space() { w.one("", " ", " ", "  ", "\t", " /* c */ ", "/*\n\n*/") }

// gap writes a space where line ends may stand as well.
func (w *writer) gap() { w.one("", " ", "\n", "\n\n\n", " # c\n", "// c \n\n", "/* */", "\r\n") }

// line ends a line.
func (w *writer) line() { w.one("\n", "\n", "\n\n\n", " # c\n", "   //c  \n\n", "\r\n\r\n", "\n \t\n") }

func (w *writer) body(depth int) {
	w.one("", "\n", "# c\n\n")
	for range w.random.IntN(4) {
		w.one("", "  ", "\t")
		if depth > 0 && w.random.IntN(3) == 0 {
			w.one("b", "c-d", "layer")
			w.one(" x ", " \"x\" ", " x\"y\" ", " ", "")
			w.WriteString("{")
			w.line()
			w.body(depth - 1)
			w.WriteString("}")
			w.line()
			continue
		}
		w.one("e", "f_1", "for")
		w.WriteString(string(rune('a' + w.random.IntN(26))))
		w.space()
		w.WriteString("=")
		w.space()
		w.expression(3)
		w.line()
	}
}

func (w *writer) expression(depth int) {
	if depth == 0 {
		w.one("1", "-1", "2.5e3", "true", "null", "var.a", "pkgs.b-c", "local.d[0].e[*]", "\"\"", "\"f $ %% $${ \\\" g\"", "!var.h")
		return
	}
	switch w.random.IntN(12) {
	case 0:
		w.WriteString("[")
		w.items(func() { w.expression(depth - 1) })
		w.WriteString("]")
	case 1:
		w.one("f(", "g-h(")
		w.items(func() { w.expression(depth - 1) })
		w.WriteString(")")
	case 2:
		w.object(depth)
	case 3:
		w.WriteString("(")
		w.gap()
		w.expression(depth - 1)
		w.gap()
		w.WriteString(")")
	case 4:
		w.one("\"${", "\"${~ ", "\"x  ${", "\"${var.z}${")
		w.expression(depth - 1)
		w.one("}\"", " ~}\"", "}  y\"", " }\"")
	case 5:
		w.one("var.i", "2", "-var.j", "!k")
		w.space()
		w.one("+", " -", "==", "&&", "?1:", " % ", "/ ")
		w.space()
		w.one("var.l", "3", "-4", "\"${var.m}\"")
	case 6:
		w.WriteString("[for n, o in ")
		w.expression(depth - 1)
		w.one(" : ", ":")
		w.expression(depth - 1)
		w.one(" if p", "")
		w.WriteString("]")
	case 7:
		w.WriteString("{for n in ")
		w.expression(depth - 1)
		w.WriteString(":n=>")
		w.expression(depth - 1)
		w.one("...", "")
		w.WriteString("}")
	case 8:
		w.WriteString("\"${")
		w.one("var.q", "platform.r", " var.s ", "\n var.t\n", "\"${var.u}\"", "pkgs.v")
		w.WriteString("}\"")
	default:
		w.expression(0)
	}
}

func (w *writer) items(item func()) {
	w.gap()
	for range w.random.IntN(3) {
		item()
		w.gap()
		w.WriteString(",")
		w.gap()
	}
	if w.random.IntN(2) == 0 {
		item()
		w.gap()
	}
}

func (w *writer) object(depth int) {
	w.one("{", "{\n", "{ # c\n\n")
	for range w.random.IntN(3) {
		w.one("a", "\"b c\"", "(var.d)", "\"${var.e}\"", "1")
		w.space()
		w.one("=", ":")
		w.space()
		w.expression(depth - 1)
		w.one(",", "\n", ",\n\n", " # c\n", ", // d\n\n\n")
	}
	w.WriteString("}")
}
