package schema

import "github.com/zclconf/go-cty/cty"

// forEachAttr is the attribute that makes several of a block; things is the
// plural of what the block declares, and example one of them with a key.
func forEachAttr(things, example string) *Attr {
	return &Attr{
		Name: "for_each",
		Doc: `Set of strings or map: one of the ` + things + ` is made for each item.

The item is ` + "`each.key` and `each.value`" + ` inside the block, and its key is part of the address: ` + "`" + example + `["312"]` + "`" + `
is one of them, and ` + "`values(" + example + ")`" + ` are all, in the order of their keys. A list of strings is as good as a set.`,
		Type:    AnyValue,
		Example: `["311", "312"]`,
	}
}

func matrixAttrs() []*Attr {
	return []*Attr{
		{
			Name: "matrix",
			Doc: `Map of lists: one variant is made for each combination of their items.

Inside the block, ` + "`each.value`" + ` has the item of each list by its name, and ` + "`each.key`" + ` is the items joined with ` + "`-`" + `, in the
order in which the lists are written.`,
			Type:    AnyMap,
			Keys:    Identifier,
			Example: `{ python = ["311", "312"], libc = ["glibc", "musl"] }`,
		},
		{
			Name: "exclude",
			Doc: `Combinations of ` + "`matrix`" + ` that are left out.

Each is a map of items; it fits every combination that has all of them.`,
			Type:    Type{Value: cty.DynamicPseudoType, List: true},
			Needs:   "matrix",
			Example: `[{ python = "311", libc = "musl" }]`,
		},
	}
}
