package schema

// Root returns the blocks that may stand at the top of a file, in the order of
// the language's documentation.
func Root() []*Block { return root }

var root = []*Block{
	agentboxBlock,
	platformBlock,
	variableBlock,
	localsBlock,
	functionBlock,
	inputBlock,
	pkgsetBlock,
	overlayBlock,
	packageBlock,
	layerBlock,
	variantBlock,
	groupBlock,
	shellBlock,
	sharedBudgetBlock,
	waiverBlock,
	policyBlock,
	publishBlock,
	moduleBlock,
}

// nameLabel is the label of every block that other blocks refer to by name.
func nameLabel(doc string) Label { return Label{Name: "name", Doc: doc} }
