package server

import "slices"

// features are the requests that the server answers, besides those of its life.
func features() []feature {
	return slices.Concat([]feature{
		completionFeature(),
		signatureFeature(),
		diagnosticFeature(),
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
