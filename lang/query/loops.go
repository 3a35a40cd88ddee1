package query

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/syntax"
)

// loopWalk finds the names of for expressions: where they are declared, which the
// tree does not tell, and where they are used.
type loopWalk struct {
	*collector
	loops  []*hclsyntax.ForExpr // around
	scopes []map[string]Symbol  // of the expressions around
}

// Enter notes declarations and uses.
func (w *loopWalk) Enter(n hclsyntax.Node) hcl.Diagnostics {
	switch n := n.(type) {
	case *hclsyntax.ForExpr:
		w.loops = append(w.loops, n)
	case hclsyntax.ChildScope:
		w.scopes = append(w.scopes, w.declare(n.LocalNames))
	case *hclsyntax.ScopeTraversalExpr:
		w.use(n)
	}
	return nil
}

// Exit leaves a scope.
func (w *loopWalk) Exit(n hclsyntax.Node) hcl.Diagnostics {
	switch n.(type) {
	case *hclsyntax.ForExpr:
		w.loops = w.loops[:len(w.loops)-1]
	case hclsyntax.ChildScope:
		w.scopes = w.scopes[:len(w.scopes)-1]
	}
	return nil
}

// declare finds the names between the word for and the word in. A for expression
// has several scopes, in which they are the same.
func (w *loopWalk) declare(names map[string]struct{}) map[string]Symbol {
	scope := make(map[string]Symbol, len(names))
	if len(w.loops) == 0 || len(names) == 0 {
		return scope
	}
	loop := w.loops[len(w.loops)-1]
	tokens := w.file.tokensIn(loop.SrcRange.Start.Byte, loop.CollExpr.Range().Start.Byte)
	for _, t := range tokens {
		name := t.In(w.file)
		if _, ok := names[name]; !ok || t.Type != hclsyntax.TokenIdent {
			continue
		}
		at := w.file.Range(int(t.Start), int(t.End))
		scope[name] = w.symbol(LoopName, fmt.Sprintf("for %s at %s:%d", name, w.file.Path, t.Start), name)
		w.declaredOnce(Occurrence{Symbol: scope[name], Use: Declares, Name: at, Whole: at})
	}
	return scope
}

func (w *loopWalk) declaredOnce(o Occurrence) {
	for i := len(w.found) - 1; i >= 0; i-- {
		if w.found[i].Name == o.Name {
			return
		}
	}
	w.found = append(w.found, o)
}

func (w *loopWalk) use(e *hclsyntax.ScopeTraversalExpr) {
	if len(e.Traversal) == 0 {
		return
	}
	root := e.Traversal[0]
	for i := len(w.scopes) - 1; i >= 0; i-- {
		if s, ok := w.scopes[i][e.Traversal.RootName()]; ok {
			at := syntax.Range(root.SourceRange())
			w.add(s, Reads, at, at)
			return
		}
	}
}
