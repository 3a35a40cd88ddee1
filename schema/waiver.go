package schema

var waiverBlock = &Block{
	Type:   "waiver",
	Labels: []Label{nameLabel("Name of the waiver, for messages.")},
	Doc: `A limit of a budget that is raised until a date.

It raises every limit of its metric that the layer or variant has, wherever that is written. Past its date it is an error, so
that it is not forgotten.`,
	Example: `waiver "cuda" {
  for     = layer.cuda
  metric  = "max"
  max     = "3GB"
  reason  = "The new toolkit is larger."
  expires = "2027-03-31"
  owner   = "machine-learning"
}`,
	Attrs: []*Attr{
		{
			Name:     "for",
			Doc:      "Layer or variant whose limit is raised.",
			Type:     One(LayerOrVariant),
			Required: true,
			Example:  `layer.cuda`,
		},
		{
			Name:     "metric",
			Doc:      "Limit that is raised, by its name in a budget.",
			Type:     Text,
			Required: true,
			Enum:     []string{"max", "max_compressed", "max_layers", "max_layer", "max_waste", "max_growth"},
			Example:  `"max"`,
		},
		{
			Name: "max",
			Doc: `Figure that holds instead, written as the limit itself is.

That is a size, for ` + "`max_layers` a number, and for `max_growth`" + ` what the budget has: a percentage or a size.`,
			Type:     Text,
			Required: true,
			Example:  `"3GB"`,
		},
		{
			Name:     "reason",
			Doc:      "Why more is needed, for those who review it.",
			Type:     Text,
			Required: true,
			Example:  `"The new toolkit is larger."`,
		},
		{
			Name:     "expires",
			Doc:      "Last day on which the waiver holds.",
			Type:     Text,
			Required: true,
			Check:    Date,
			Example:  `"2027-03-31"`,
		},
		{
			Name:    "owner",
			Doc:     "Who sees to it that the waiver can go.",
			Type:    Text,
			Example: `"machine-learning"`,
		},
	},
}
