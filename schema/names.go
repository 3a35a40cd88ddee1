package schema

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// String names the type in words, such as "string", "list of package or
// string" and "bool or list of string".
func (t Type) String() string {
	name := t.item()
	switch {
	case t.List:
		name = "list of " + name
	case t.Map:
		name = "map of " + name
	}
	if t.Or != nil {
		name += " or " + t.Or.String()
	}
	return name
}

func (t Type) item() string {
	var names []string
	if t.Ref != "" {
		names = append(names, string(t.Ref))
	}
	switch t.Value {
	case cty.NilType:
	case cty.DynamicPseudoType:
		names = append(names, "any value")
	default:
		names = append(names, t.Value.FriendlyName())
	}
	return strings.Join(names, " or ")
}

// Lead returns the first sentence of a documentation text, which stands alone.
func Lead(doc string) string {
	paragraph, _, _ := strings.Cut(doc, "\n\n")
	return strings.ReplaceAll(paragraph, "\n", " ")
}

// Kinds returns the kinds of reference that one stands for.
func (r Ref) Kinds() []string { return strings.Split(string(r), " or ") }
