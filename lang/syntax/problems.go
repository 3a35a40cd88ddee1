package syntax

import (
	"fmt"
	"unicode"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// damage is a place where the file stops being HCL, for a reason that hcl found.
type damage struct {
	where   diag.Range
	detail  string
	related []diag.Related
	fixes   []diag.Fix
}

func (p damage) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{Code: diag.SyntaxError, Detail: p.detail, Subject: p.where, Related: p.related, Fixes: p.fixes}
}

// replacement is a fix that leaves no doubt.
func replacement(title string, where diag.Range, text string) []diag.Fix {
	return []diag.Fix{{Title: title, Safe: true, Edits: []diag.Edit{{Range: where, NewText: text}}}}
}

type unclosedString struct{ where diag.Range }

func (p unclosedString) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.SyntaxError,
		Detail: "The string that starts here is not closed on its line. Add the missing quote here or, if this quote ends " +
			"another string, where that one starts. A line end inside a string is written \\n; text of several lines is written as a heredoc (<<EOT).",
		Subject: p.where,
	}
}

type unclosedHeredoc struct {
	where  diag.Range
	marker string
	near   diag.Range // a line that may have been meant to close it
	atEnd  bool       // that line lacks nothing but its line end
}

func (p unclosedHeredoc) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{
		Code: diag.SyntaxError,
		Detail: fmt.Sprintf("The heredoc that starts here is never closed. It ends at the first line that holds %[1]s and nothing else; "+
			"add a line with %[1]s behind its text.", p.marker),
		Subject: p.where,
	}
	if p.near.IsZero() {
		return d
	}
	message := fmt.Sprintf("this line does not close it: nothing may stand beside %s", p.marker)
	if p.atEnd {
		d.Detail = fmt.Sprintf("The heredoc that starts here is not closed, because the file ends right behind %s. "+
			"The closing line needs a line end; add one at the end of the file.", p.marker)
		message = "the line end is missing here"
		d.Fixes = replacement("Add a line end", diag.Range{File: p.near.File, Start: p.near.End, End: p.near.End}, "\n")
	}
	d.Related = []diag.Related{{Message: message, Range: p.near}}
	return d
}

type unclosedComment struct{ where diag.Range }

func (p unclosedComment) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code:    diag.SyntaxError,
		Detail:  "The comment that starts here is never closed. Write */ where it ends, or start each of its lines with #.",
		Subject: p.where,
	}
}

type unclosedBracket struct {
	where  diag.Range
	opener string
	end    diag.Range // where the search for its partner ended
	header string     // of the block that it opens, if it opens one
}

func (p unclosedBracket) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.SyntaxError, Subject: p.where}
	d.Related = []diag.Related{{Message: "it is still open here", Range: p.end}}
	switch {
	case p.header != "":
		d.Detail = fmt.Sprintf("The block %#q is never closed. Add a } behind its last line.", p.header)
	case len(p.opener) == 2:
		d.Detail = fmt.Sprintf("The %s that starts here is never closed. Add a } behind its expression or, "+
			"if the text itself should contain %s, write %s%s.", p.opener, p.opener, p.opener[:1], p.opener)
	default:
		d.Detail = fmt.Sprintf("The %s that starts here is never closed. Add a %s where it ends.", p.opener, partner(p.opener))
	}
	return d
}

type crossedBrackets struct {
	where  diag.Range
	closer string
	opener string
	open   diag.Range
}

func (p crossedBrackets) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.SyntaxError,
		Detail: fmt.Sprintf("A %s is missing: this %s comes while a %s is open. Add the %s before it.",
			partner(p.opener), p.closer, p.opener, partner(p.opener)),
		Subject: p.where,
		Related: []diag.Related{{Message: fmt.Sprintf("the %s that is not closed", p.opener), Range: p.open}},
	}
}

func partner(opener string) string {
	switch opener {
	case "(":
		return ")"
	case "[":
		return "]"
	case `"`:
		return `"`
	}
	return "}"
}

type strayCloser struct {
	where  diag.Range
	closer string
}

