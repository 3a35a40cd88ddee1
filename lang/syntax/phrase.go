package syntax

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// phrase says in our words what hcl found. What hcl reports is looked at
// together with the text at the place: its summaries stand for several causes.
// The text starts at the offset base.
func phrase(text []byte, base int, d *hcl.Diagnostic) diag.Problem {
	e := hclError{text: text, base: base, Diagnostic: d, where: Range(*d.Subject)}
	e.token = string(e.slice(e.where))
	if strings.HasSuffix(e.token, "\n") {
		// Line ends and comments are shown as the place where they begin.
		e.token = "\n"
		e.where.End = e.where.Start
	}
	detail := d.Detail
	if say, ok := phrases[d.Summary]; ok {
		detail = say(&e)
	}
	return damage{where: e.where, detail: detail, related: e.related, fixes: e.fixes}
}

// hclError is a diagnostic of hcl with what is needed to phrase it.
type hclError struct {
	*hcl.Diagnostic
	text    []byte
	base    int
	where   diag.Range
	token   string // the text there; "\n" for a line end or comment
	related []diag.Related
	fixes   []diag.Fix
}

var phrases map[string]func(*hclError) string

func init() {
	fixed := func(text string) func(*hclError) string {
		return func(*hclError) string { return text }
	}
	phrases = map[string]func(*hclError) string{
		"Argument or block definition required":    (*hclError).noItem,
		"Argument definition required":             (*hclError).oneLineBlock,
		"Invalid single-argument block definition": (*hclError).oneLineBlock,
		"Invalid block definition":                 (*hclError).blockHeader,
		"Missing newline after argument":           (*hclError).behindAttribute,
		"Unexpected comma after argument":          (*hclError).commaBehindAttribute,
		"Missing newline after block definition":   fixed("A block ends with its line. Write what follows the } on a line of its own."),
		"Invalid argument name":                    fixed("The name of an attribute is written without quotes. Remove them."),
		"Invalid expression":                       (*hclError).noValue,
		"Missing expression":                       fixed("The file ends where a value should follow. Write the value."),
		"Missing item separator":                   (*hclError).noComma,
		"Missing argument separator":               (*hclError).noComma,
		"Missing attribute separator":              fixed("Two items of an object on the same line are divided by a comma. Put a comma before this, or write it on a line of its own."),
		"Missing attribute value":                  (*hclError).noObjectValue,
		"Missing key/value separator":              (*hclError).noObjectValue,
		"Missing false expression in conditional":  fixed("A conditional has two results, CONDITION ? YES : NO. The colon and the second result are missing here."),
		"Extra characters after expression":        (*hclError).behindExpression,
		"Unbalanced parentheses":                   (*hclError).badParenthesis,
		"Missing closing parenthesis":              fixed("Behind ... the call has to end: a list can be expanded as the last argument only. Write ) here."),
		"Missing close bracket on index":           fixed("An index is one expression in brackets. Write ] here."),
		"Missing close bracket on splat index":     fixed("The star in [*] stands alone. Write ] behind it."),
		"Invalid attribute name":                   fixed("A name has to follow the dot. Write the name, or remove the dot."),
		"Invalid legacy index syntax":              fixed("An index is written in brackets, as in list[0][1], not behind a dot."),
		"Nested splat expression not allowed":      fixed("A .* can't follow another one. Write [*] instead of both."),
		"Invalid number literal":                   fixed("This is not a number. A number is written as 42, 0.5 or 1e3."),
		"Invalid escape sequence":                  (*hclError).badEscape,
		"Invalid string literal":                   fixed("A label is plain text: it can't hold an interpolation. Write the name itself; blocks that are alike are made with for_each."),
		"Unterminated template string":             fixed("This does not belong into a string. Close the string before it."),
		"Extra characters after interpolation expression": fixed("The interpolation should end here: it holds one expression. Write } here or, " +
			"if the text itself should contain ${, write $${."),
		"Invalid template directive":       fixed("A %{ starts a directive, such as %{ if CONDITION }. If the text itself should contain %{, write %%{."),
		"Invalid template control keyword": fixed("The directives are if, else, endif, for and endfor. If the text itself should contain %{, write %%{."),
		"Unexpected end of template":       fixed("The string ends while a directive is open. Write %{ endif } or %{ endfor } before its end."),
		"Invalid 'for' expression": fixed("A for expression is written [for ITEM in LIST : VALUE], or {for KEY, ITEM in MAP : NAME => VALUE}, " +
			"with an `if CONDITION` at its end if need be. It stops being one here."),
		"Invalid 'for' directive":  fixed("The directive is written %{ for ITEM in LIST } or %{ for KEY, ITEM in MAP }."),
		"Missing function name":    fixed("A function name has to follow the colons. Functions of this language have no colons in their names."),
		"Missing open parenthesis": fixed("A ( has to follow the name of the function."),
		"Invalid character":        (*hclError).badCharacter,
	}
}

// slice returns the text of a range.
func (e *hclError) slice(r diag.Range) []byte {
	start := min(max(r.Start.Byte-e.base, 0), len(e.text))
	end := min(max(r.End.Byte-e.base, start), len(e.text))
	return e.text[start:end]
}

// before returns the last byte before the place that is not a space, or 0.
func (e *hclError) before() byte {
	head := e.slice(diag.Range{Start: diag.Pos{Byte: e.base}, End: e.where.Start})
	head = bytes.TrimRight(head, " \t")
	if len(head) == 0 {
		return 0
	}
	return head[len(head)-1]
}

