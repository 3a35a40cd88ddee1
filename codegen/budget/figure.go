package budget

import (
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// held is a limit as it holds for a subject.
type held struct {
	subject
	ir.Limit
	budget *ir.Budget
	waiver *ir.Waiver // nil unless it is what raised the limit
	at     diag.Range // of the limit in the budget
}

// figure is what was measured and what it may be, both in bytes, or in image
// layers for max_layers. A growth in percent becomes bytes of its base.
type figure struct {
	value, limit int64
	base         int64 // what a growth is measured from
}

// share is so many percent of the limit, rounded up.
func (f figure) share(percent int) int64 {
	p := int64(percent)
	return f.limit/100*p + (f.limit%100*p+99)/100
}

// figure is what a problem says could not be measured, when there is one.
func (h held) figure() (figure, diag.Problem) {
	f := figure{limit: h.Value}
	switch h.Metric {
	case ir.Max:
		f.value = sum(h.layers())
	case ir.MaxCompressed:
		return h.compressed()
	case ir.MaxLayers:
		f.value = int64(len(h.layers()))
	case ir.MaxLayer:
		f.value = h.largestLayer().Size
	case ir.MaxWaste:
		for _, e := range h.again() {
			f.value += e.Size
		}
	case ir.MaxGrowth:
		return h.growth()
	default:
		panic("budget: unknown metric " + string(h.Metric))
	}
	return f, nil
}

func (h held) growth() (figure, diag.Problem) {
	f := figure{limit: h.Value}
	if h.base != nil {
		f.base = sum(h.of(h.base))
	}
	if f.base == 0 {
		return f, nothingBefore{h}
	}
	f.value = sum(h.layers()) - f.base
	if h.Percent {
		f.limit = f.base/100*h.Value + f.base%100*h.Value/100
	}
	return f, nil
}

// told is the figure for others to show.
func (h held) told(f figure) Figure {
	out := Figure{
		Variant: h.variant, System: h.system, Address: h.address,
		Metric: h.Metric, Value: f.value, Limit: f.limit, Written: h.Written,
	}
	if h.waiver != nil {
		out.Waiver, out.Expires = h.waiver.Name, h.waiver.Expires
	}
	return out
}
