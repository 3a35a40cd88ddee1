package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// idleWaiver is a waiver that raises nothing: there is no limit of its metric, or
// none that is lower, or another waiver raises it further.
type idleWaiver struct {
	Waiver *ir.Waiver
	Of     string     // address of what it is for
	Limits []ir.Limit // of its metric
	Others []string   // metrics that have limits
	By     *ir.Waiver
	raises bool // it is not idle at all
}

func (p idleWaiver) Diagnostic() diag.Diagnostic {
	w := p.Waiver
	of := p.Of
	d := diag.Diagnostic{Code: diag.IdleWaiver, Subject: w.Range}
	switch {
	case len(p.Limits) == 0 && len(p.Others) == 0:
		d.Detail = fmt.Sprintf("No budget limits anything of %s, so there is nothing to raise. Remove the waiver.", of)
	case len(p.Limits) == 0:
		slices.Sort(p.Others)
		d.Detail = fmt.Sprintf("No budget limits %s of %s, so there is nothing to raise. What is limited: %s.",
			w.Metric, of, strings.Join(slices.Compact(p.Others), ", "))
	case p.By != nil:
		d.Detail = fmt.Sprintf("waiver.%s already raises %s of %s to %s, which is not less. Remove one of the two.", p.By.Name, w.Metric, of, p.By.Limit.Written)
		d.Related = []diag.Related{{Message: "the other waiver", Range: p.By.Range}}
	default:
		p.against(&d, of)
	}
	return d
}

// against compares the waiver with the lowest limit.
func (p idleWaiver) against(d *diag.Diagnostic, of string) {
	w := p.Waiver
	lowest := slices.MinFunc(p.Limits, func(a, b ir.Limit) int { return cmp.Compare(a.Value, b.Value) })
	d.Detail = fmt.Sprintf("%s of %s may be %s already, and %s is not more. Remove the waiver.", w.Metric, of, lowest.Written, w.Limit.Written)
	if lowest.Percent != w.Limit.Percent {
		d.Detail = fmt.Sprintf("%s of %s is limited to %s, which %s cannot replace: a percentage and a size do not compare. Write max as the limit is written.", w.Metric, of, lowest.Written, w.Limit.Written)
	}
	d.Related = []diag.Related{{Message: "the limit", Range: lowest.Range}}
}
