package server

import "slices"

// features are the requests that the server answers, besides those of its life.
func features() []feature {
	return slices.Concat([]feature{
		completionFeature(),
		signatureFeature(),
		diagnosticFeature(),
		workspaceDiagnosticFeature(),
		formattingFeature(),
		hoverFeature(),
		definitionFeature(),
		declarationFeature(),
		implementationFeature(),
		referencesFeature(),
		highlightFeature(),
		prepareRenameFeature(),
		renameFeature(),
		moveFeature(),
		outlineFeature(),
		searchFeature(),
		linkFeature(),
		linkedFeature(),
		rangeFormattingFeature(),
		typeFormattingFeature(),
		foldingFeature(),
		selectionFeature(),
		semanticFeature(),
		semanticRangeFeature(),
		semanticDeltaFeature(),
		codeActionFeature(),
		codeLensFeature(),
		inlayHintFeature(),
	}, typeHierarchyFeatures(), callHierarchyFeatures())
}

// Methods are the names of the requests that features answer, sorted.
func Methods() []string {
	var all []string
	for _, f := range features() {
		all = append(all, f.method)
	}
	slices.Sort(all)
	return all
}