func (p strayCloser) Diagnostic() diag.Diagnostic {
	detail := fmt.Sprintf("This %s closes nothing that is open. Remove it, or add the bracket that it was meant to close.", p.closer)
	if p.closer == "~}" {
		detail = "~} ends an interpolation or a template directive, and none is open here. Write } instead."
	}
	return diag.Diagnostic{Code: diag.SyntaxError, Detail: detail, Subject: p.where}
}

type conflict struct {
	where  diag.Range
	others []diag.Range // the further marks of the same conflict
}

func (p conflict) Diagnostic() diag.Diagnostic {
	var related []diag.Related
	for _, r := range p.others {
		related = append(related, diag.Related{Message: "belongs to the same conflict", Range: r})
	}
	return diag.Diagnostic{
		Code:    diag.SyntaxError,
		Related: related,
		Detail: "This line marks a merge conflict that has not been resolved. Keep one of the two versions, " +
			"or what is right of both, and remove the lines that start with <<<<<<<, ======= and >>>>>>>.",
		Subject: p.where,
	}
}

type forbidden struct {
	where diag.Range
	char  rune
	next  byte
}

func (p forbidden) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.SyntaxError, Detail: p.detail(), Subject: p.where}
	switch p.char {
	case '\u00a0', '\u202f', '\u2007', '\u3000':
		d.Fixes = replacement("Write an ordinary space", p.where, " ")
	case '\u2028', '\u2029', '\u0085':
		d.Fixes = replacement("Write an ordinary line end", p.where, "\n")
	case ';':
		if p.next == '\n' || p.next == '\r' {
			d.Fixes = replacement("Remove the semicolon", p.where, "")
		}
	}
	return d
}

func (p forbidden) detail() string {
	switch p.char {
	case '\'':
		return "Strings are written in double quotes; a single quote has no meaning here. Replace both single quotes by \"."
	case '`':
		return "A backquote has no meaning here. Strings are written in double quotes, and text of several lines as a heredoc (<<EOT)."
	case '\u201c', '\u201d', '\u201e', '\u2018', '\u2019', '\u00ab', '\u00bb':
		return fmt.Sprintf("The typographic quote %c does not start or end a string; word processors and chat programs put it in "+
			"the place of a plain one. Write \" instead.", p.char)
	case ';':
		return "A semicolon has no meaning here. Attributes and blocks end with their line, and the items of a list are divided by commas."
	case '&', '|':
		return fmt.Sprintf("A single %c is no operator. Write %c%c for the logical one; there are none on bits.", p.char, p.char, p.char)
	case '^', '~':
		return fmt.Sprintf("%c is no operator: there are none on bits.", p.char)
	case '$':
		if p.next == '{' {
			return "${ has a meaning only inside a string or heredoc. Outside, write the expression itself, without ${ and }."
		}
		return "A dollar sign has no meaning here. Write the name without it; inside a string it is ${name}."
	case '\u00a0', '\u202f', '\u2007', '\u3000':
		return fmt.Sprintf("There is a special space (U+%04X) here, which looks like an ordinary one. Replace it by an ordinary space.", p.char)
	case '\u2028', '\u2029', '\u0085':
		return fmt.Sprintf("There is a special line end (U+%04X) here. Lines end in LF or CRLF; replace it by an ordinary line end.", p.char)
	}
	if unicode.IsPrint(p.char) {
		return fmt.Sprintf("The character %c has no meaning outside strings and comments. Remove it, or put the text it belongs to in double quotes.", p.char)
	}
	return fmt.Sprintf("There is an invisible character (U+%04X) here, which may stand only inside strings and comments. Remove it.", p.char)
}

type foreignMarker struct{ where diag.Range }

func (p foreignMarker) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code:    diag.SyntaxError,
		Detail:  "The marker of a heredoc is made of the letters A to Z and a to z, digits, _ and -. Choose another one, such as EOT.",
		Subject: p.where,
	}
}

type nestingTooDeep struct{ where, outermost diag.Range }

