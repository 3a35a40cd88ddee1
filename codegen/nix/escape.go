package nix

import "strings"

// quotedEscapes are all replacements inside "…". A dollar sign is code only in
// front of a brace.
var quotedEscapes = strings.NewReplacer(
	`\`, `\\`,
	`"`, `\"`,
	"${", `\${`,
	"\n", `\n`,
	"\r", `\r`,
	"\t", `\t`,
)

// quote returns the string as Nix writes it: "…".
func quote(s string) string { return `"` + escapeQuoted(s, false) + `"` }

// escapeQuoted escapes a literal part of a "…" string. When an interpolation
// follows, a dollar sign at the end would hide it.
func escapeQuoted(s string, interpolated bool) string {
	mustNotHoldNUL(s)
	if interpolated && strings.HasSuffix(s, "$") {
		return quotedEscapes.Replace(s[:len(s)-1]) + `\$`
	}
	return quotedEscapes.Replace(s)
}

// mustNotHoldNUL panics when the string has a NUL byte, which Nix cannot
// represent: earlier stages refuse it, so it is a bug of ours.
func mustNotHoldNUL(s string) {
	if strings.IndexByte(s, 0) >= 0 {
		panic("nix: NUL in a string")
	}
}

// escapeIndented escapes a literal part of one line of a ”…” string. When an
// interpolation follows, a dollar sign or a quote at the end would change it.
func escapeIndented(s string, interpolated bool) string {
	if !strings.ContainsAny(s, "$'\t") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c, next := s[i], following(s, i+1, interpolated)
		switch {
		case c == '\t':
			b.WriteString(`''\t`)
		case c == '$' && (next == '{' || next == '\'' || i+1 == len(s) && interpolated):
			b.WriteString(`''$`)
		case c == '\'' && next == '\'':
			b.WriteString(`'''`)
			i++
		case c == '\'' && (next == '$' || next == '\t'):
			b.WriteString(`''\'`)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// following is the byte at i, or what stands for the end of the part.
func following(s string, i int, interpolated bool) byte {
	switch {
	case i < len(s):
		return s[i]
	case interpolated:
		return '$'
	}
	return '\n'
}

// readsIndented reports whether the text is better read as ”…” than as "…": it has
// whole lines, one of them not indented (the common indentation is lost), and
// nothing that an editor might drop.
func readsIndented(parts []StrPart) bool {
	n := len(parts)
	if n == 0 || parts[n-1].Expr != nil || !strings.HasSuffix(parts[n-1].Literal, "\n") {
		return false
	}
	margin, start := false, true
	for _, p := range parts {
		if p.Expr != nil {
			margin, start = margin || start, false
			continue
		}
		if strings.ContainsFunc(p.Literal, invisible) || strings.Contains(p.Literal, " \n") {
			return false
		}
		for line := range strings.Lines(p.Literal) {
			margin = margin || start && line[0] != ' ' && line[0] != '\n'
			start = strings.HasSuffix(line, "\n")
		}
	}
	return margin
}

func invisible(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7f }
