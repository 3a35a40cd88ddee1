package draft

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agentboxc/agentboxc/lang/ir"
)

// Clean makes a text of what may be anything: valid UTF-8 without NUL, with
// lines that end in LF.
func Clean(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	return strings.NewReplacer("\x00", "", "\r\n", "\n").Replace(s)
}

// quote is a string of HCL that is the text and nothing else.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	escape(&b, Clean(s))
	b.WriteByte('"')
	return b.String()
}

func escape(b *strings.Builder, s string) {
	for i, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case (r == '$' || r == '%') && strings.HasPrefix(s[i+1:], "{"):
			b.WriteRune(r)
			b.WriteRune(r)
		case !plain(r):
			writeCode(b, r)
		default:
			b.WriteRune(r)
		}
	}
}

// plain reports whether a reader sees the character as it is.
func plain(r rune) bool {
	return r < utf8.RuneSelf && r >= ' ' && r != 0x7f || r >= utf8.RuneSelf && unicode.IsPrint(r)
}

func writeCode(b *strings.Builder, r rune) {
	if r > 0xffff {
		fmt.Fprintf(b, `\U%08X`, r)
		return
	}
	fmt.Fprintf(b, `\u%04X`, r)
}

// heredoc is a text of several lines as a here-document, or a quoted string where
// that would not be the same text. indent is what its last line stands behind.
func heredoc(s, indent string) string {
	s = Clean(s)
	lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
	if !strings.HasSuffix(s, "\n") || len(lines) < 2 {
		return quote(s)
	}
	for _, line := range lines {
		if strings.TrimSpace(line) == "EOT" || strings.IndexFunc(line, func(r rune) bool { return r != '\t' && !plain(r) }) >= 0 {
			return quote(s)
		}
	}
	if !flush(lines) {
		return quote(s)
	}
	var b strings.Builder
	b.WriteString("<<-EOT\n")
	for _, line := range lines {
		if line != "" {
			b.WriteString(indent + "  ")
			b.WriteString(strings.NewReplacer("${", "$${", "%{", "%%{").Replace(line))
		}
		b.WriteByte('\n')
	}
	b.WriteString(indent + "EOT")
	return b.String()
}

// flush reports whether indenting all lines and taking the common indentation
// away again leaves the text as it is: a line has to start at the margin, and
// none may hold nothing but white space.
func flush(lines []string) bool {
	atMargin := false
	for _, line := range lines {
		if line == "" {
			continue
		}
		if strings.TrimSpace(line) == "" || line[0] == '\t' {
			return false
		}
		atMargin = atMargin || line[0] != ' '
	}
	return atMargin
}

// comment is a text as one line of a comment.
func comment(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !plain(r) {
			return ' '
		}
		return r
	}, Clean(s))
	return "# " + strings.Join(strings.Fields(s), " ")
}

// reference is an address such as pkgs.git, pkgs.python3Packages.pip or
// pkgs["gtk+3"].
func reference(attr string) string {
	return ir.PackageRef{Pkgset: "default", Path: strings.Split(attr, ".")}.Address()
}

// key is the key of a map.
func key(s string) string {
	if ir.IsName(s) {
		return s
	}
	return quote(s)
}

// Identifier makes a name for a block of any text.
func Identifier(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' {
			return r
		}
		return '-'
	}, s)
	s = strings.Trim(s, "-")
	if len(s) > 60 {
		s = s[:60]
	}
	if s == "" {
		return "imported"
	}
	if c := s[0]; '0' <= c && c <= '9' {
		return "_" + s
	}
	return s
}

// unused adds a number to a name that is taken.
func unused(name string, taken func(string) bool) string {
	for n, candidate := 2, name; ; n++ {
		if !taken(candidate) {
			return candidate
		}
		candidate = fmt.Sprintf("%s-%d", name, n)
	}
}
