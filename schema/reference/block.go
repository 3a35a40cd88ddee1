package reference

import (
	"strings"

	"github.com/agentboxc/agentboxc/schema"
)

func page(b *schema.Block) string {
	var w writer
	w.text(generated)
	w.line("# `" + b.Type + "`")
	describe(&w, b, "##")
	return w.String()
}

// describe writes all about a block but its heading. Headings below it start
// with the marks of level.
func describe(w *writer, b *schema.Block, level string) {
	w.line(b.Doc)
	w.code(b.Example)
	if b.Unique {
		w.line("There is at most one.")
	}
	labels(w, b)
	if len(b.Kinds) > 0 {
		kinds(w, b, level)
	}
	if len(b.Attrs) > 0 || b.Any != nil {
		w.line(level + " Attributes")
		attributes(w, b, level+"#")
	}
	for _, nested := range b.Blocks {
		w.line(level + " Block `" + nested.Type + "`")
		describe(w, nested, level+"#")
	}
}

func labels(w *writer, b *schema.Block) {
	if len(b.Labels) == 0 {
		return
	}
	for _, l := range b.Labels {
		w.item("Label *" + l.Name + "*: " + l.Doc)
	}
	w.text("\n")
}

func kinds(w *writer, b *schema.Block, level string) {
	w.line(level + " Kinds")
	for _, kind := range b.Kinds {
		w.item("[`" + kind.Type + "`](" + kindPage(kind) + "): " + schema.Lead(kind.Doc))
	}
	w.text("\n")
}

func attributes(w *writer, b *schema.Block, level string) {
	for _, c := range b.Choices {
		w.line(choice(c))
	}
	for _, a := range b.Attrs {
		w.line(level + " `" + a.Name + "`")
		attribute(w, a)
		w.code(a.Name + " = " + a.Example)
	}
	if b.Any != nil {
		w.line(level + " Any name")
		attribute(w, b.Any)
		w.code(b.Any.Name + " = " + b.Any.Example)
	}
}

func choice(c schema.Choice) string {
	names := make([]string, len(c.Names))
	for i, name := range c.Names {
		names[i] = "`" + name + "`"
	}
	all := strings.Join(names, " and ")
	if c.Required {
		return "Exactly one of " + all + " has to be set."
	}
	return "At most one of " + all + " may be set."
}

func attribute(w *writer, a *schema.Attr) {
	facts := []string{a.Type.String()}
	switch {
	case a.Params && a.Type.List:
		facts[0] = "list of names"
	case a.Params:
		facts[0] = "name"
	case a.Unevaluated:
		facts[0] = "type constraint"
	}
	switch {
	case a.Required:
		facts = append(facts, "required")
	case a.Default != "":
		facts = append(facts, "default `"+a.Default+"`")
	default:
		facts = append(facts, "optional")
	}
	w.line("*" + strings.Join(facts, ", ") + "*")
	if a.Deprecated != "" {
		w.line("**Deprecated.** " + a.Deprecated)
	}
	w.line(a.Doc)
	if a.Needs != "" {
		w.line("It is set together with `" + a.Needs + "`.")
	}
	if rule := rules(a); rule != "" {
		w.line(rule)
	}
}

// rules says which values are accepted beyond the type.
func rules(a *schema.Attr) string {
	var sentences []string
	if len(a.Enum) > 0 {
		sentences = append(sentences, "The value is one of `"+strings.Join(a.Enum, "`, `")+"`.")
	}
	if a.Keys != nil {
		sentences = append(sentences, "Each key is "+a.Keys.Doc+".")
	}
	if a.Check != nil {
		subject := "The value"
		if a.Type.List || a.Type.Map {
			subject = "Each value"
		}
		if a.Type.Ref != "" {
			subject = "A string"
		}
		sentences = append(sentences, subject+" is "+a.Check.Doc+".")
	}
	if a.StorePaths {
		sentences = append(sentences, "A package in a string is its store path.")
	}
	return strings.Join(sentences, " ")
}
