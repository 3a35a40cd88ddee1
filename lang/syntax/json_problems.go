package syntax

import (
	"fmt"
	"strconv"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// The ways in which a text is not JSON. Those that both syntaxes know are in
// problems.go.

func jsonDamage(where diag.Range, detail string, fixes ...diag.Fix) diag.Diagnostic {
	return diag.Diagnostic{Code: diag.SyntaxError, Detail: detail, Subject: where, Fixes: fixes}
}

// jsonMark is the byte order mark of a file. The positions of a file start behind
// it, so it has no line and column of its own.
type jsonMark struct{ file string }

func (p jsonMark) Diagnostic() diag.Diagnostic {
	start := diag.Pos{Line: 1, Column: 1}
	end := start
	end.Byte = len(byteOrderMark)
	where := diag.Range{File: p.file, Start: start, End: end}
	return diag.Diagnostic{
		Code: diag.ForbiddenChar,
		Detail: "The file starts with a byte order mark. JSON has none, and most programs that read JSON refuse the file for it. " +
			"Save it as UTF-8 without one.",
		Subject: where,
		Fixes:   replacement("Remove the byte order mark", where, ""),
	}
}

type jsonEmpty struct{ where diag.Range }

func (p jsonEmpty) Diagnostic() diag.Diagnostic {
	return jsonDamage(p.where, "The file is empty, and JSON is one value at least. Write {} for a file that declares nothing.",
		replacement("Write an empty object", p.where, "{}\n")...)
}

type jsonTrailing struct {
	where  diag.Range
	closer bool
}

func (p jsonTrailing) Diagnostic() diag.Diagnostic {
	if p.closer {
		return jsonDamage(p.where, "The value of the file ends before this. Remove it, or add the bracket that it was meant to close.")
	}
	return jsonDamage(p.where, "The value of the file ends before this. A file holds one object, which has all the blocks in it; "+
		"a second one can be put into another file of the unit.")
}

type jsonComment struct{ where diag.Range }

func (p jsonComment) Diagnostic() diag.Diagnostic {
	return jsonDamage(p.where, `JSON has no comments. Write a member with the name "//" into the block, as in "//": "why this is so".`)
}

type jsonNoValue struct{ where diag.Range }

func (p jsonNoValue) Diagnostic() diag.Diagnostic {
	return jsonDamage(p.where, "A value is missing before this.")
}

type jsonUnexpected struct {
	where diag.Range
	text  string
}

func (p jsonUnexpected) Diagnostic() diag.Diagnostic {
	what := "this"
	if len(p.text) <= 40 {
		what = "`" + p.text + "`"
	}
	return jsonDamage(p.where, fmt.Sprintf("No JSON value starts with %s. A value is an object {…}, an array […], a string in double quotes, "+
		"a number, true, false or null.", what))
}

type jsonStrayComma struct{ where diag.Range }

func (p jsonStrayComma) Diagnostic() diag.Diagnostic {
	return jsonDamage(p.where, "There is nothing before this comma that it could divide from what follows. Remove it.",
		replacement("Remove the comma", p.where, "")...)
}

type jsonSemicolon struct{ where diag.Range }

func (p jsonSemicolon) Diagnostic() diag.Diagnostic {
	return jsonDamage(p.where, "Members and elements are divided by commas in JSON.", replacement("Write a comma", p.where, ",")...)
}

type jsonTrailingComma struct{ where diag.Range }

func (p jsonTrailingComma) Diagnostic() diag.Diagnostic {
	return jsonDamage(p.where, "JSON allows no comma behind the last one. Remove it.", replacement("Remove the comma", p.where, "")...)
}

type jsonNoComma struct{ where, behind diag.Range }

func (p jsonNoComma) Diagnostic() diag.Diagnostic {
	d := jsonDamage(p.where, "A comma is missing before this.", replacement("Insert a comma", p.behind, ",")...)
	d.Related = []diag.Related{{Message: "the comma belongs here", Range: p.behind}}
	return d
}

type jsonEquals struct{ where diag.Range }

func (p jsonEquals) Diagnostic() diag.Diagnostic {
	return jsonDamage(p.where, "A name and its value are divided by a colon in JSON.", replacement("Write a colon", p.where, ":")...)
}

type jsonNoColon struct{ where, behind diag.Range }

func (p jsonNoColon) Diagnostic() diag.Diagnostic {
	return jsonDamage(p.where, "A colon is missing between the name and this.", replacement("Insert a colon", p.behind, ":")...)
}

type jsonNoMember struct{ where diag.Range }

func (p jsonNoMember) Diagnostic() diag.Diagnostic {
	return jsonDamage(p.where, `In an object every name has a value: "NAME": VALUE. If a list was meant, write it in square brackets.`)
}

type jsonOddName struct {
	where diag.Range
	what  string
}

func (p jsonOddName) Diagnostic() diag.Diagnostic {
	return jsonDamage(p.where, fmt.Sprintf("This is %s, and in an object a name in double quotes has to start here.", p.what))
}

type jsonBareName struct {
	where diag.Range
	text  string
}

func (p jsonBareName) Diagnostic() diag.Diagnostic {
	return jsonDamage(p.where, "Names are written in double quotes in JSON.", replacement("Add double quotes", p.where, strconv.Quote(p.text))...)
}

type jsonWord struct {
	where diag.Range
	text  string
}

func (p jsonWord) Diagnostic() diag.Diagnostic {
	switch p.text {
	case "True", "TRUE", "False", "FALSE":
		return jsonDamage(p.where, "The truth values are written true and false in JSON.")
	case "None", "nil", "NULL", "Null", "undefined":
		return jsonDamage(p.where, "The value that is none is written null in JSON.")
	case "NaN", "Infinity", "inf", "nan":
		return jsonDamage(p.where, "JSON has no number for this, and there is no attribute that takes one. Write a finite number.")
	}
	return jsonDamage(p.where, fmt.Sprintf("Only true, false and null stand without quotes in JSON. A text is written %q, and an expression %q.",
		p.text, "${"+p.text+"}"))
}

type jsonSingleQuotes struct {
	where diag.Range
	fixes []diag.Fix
}

func (p jsonSingleQuotes) Diagnostic() diag.Diagnostic {
	return jsonDamage(p.where, "Strings are written in double quotes in JSON.", p.fixes...)
}

type jsonUnclosedString struct{ where diag.Range }

func (p jsonUnclosedString) Diagnostic() diag.Diagnostic {
	return jsonDamage(p.where, "The string that starts here is not closed on its line. Add the missing quote here or, if this quote ends "+
		"another string, where that one starts. A line end inside a string is written \\n.")
}

type jsonControl struct {
	where diag.Range
	char  byte
}

func (p jsonControl) Diagnostic() diag.Diagnostic {
	escape := fmt.Sprintf(`\u%04x`, p.char)
	what := "This character can"
	if p.char == '\t' {
		escape, what = `\t`, "A tabulator can"
	}
	return jsonDamage(p.where, fmt.Sprintf("%s stand in a JSON string only as an escape. Write %s.", what, escape),
		replacement("Write "+escape, p.where, escape)...)
}

type jsonEscape struct {
	where diag.Range
	text  string
}

func (p jsonEscape) Diagnostic() diag.Diagnostic {
	if len(p.text) > 1 && p.text[1] == 'u' {
		return jsonDamage(p.where, fmt.Sprintf(`%s is not the escape of a character. It is written \uXXXX with four hexadecimal digits.`, p.text))
	}
	return jsonDamage(p.where, fmt.Sprintf(`%s is not an escape of JSON. There are \", \\, \/, \b, \f, \n, \r, \t and \uXXXX; a backslash itself is written \\.`, p.text))
}

type jsonSurrogate struct {
	where diag.Range
	text  string
}

func (p jsonSurrogate) Diagnostic() diag.Diagnostic {
	return jsonDamage(p.where, fmt.Sprintf(`%s is half of a character: such an escape has to stand beside the one of the other half, as in \ud83d\ude00. `+
		"Write both, or the character itself.", p.text))
}

type jsonBadNumber struct {
	where diag.Range
	text  string
}

func (p jsonBadNumber) Diagnostic() diag.Diagnostic {
	return jsonDamage(p.where, fmt.Sprintf("%s is not a number of JSON. A number is written 42, -0.5 or 1e3: without a plus sign, "+
		"without zeros before it, and with digits on both sides of a point. Put it in double quotes if it is a text.", p.text))
}

// jsonUnfinished is an expression that goes on where its string ends.
type jsonUnfinished struct {
	where  diag.Range
	opener string
}

func (p jsonUnfinished) Diagnostic() diag.Diagnostic {
	detail := fmt.Sprintf("The %s that starts here is not closed where the string ends. Add a %s", p.opener, partner(p.opener))
	if p.opener == "${" || p.opener == "%{" {
		detail += fmt.Sprintf(" behind the expression or, if the text itself should contain %s, write %s%s", p.opener, p.opener[:1], p.opener)
	}
	return jsonDamage(p.where, detail+`. Every quote inside the expression is written \" in JSON.`)
}

// The ways in which a JSON value is not what the language wants at its place.

// jsonNoBlock is a value where the object of a block belongs.
type jsonNoBlock struct {
	where diag.Range
	block string // its keyword
	have  string
}

func (p jsonNoBlock) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.BlockAsAttribute, Subject: p.where,
		Detail: fmt.Sprintf("%q is a block, so its value is an object, or an array of objects for several of them; this is %s.", p.block, p.have),
	}
}

