package ir

import "github.com/agentboxc/agentboxc/lang/diag"

// Budget is limits that a layer or a variant has to hold. Where several budgets
// limit the same metric of one thing, each of the limits holds.
type Budget struct {
	Address string  // "budget.NAME", or "layer.NAME budget" and "variant.NAME budget" for a nested one: NAME is where it is written
	Limits  []Limit // sorted by metric
	Warn    int     // percent of each limit at which a warning starts; 0 is none
	Range   diag.Range
}

// Metric is what a limit measures; the names are those of the language.
type Metric string

// The metrics. All are bytes, except MaxLayers, which counts image layers, and
// MaxGrowth, which is percent when Limit.Percent is set.
const (
	Max           Metric = "max"
	MaxCompressed Metric = "max_compressed"
	MaxLayers     Metric = "max_layers"
	MaxLayer      Metric = "max_layer"
	MaxWaste      Metric = "max_waste"
	MaxGrowth     Metric = "max_growth"
)

// Limit is one figure of a budget, or that of a waiver.
type Limit struct {
	Metric  Metric
	Value   int64
	Percent bool
	Written string // as the user wrote it, such as "50MB" or "20"
	Range   diag.Range
}

// Waiver raises the limits of one metric of a layer or of a variant until a date.
// One whose date is past is an error and no part of a program.
type Waiver struct {
	Name           string
	Layer, Variant string // name of what it is for: one of the two is set
	Metric         Metric
	Limit          Limit // what holds instead, of the same metric
	Reason         string
	Expires        string // YYYY-MM-DD, the last day on which it holds
	Owner          string
	Range          diag.Range
}

// Waiver returns the waiver that raises a limit of a layer or, without a layer,
// of a variant, nil when there is none. Of several it is the one that raises the
// limit furthest.
func (p *Program) Waiver(layer, variant string, limit Limit) *Waiver {
	if layer != "" {
		variant = ""
	}
	var found *Waiver
	for _, w := range p.Waivers {
		if w.Layer == layer && w.Variant == variant && w.raises(limit) {
			found, limit = w, w.Limit
		}
	}
	return found
}

// raises compares figures of the same unit only: percent are neither more nor
// less than bytes.
func (w *Waiver) raises(limit Limit) bool {
	return w.Metric == limit.Metric && w.Limit.Percent == limit.Percent && w.Limit.Value > limit.Value
}
