package schema

import "github.com/zclconf/go-cty/cty"

// forEachAttr is the attribute that makes several of a block; things is the
// plural of what the block declares.
func forEachAttr(things string) *Attr {
	return &Attr{
		Name: "for_each",
		Doc: `Set of strings or map: one of the ` + things + ` is made for each item.

The item is ` + "`each.key` and `each.value`" + ` inside the block, and its key is part of the address.`,
		Type:    AnyValue,
		Example: `["311", "312"]`,
		Planned: "agentboxc does not support `for_each` yet. Write one block for each item.",
	}
}

func matrixAttrs() []*Attr {
	const planned = "agentboxc does not support `matrix` and `exclude` yet. Write one variant for each combination."
	return []*Attr{
		{
			Name:    "matrix",
			Doc:     "Map of lists: one variant is made for each combination of their items.",
			Type:    Type{Value: cty.DynamicPseudoType, Map: true},
			Example: `{ python = ["311", "312"], libc = ["glibc", "musl"] }`,
			Planned: planned,
		},
		{
			Name:    "exclude",
			Doc:     "Combinations of `matrix` that are left out.",
			Type:    AnyValue,
			Example: `[{ python = "311", libc = "musl" }]`,
			Planned: planned,
		},
	}
}