// jsonNoLabel is a value where the names of blocks belong.
type jsonNoLabel struct {
	where diag.Range
	block string // its keyword
	label string // what the missing label is
	form  string
	have  string // a clause
}

func (p jsonNoLabel) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.WrongLabels, Subject: p.where,
		Detail: fmt.Sprintf("%s, but the %s of a %s is the name of a member, and its body the value of that: %s.", p.have, p.label, p.block, p.form),
	}
}

// jsonNoBody is a file that holds no object.
type jsonNoBody struct {
	where diag.Range
	have  string
}

func (p jsonNoBody) Diagnostic() diag.Diagnostic {
	return jsonDamage(p.where, fmt.Sprintf(`A file holds an object with the blocks in it, such as { "layer": { "base": { … } } }; this is %s.`, p.have))
}

// jsonTwice is a name that stands twice in an object that is a value.
type jsonTwice struct {
	where, first diag.Range
	name         string
}

func (p jsonTwice) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.DuplicateName, Subject: p.where,
		Detail:  fmt.Sprintf("The name %q stands twice in this object, and can have one value only. Remove one of the two.", p.name),
		Related: []diag.Related{{Message: "set here before", Range: p.first}},
	}
}

type jsonNotFormatted struct{ where diag.Range }

func (p jsonNotFormatted) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.NotFormatted,
		Detail: fmt.Sprintf("%s was left as it is: the canonical layout is one of native syntax. "+
			"Any program that lays out JSON will do, such as jq.", p.where.File),
		Subject: p.where,
	}
}

// jsonNoValues is something else than the object that a file of values holds.
type jsonNoValues struct {
	where diag.Range
	have  string
}

func (p jsonNoValues) Diagnostic() diag.Diagnostic {
	return jsonDamage(p.where, fmt.Sprintf(`A file of values holds an object with a member for each variable, such as { "name": "value" }; this is %s.`, p.have))
}
