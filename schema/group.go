package schema

var groupBlock = &Block{
	Type:   "group",
	Labels: []Label{nameLabel("Name, usable wherever a command takes a variant.")},
	Doc: `A name for several variants.

Commands take it where they take a variant, and ` + "`applies_to` and `publish`" + ` take it as ` + "`group.name`" + `. Its name must be that
of no variant.`,
	Example: `group "all" {
  variants = [variant.runtime]
}`,
	Attrs: []*Attr{{
		Name: "variants",
		Doc: `Variants, and other groups, whose variants are meant then.

A variant with ` + "`for_each` or `matrix`" + ` stands for all that it makes. An abstract variant cannot be named, because there is
no image of it.`,
		Type:     Many(VariantOrGroup),
		Required: true,
		Example:  `[variant.runtime]`,
	}},
}