func (p nestingTooDeep) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.NestingTooDeep,
		Detail: fmt.Sprintf("More than %d brackets, strings and interpolations are open here, inside each other. "+
			"Give inner parts names in a locals block and refer to those.", maxNesting),
		Subject: p.where,
		Related: []diag.Related{{Message: "the outermost one", Range: p.outermost}},
	}
}

type tooDeepExpression struct{ where diag.Range }

func (p tooDeepExpression) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.TooComplex,
		Detail: fmt.Sprintf("This expression has more than %d operators, indexes or template directives around each other (a ? counts as %d). "+
			"Give parts of it names in a locals block, and refer to those.", maxDepth, conditionalWeight),
		Subject: p.where,
	}
}

type stringTooLong struct {
	where  diag.Range
	pieces int
}

func (p stringTooLong) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.TooComplex,
		Detail: fmt.Sprintf("This string consists of %d lines and pieces, and with it the strings of the file take too long to put together. "+
			"Move long text into a file of its own and refer to that.", p.pieces),
		Subject: p.where,
	}
}

type tooManyTokens struct{ where diag.Range }

func (p tooManyTokens) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.TooComplex,
		Detail: fmt.Sprintf("The file holds more than %d names, values and signs. It was read up to here; "+
			"move some of its blocks to another file of the unit.", maxTokens),
		Subject: p.where,
	}
}

type numberTooLong struct{ where diag.Range }

func (p numberTooLong) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.NumberOutOfRange,
		Detail: fmt.Sprintf("A number has at most %d characters, and its exponent at most %d digits. "+
			"Write a shorter one, or put it in quotes if it is an identifier and not a quantity.", maxNumber, maxExponent),
		Subject: p.where,
	}
}

type nulEscape struct{ where diag.Range }

func (p nulEscape) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.ForbiddenChar,
		Detail: "This escape stands for the NUL character. No program, file name or environment variable can hold it, " +
			"so it would cut the value short; remove it.",
		Subject: p.where,
	}
}

type tooManyDamaged struct{ where diag.Range }

func (p tooManyDamaged) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.SyntaxError,
		Detail: fmt.Sprintf("This file has %d mistakes up to here, and was not read further. Repair those first; "+
			"if all of it looks wrong, check that it is the file you meant.", maxDamaged),
		Subject: p.where,
	}
}

type setTwice struct {
	where, first diag.Range
	name         string
}

func (p setTwice) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{
		Code:    diag.DuplicateName,
		Detail:  fmt.Sprintf("The attribute %s is set twice in the same place, and can have one value only. Remove one of the two.", p.name),
		Subject: p.where,
	}
	if !p.first.IsZero() {
		d.Related = []diag.Related{{Message: "set here before", Range: p.first}}
	}
	return d
}

type fileTooLong struct{ where diag.Range }

func (p fileTooLong) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code:    diag.FileTooLarge,
		Detail:  fmt.Sprintf("A source file has at most %d MiB. Split it into several files of the unit.", source.MaxFileSize>>20),
		Subject: p.where,
	}
}

type invisibleChar struct {
	where diag.Range
	char  rune
	more  int
}

func (p invisibleChar) Diagnostic() diag.Diagnostic {
	what := "which shows as nothing at all"
	if isBidi(p.char) {
		what = "which changes the order in which the text around it is shown"
	}
	detail := fmt.Sprintf("There is an invisible character (U+%04X) here, %s: what is read may differ from what is seen. "+
		"Remove it or, in a string, write it as \\u%04X.", p.char, what, p.char)
	if p.more > 0 {
		detail += fmt.Sprintf(" The file has %d more.", p.more)
	}
	return diag.Diagnostic{Code: diag.InvisibleChar, Detail: detail, Subject: p.where}
}

type notFormatted struct {
	where  diag.Range
	reason string
}

func (p notFormatted) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code:    diag.NotFormatted,
		Detail:  fmt.Sprintf("%s was left as it is: %s. It is valid all the same.", p.where.File, p.reason),
		Subject: p.where,
	}
}
