package trial

import (
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// expectation is an element of expect_failures.
type expectation struct {
	address string
	ref     config.Ref
}

// expected returns the elements of expect_failures that are addresses. The others
// are those that are none; when it is no list, the whole is.
func expected(a *config.Attr) (list []expectation, others []hclsyntax.Expression) {
	tuple, ok := a.Expr().(*hclsyntax.TupleConsExpr)
	if !ok || len(tuple.Exprs) == 0 {
		return nil, []hclsyntax.Expression{a.Expr()}
	}
	for _, e := range tuple.Exprs {
		if x, ok := expectationOf(a, e); ok {
			list = append(list, x)
		} else {
			others = append(others, e)
		}
	}
	return list, others
}

func expectationOf(a *config.Attr, e hclsyntax.Expression) (expectation, bool) {
	if _, ok := e.(*hclsyntax.ScopeTraversalExpr); !ok {
		return expectation{}, false
	}
	at := syntax.Range(e.Range())
	i := slices.IndexFunc(a.Refs, func(r config.Ref) bool { return r.Range == at })
	if i < 0 || a.Refs[i].Rest {
		return expectation{}, false
	}
	address, complete := addressOf(a.Refs[i])
	return expectation{address, a.Refs[i]}, complete
}

// Failures compares the errors of a compilation with those that the run expects.
// It returns the expected ones that did not come, and apart from them the errors
// that nobody expected. Warnings are none of its business.
func Failures(r *Run, names *Names, found diag.List) (missing, unexpected diag.List) {
	list, _ := expected(r.Failures)
	came := make([]bool, len(list))
	for _, d := range found {
		if d.Severity != diag.Error {
			continue
		}
		if i := slices.IndexFunc(list, func(e expectation) bool { return names.hold(e.address, d.Subject) }); i >= 0 {
			came[i] = true
		} else {
			unexpected = append(unexpected, d)
		}
	}
	for i, e := range list {
		if !came[i] {
			missing.Add(missingFailure{Ref: e.ref, Address: e.address})
		}
	}
	return missing, unexpected
}

// hold reports whether a range lies in the declaration of an address.
func (n *Names) hold(address string, at diag.Range) bool {
	return slices.ContainsFunc(n.at[address], func(r diag.Range) bool {
		return r.File == at.File && r.Start.Byte <= at.Start.Byte && at.End.Byte <= r.End.Byte
	})
}
