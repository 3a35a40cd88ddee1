package config

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/syntax"
)

// prepare folds the addresses in the attribute's expression, notes its
// references, calls and uses of the block's parameters, and puts a bound around
// each place where a value can grow. The expression belongs to the file it was
// parsed from and is prepared once. Type constraints are read and not evaluated,
// so they stay as they are. In a test file only what is a reference there, too, is
// folded.
func (a *Attr) prepare(params map[string]bool, test bool) {
	if a.Schema.Unevaluated || isLiteral(a.Expr()) {
		return
	}
	w := &preparer{attr: a, params: params}
	if test {
		w.packages, w.asked = map[*hclsyntax.ScopeTraversalExpr]string{}, map[*hclsyntax.ScopeTraversalExpr]bool{}
	}
	w.walk(a.Expr())
}

// walk is hclsyntax.Walk with a short cut to the elements of lists and maps, which
// are what most expressions consist of.
func (w *preparer) walk(e hclsyntax.Expression) {
	switch e := e.(type) {
	case *hclsyntax.LiteralValueExpr:
	case *hclsyntax.ScopeTraversalExpr:
		w.traversal(e)
	case *hclsyntax.TupleConsExpr:
		for _, element := range e.Exprs {
			w.walk(element)
		}
	case *hclsyntax.ObjectConsExpr:
		for _, item := range e.Items {
			hclsyntax.Walk(item.KeyExpr, w)
			w.walk(item.ValueExpr)
		}
	case *hclsyntax.TemplateExpr:
		if !e.IsStringLiteral() {
			hclsyntax.Walk(e, w)
		}
	default:
		hclsyntax.Walk(e, w)
	}
}

func isLiteral(e hclsyntax.Expression) bool {
	switch e := e.(type) {
	case *hclsyntax.LiteralValueExpr:
		return true
	case *hclsyntax.TemplateExpr:
		return e.IsStringLiteral()
	}
	return false
}

type preparer struct {
	attr   *Attr
	params map[string]bool
	locals []map[string]struct{} // names bound by the for expressions around
	keys   map[*hclsyntax.ScopeTraversalExpr]bool

	packages map[*hclsyntax.ScopeTraversalExpr]string // in a test file, else nil: references to packages, by address
	asked    map[*hclsyntax.ScopeTraversalExpr]bool   // in a test file: arguments of try and can
	guards   int                                      // calls of try and can around
}

func (w *preparer) Enter(n hclsyntax.Node) hcl.Diagnostics {
	switch n := n.(type) {
	case hclsyntax.ChildScope:
		w.locals = append(w.locals, n.LocalNames)
	case *hclsyntax.ObjectConsKeyExpr:
		w.key(n)
	case *hclsyntax.ScopeTraversalExpr:
		w.traversal(n)
	case *hclsyntax.FunctionCallExpr:
		w.attr.Calls = append(w.attr.Calls, Call{Name: n.Name, Range: syntax.Range(n.NameRange)})
		if isGuard(n.Name) {
			w.guard(n)
		}
	}
	return nil
}

func (w *preparer) Exit(n hclsyntax.Node) hcl.Diagnostics {
	switch n := n.(type) {
	case hclsyntax.ChildScope:
		w.locals = w.locals[:len(w.locals)-1]
	case *hclsyntax.FunctionCallExpr:
		if isGuard(n.Name) {
			w.guards--
		}
		boundAll(n.Args)
	case *hclsyntax.TemplateExpr:
		if w.packages != nil {
			w.packagesAsText(n.Parts)
		}
		boundAll(n.Parts)
	case *hclsyntax.BinaryOpExpr:
		if w.packages != nil && (n.Op == hclsyntax.OpEqual || n.Op == hclsyntax.OpNotEqual) {
			n.LHS, n.RHS = contentsOf(n.LHS), contentsOf(n.RHS)
		}
	case *hclsyntax.ConditionalExpr:
		n.TrueResult, n.FalseResult = unified(n.TrueResult), unified(n.FalseResult)
	case *hclsyntax.ForExpr:
		// A literal, too: each round is a step, whatever it makes.
		n.ValExpr = counted(n.ValExpr)
		if n.CondExpr != nil {
			n.CondExpr = counted(n.CondExpr)
		}
		n.CollExpr = bound(n.CollExpr)
	}
	return nil
}

// key keeps { a.b = 1 } as it is: folded, it would turn into the literal key "a.b".
func (w *preparer) key(k *hclsyntax.ObjectConsKeyExpr) {
	t, ok := k.Wrapped.(*hclsyntax.ScopeTraversalExpr)
	if !ok || k.ForceNonLiteral {
		return
	}
	if w.keys == nil {
		w.keys = map[*hclsyntax.ScopeTraversalExpr]bool{}
	}
	w.keys[t] = true
}

func (w *preparer) traversal(e *hclsyntax.ScopeTraversalExpr) {
	if w.keys[e] || w.isLocal(e.Traversal.RootName()) {
		return
	}
	if name := e.Traversal.RootName(); w.params[name] {
		w.attr.Names = append(w.attr.Names, Name{name, syntax.Range(e.Traversal[0].SourceRange())})
		return
	}
	ref, folded := fold(e.Traversal, syntax.Range(e.SrcRange))
	if w.packages != nil {
		w.data(e, ref, folded)
		return
	}
	e.Traversal = folded
	w.attr.Refs = append(w.attr.Refs, ref)
}

func (w *preparer) isLocal(name string) bool {
	for _, names := range w.locals {
		if _, ok := names[name]; ok {
			return true
		}
	}
	return false
}
