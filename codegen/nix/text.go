package nix

import "strings"

// str writes a string as "…", or as ”…” where that reads better.
func (p *printer) str(e *Str) {
	parts := joined(e.Parts)
	if !readsIndented(parts) {
		p.quoted(parts)
		return
	}
	p.in(regular, func() {
		p.text("''")
		p.nested(func() { p.lines(parts) })
		p.text("''")
	})
}

func (p *printer) quoted(parts []StrPart) {
	p.in(regular, func() {
		p.text(`"`)
		p.textLine(parts, escapeQuoted)
		p.text(`"`)
	})
}

// lines writes each line of the text on a line of its own.
func (p *printer) lines(parts []StrPart) {
	pending := 1 // line breaks, after the opening quotes
	for _, text := range splitLines(parts) {
		if len(text) > 0 {
			p.newlines(pending)
			pending = 0
			p.textLine(text, escapeIndented)
		}
		pending++
	}
	p.newlines(pending)
}

// splitLines cuts the parts at the line breaks; the text ends with one.
func splitLines(parts []StrPart) [][]StrPart {
	var lines [][]StrPart
	var current []StrPart
	for _, part := range parts {
		if part.Expr != nil {
			current = append(current, part)
			continue
		}
		for text := range strings.Lines(part.Literal) {
			text, ended := strings.CutSuffix(text, "\n")
			if text != "" {
				current = append(current, StrPart{Literal: text})
			}
			if ended {
				lines, current = append(lines, current), nil
			}
		}
	}
	return lines
}

// textLine writes the parts of one line. When its interpolations take several
// lines, these are indented from where the text of the line starts.
func (p *printer) textLine(parts []StrPart, escape func(s string, interpolated bool) string) {
	margin := ""
	if len(parts) > 0 {
		margin = leadingSpaces(parts[0].Literal)
	}
	alone := len(parts) == 1 || len(parts) == 2 && parts[0].Expr == nil && margin == parts[0].Literal
	if alone && parts[len(parts)-1].Expr != nil {
		p.text(margin)
		p.shifted(len(margin), func() { p.lone(parts[len(parts)-1].Expr) })
		return
	}
	for i, part := range parts {
		if part.Expr == nil {
			p.text(escape(part.Literal, i+1 < len(parts)))
		} else {
			p.shifted(len(margin), func() { p.interpolation(part.Expr) })
		}
	}
}

func leadingSpaces(s string) string { return s[:len(s)-len(strings.TrimLeft(s, " "))] }

// lone writes an interpolation that has its line for itself.
func (p *printer) lone(e Expr) {
	p.in(regular, func() {
		p.text("${")
		p.nested(func() { p.inBrackets(e) })
		p.text("}")
	})
}

// shortInterpolation is how wide an interpolation may be to stay on its line
// however full that is.
const shortInterpolation = 30

func (p *printer) interpolation(e Expr) {
	o := place(e, lowest)
	if o.absorbable() {
		p.in(regular, func() {
			p.text("${")
			p.term(o.Expr, false)
			p.text("}")
		})
		return
	}
	if o.isSimple() {
		p.text("${")
		start := len(p.tokens)
		p.operand(o)
		p.onOneLine(start, maxWidth)
		p.text("}")
		return
	}
	p.in(regular, func() {
		p.text("${")
		p.spacing(lineBreak)
		start := len(p.tokens)
		p.nested(func() {
			p.in(regular, func() { p.operand(o) })
		})
		if p.onOneLine(start, shortInterpolation) {
			p.tokens[start-1].kind = goneToken
		} else {
			p.spacing(lineBreak)
		}
		p.text("}")
	})
}

// joined merges literals in a row and drops empty ones.
func joined(parts []StrPart) []StrPart {
	clean := true
	for i, part := range parts {
		if part.Expr == nil && (part.Literal == "" || i > 0 && parts[i-1].Expr == nil) {
			clean = false
		}
	}
	if clean {
		return parts
	}
	var out []StrPart
	for _, part := range parts {
		n := len(out)
		switch {
		case part.Expr == nil && part.Literal == "":
		case part.Expr == nil && n > 0 && out[n-1].Expr == nil:
			out[n-1].Literal += part.Literal
		default:
			out = append(out, part)
		}
	}
	return out
}