// shown returns the token as a part of a sentence.
func (e *hclError) shown() string {
	switch {
	case e.token == "\n":
		return "the line end"
	case e.token == "":
		return "the end of the file"
	case len(e.token) > 40:
		return "this"
	}
	return "`" + e.token + "`"
}

// fromContext makes the place start where hcl's context does.
func (e *hclError) fromContext() string {
	if e.Context == nil {
		return ""
	}
	wide := Range(*e.Context)
	wide.End = e.where.Start
	if wide.Start.Byte >= wide.End.Byte {
		return ""
	}
	e.where = wide
	return strings.TrimSpace(string(e.slice(wide)))
}

func (e *hclError) noItem() string {
	if e.token == "" || classes[e.token[0]] != word {
		return fmt.Sprintf("A block or an attribute has to start here, and none starts with %s. "+
			"An attribute is written NAME = VALUE, a block NAME \"LABEL\" { … }.", e.shown())
	}
	return fmt.Sprintf("`%[1]s` is neither an attribute nor a block here: an attribute is written `%[1]s = VALUE`, "+
		"with an equals sign, and a block `%[1]s { … }`.", e.token)
}

func (e *hclError) oneLineBlock() string {
	return "A block on one line holds one attribute, as in `NAME { ATTRIBUTE = VALUE }`, and closes on that line. " +
		"Write each attribute, and the }, on a line of its own."
}

func (e *hclError) blockHeader() string {
	token, at := e.token, e.where
	head := e.fromContext()
	name, _, _ := strings.Cut(head, " ")
	switch {
	case token == "=":
		e.fixes = replacement("Remove the equals sign", at, "")
		return fmt.Sprintf("%#q has labels, so it is a block, and a block has no equals sign. Remove the =.", head)
	case token == "\n" || token == "":
		return fmt.Sprintf("`%[1]s` is neither an attribute nor a block: if %[2]s is an attribute, an equals sign is missing "+
			"(`%[2]s = VALUE`); if it is a block, its { has to stand on the same line.", head, name)
	case token[0] >= '0' && token[0] <= '9', token == "[", token == "(", token == "-":
		return fmt.Sprintf("An equals sign is missing: an attribute is written `%s = VALUE`.", name)
	}
	return fmt.Sprintf("Behind %#q a { has to follow, or a further label in quotes.", head)
}

func (e *hclError) behindAttribute() string {
	if e.token == "}" {
		return "The } of a block has to stand on a line of its own, unless the whole block is on one line and holds one attribute."
	}
	return fmt.Sprintf("An attribute ends with its line, and %s does not belong to its value. "+
		"Write it on a line of its own; if it is part of the value, an operator, comma or bracket is missing before it.", e.shown())
}

func (e *hclError) behindExpression() string {
	return fmt.Sprintf("The expression ends before %s. Remove what follows or, if it is a part, put the missing operator before it; "+
		"a text is written in quotes.", e.shown())
}

func (e *hclError) commaBehindAttribute() string {
	e.fixes = replacement("Remove the comma", e.where, "")
	return "Attributes are divided by line ends, not by commas. Remove the comma."
}

func (e *hclError) noValue() string {
	if e.token == "\n" || e.token == "" {
		if e.before() == '=' {
			return "The value is missing: it has to start on the same line as the equals sign."
		}
		return "A value has to follow here, on the same line. An expression in parentheses may go on in the next one."
	}
	switch e.token {
	case "]":
		if e.before() == '[' {
			return "There is no index in these brackets: behind a value they take an element of it. " +
				"If a further list was meant, a comma is missing before the [."
		}
		return "A value is missing before this ]."
	case "}", ")", ",":
		return fmt.Sprintf("A value is missing before this %s.", e.token)
	}
	return fmt.Sprintf("A value has to start here, and none starts with %s.", e.shown())
}

func (e *hclError) noComma() string {
	if e.Context != nil {
		open := Range(*e.Context)
		open.End = diag.Pos{Line: open.Start.Line, Column: open.Start.Column + 1, Byte: open.Start.Byte + 1}
		e.related = []diag.Related{{Message: "in the list that starts here", Range: open}}
	}
	if e.token == "=" || e.token == ":" {
		return fmt.Sprintf("A list holds values without names, so no %s can stand in it. "+
			"Either its closing bracket is missing before this line, or it should be an object, which is written in braces.", e.shown())
	}
	return fmt.Sprintf("A comma is missing before %s, or the closing bracket of the list.", e.shown())
}

func (e *hclError) noObjectValue() string {
	switch e.token {
	case "\n", ",", "}":
		return "An item of an object needs a value: NAME = VALUE. If a list was meant, write it in brackets."
	}
	return fmt.Sprintf("An item of an object is written NAME = VALUE; an equals sign has to stand before %s. "+
		"A name that is not only letters, digits, _ and - is put in quotes.", e.shown())
}

func (e *hclError) badParenthesis() string {
	return fmt.Sprintf("Parentheses hold one expression, and it ends before %s. Write ) here, or the missing operator.", e.shown())
}

func (e *hclError) badEscape() string {
	if strings.HasPrefix(e.token, `\u`) || strings.HasPrefix(e.token, `\U`) {
		return fmt.Sprintf(`%s is not the escape of a character. It is written \uXXXX with four, or \UXXXXXXXX with eight hexadecimal digits.`, e.token)
	}
	return fmt.Sprintf(`%s is not an escape. There are \n, \r, \t, \", \\, \uXXXX and \UXXXXXXXX; a backslash itself is written \\.`, e.token)
}

func (e *hclError) badCharacter() string {
	for _, r := range e.token {
		return forbidden{char: r}.detail()
	}
	return e.Detail
}
