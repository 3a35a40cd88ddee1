package server

import (
	"go.lsp.dev/protocol"

	"github.com/agentboxc/agentboxc/lang/query"
)

func foldingFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) { c.FoldingRangeProvider = protocol.Boolean(true) }
	return onFile(protocol.MethodTextDocumentFoldingRange, offer, folds)
}

var foldKinds = map[query.FoldKind]protocol.FoldingRangeKind{
	query.FoldComment: protocol.FoldingRangeKindComment,
	query.FoldRegion:  protocol.FoldingRangeKindRegion,
}

func folds(f *file, _ *protocol.FoldingRangeParams) (any, error) {
	ranges := []protocol.FoldingRange{}
	for _, fold := range query.Folds(f.Snapshot, f.name) {
		ranges = append(ranges, protocol.FoldingRange{
			StartLine: uint32(fold.First - 1), EndLine: uint32(fold.Last - 1), Kind: foldKinds[fold.Kind],
		})
	}
	return ranges, nil
}
