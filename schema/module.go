package schema

var moduleBlock = &Block{
	Type:   "module",
	Labels: []Label{nameLabel("Name in expressions, as `module.name`.")},
	Doc: `Another unit whose layers, packages and variants are used here.

Every attribute but ` + "`source` and `for_each`" + ` sets a variable of that unit. What it declares is ` + "`module.name.layer.base`" + ` and so on: layers,
packages, variants (to extend), locals, overlays and package sets. Paths in it are relative to its own files.`,
	Example: `module "common" {
  source = "../common"
  python = "3.12"
}`,
	Attrs: []*Attr{
		{
			Name: "source",
			Doc: `Directory of the unit, relative to the file that names it.

It is written out and not computed, and lies in the same workspace or repository.`,
			Type:     Text,
			Required: true,
			Example:  `"../common"`,
		},
		{
			Name: "for_each",
			Doc: `Set of strings or map: the unit is used once for each item.

The item is ` + "`each.key` and `each.value`" + `, and its key follows the name, as in ` + "`module.python[\"312\"].layer.base`" + `.`,
			Type:    AnyValue,
			Example: `["311", "312"]`,
		},
	},
	Any: &Attr{
		Name:       "variable",
		Doc:        "Value of a variable of the unit, of the type that the unit says. It is the same for every platform.",
		Type:       AnyValue,
		StorePaths: true,
		Example:    `"3.12"`,
	},
}
