package budget

import (
	"fmt"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// exceeded is a limit that is broken.
type exceeded struct {
	held
	figure
	parts []part
}

func (p exceeded) Diagnostic() diag.Diagnostic {
	detail := fmt.Sprintf("%s, %s more than %s.", p.says(p.figure), p.more(), p.allowed())
	if len(p.parts) > 0 {
		detail += "\n\n" + p.heading() + lines(p.parts)
	}
	detail += "\n\nTake out what is not needed, raise the limit, or allow more until a date with a `waiver`; then run " +
		"`agentboxc apply --build` again. `agentboxc plan --verbose` shows the size of every layer."
	return diag.Diagnostic{
		Code: diag.BudgetExceeded, Subject: p.at, Context: p.budget.Range, Detail: detail,
		Related: append(p.raised(), related(p.parts)...),
	}
}

// nearlySpent is a limit that holds, and of which so much is used that the budget
// wants to hear of it.
type nearlySpent struct {
	held
	figure
}

func (p nearlySpent) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.BudgetNearlySpent, Subject: p.at, Context: p.budget.Range, Related: p.raised(),
		Detail: fmt.Sprintf("%s. That is %s of %s, and the budget warns from %d%% on.",
			p.says(p.figure), p.spent(), p.allowed(), p.budget.Warn),
	}
}

// spent is how much of the limit is used, in whole percent.
func (p nearlySpent) spent() string {
	return fmt.Sprintf("%d%%", int(float64(p.value)*100/float64(p.limit)))
}

// says tells the figure.
func (h held) says(f figure) string {
	switch h.Metric {
	case ir.MaxCompressed:
		return fmt.Sprintf("%s is %s %s", h.subject, exact(f.value, h.Written), h.compression)
	case ir.MaxLayers:
		return fmt.Sprintf("%s consists of %d image layers", h.subject, f.value)
	case ir.MaxLayer:
		return fmt.Sprintf("The largest image layer of %s is %s", h.subject, exact(f.value, h.Written))
	case ir.MaxWaste:
		return fmt.Sprintf("%s stores %s more than once", h.subject, exact(f.value, h.Written))
	case ir.MaxGrowth:
		return fmt.Sprintf("%s grew by %s%s, from %s to %s", h.subject, h.percent(f), exact(f.value, h.unit()),
			about(f.base, h.unit()), about(f.base+f.value, h.unit()))
	}
	return fmt.Sprintf("%s is %s", h.subject, exact(f.value, h.Written))
}

// percent is a growth in percent and a comma, where the limit is in percent.
func (h held) percent(f figure) string {
	if !h.Percent {
		return ""
	}
	return fmt.Sprintf("%.1f%%, ", float64(f.value)*100/float64(f.base))
}

// unit is the limit as written, where it is a size.
func (h held) unit() string {
	if h.Percent {
		return "MB"
	}
	return h.Written
}

// more is by how much the limit is exceeded.
func (p exceeded) more() string {
	if p.Metric == ir.MaxLayers {
		return fmt.Sprint(p.value - p.limit)
	}
	return exact(p.value-p.limit, p.unit())
}

// allowed names the limit.
func (h held) allowed() string {
	limit := fmt.Sprintf("its %s of %s", h.Metric, h.Written)
	if h.waiver != nil {
		limit += fmt.Sprintf(", to which the waiver %q raises it until %s", h.waiver.Name, h.waiver.Expires)
	}
	return limit
}

// raised points at the waiver.
func (h held) raised() []diag.Related {
	if h.waiver == nil {
		return nil
	}
	return []diag.Related{{Message: "raises the limit", Range: h.waiver.Limit.Range}}
}

func (p exceeded) heading() string {
	switch p.Metric {
	case ir.MaxLayers:
		return "Where they come from:"
	case ir.MaxGrowth:
		return "What grew most:"
	case ir.MaxWaste:
		return "What is there again:"
	case ir.MaxCompressed:
		return "The largest parts, before compression:"
	}
	return "The largest parts:"
}

// uncompressed is a layer whose compressed size was not measured.
type uncompressed struct{ held }

func (p uncompressed) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.LimitUnchecked, Subject: p.at, Context: p.budget.Range,
		Detail: fmt.Sprintf("How large %s is %s was not measured, so nobody knows whether it holds its max_compressed of %s. "+
			"Run `agentboxc apply --build` again.", p.subject, p.compression, p.Written),
	}
}

// nothingBefore is a growth that cannot be told.
type nothingBefore struct{ held }

func (p nothingBefore) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.NothingToCompare, Subject: p.at, Context: p.budget.Range,
		Detail: fmt.Sprintf("Nothing was recorded of %s before, so its growth is not limited this time. "+
			"Commit agentbox.lock.json, and the next build is compared with it.", p.subject),
	}
}
