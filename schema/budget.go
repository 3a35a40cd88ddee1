package schema

import "slices"

// budgetBlock is a budget in a layer or a variant, sharedBudgetBlock one at the
// top of a file.
var budgetBlock = &Block{
	Type: "budget",
	Doc: `Limits for the size of the layer or image.

Each is checked for each platform, and a breach names the packages that contribute most.`,
	Unique: true,
	Example: `budget {
  max  = "200MB"
  warn = 90
}`,
	Attrs: limitAttrs,
}

var sharedBudgetBlock = &Block{
	Type:   "budget",
	Labels: []Label{nameLabel("Name of the budget, for messages.")},
	Doc: `Limits for several layers or variants at once.

They hold besides those of budgets inside the layers and variants: where two limit the same thing, both limits hold.`,
	Example: `budget "images" {
  applies_to = [variant.runtime, layer.base]
  max        = "5GB"
  warn       = 90
}`,
	Attrs: slices.Concat([]*Attr{{
		Name: "applies_to",
		Doc: `Layers, variants and groups of variants that have to hold the limits, each for itself.

An abstract variant cannot be named, because no image is made of it: name those that extend it.`,
		Type:     Many(AnyTarget),
		Required: true,
		Example:  `[variant.runtime, layer.base]`,
	}}, limitAttrs),
}

var limitAttrs = []*Attr{
	{
		Name:    "max",
		Doc:     "Uncompressed bytes: the sum of the layer tars.",
		Type:    Text,
		Check:   Size,
		Example: `"200MB"`,
	},
	{
		Name:    "max_compressed",
		Doc:     "Bytes after compression, which is what a registry stores and sends.",
		Type:    Text,
		Check:   Size,
		Example: `"80MB"`,
	},
	{
		Name:    "max_layers",
		Doc:     "Number of image layers.",
		Type:    Number,
		Check:   Positive,
		Example: `20`,
	},
	{
		Name:    "max_layer",
		Doc:     "Uncompressed bytes of the largest single image layer.",
		Type:    Text,
		Check:   Size,
		Example: `"100MB"`,
	},
	{
		Name:    "max_waste",
		Doc:     "Bytes that are stored more than once in one image.",
		Type:    Text,
		Check:   Size,
		Example: `"1MB"`,
	},
	{
		Name:    "max_growth",
		Doc:     "Growth against the recorded measurements, in percent or as a size.",
		Type:    Text,
		Check:   Growth,
		Example: `"5%"`,
	},
	{
		Name:    "warn",
		Doc:     "Percent of each limit at which a warning starts; the default is no warning.",
		Type:    Number,
		Check:   Percent,
		Example: `90`,
	},
}
