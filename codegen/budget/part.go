package budget

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// mostParts is how many contributors a breach names.
const mostParts = 5

// part is something that contributes to a figure.
type part struct {
	name string // such as "icu4c-73.2"
	much string // such as "31.2 MB"
	why  *chain // what brought it; nil where that is not known
}

// largest are the parts that contribute most, the first most of all.
func (h held) largest() []part {
	switch h.Metric {
	case ir.MaxLayers:
		return h.blocks()
	case ir.MaxGrowth:
		return h.grown()
	case ir.MaxWaste:
		return h.parts(h.again())
	case ir.MaxLayer:
		return h.parts(h.paths([]measure.Layer{h.largestLayer()}))
	}
	return h.parts(h.paths(h.layers()))
}

func (h held) parts(entries []entry) []part {
	var parts []part
	for _, e := range entries[:min(len(entries), mostParts)] {
		parts = append(parts, part{e.Label(), about(e.Size, h.Written), h.why(e)})
	}
	return parts
}

// blocks counts image layers by the block that they came from.
func (h held) blocks() []part {
	counts := map[string]int{}
	var order []string
	for _, l := range h.layers() {
		address := l.Address(h.variant)
		if counts[address]++; counts[address] == 1 {
			order = append(order, address)
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(counts[b], counts[a]) })
	var parts []part
	for _, address := range order[:min(len(order), mostParts)] {
		much := "1 image layer"
		if counts[address] > 1 {
			much = fmt.Sprintf("%d image layers", counts[address])
		}
		parts = append(parts, part{name: address, much: much})
	}
	return parts
}

// grown are the names that have more bytes than in the base.
func (h held) grown() []part {
	now := h.paths(h.layers())
	var parts []part
	for _, d := range measure.Compare(h.of(h.base), h.layers()) {
		if d.Growth() <= 0 || len(parts) == mostParts {
			break
		}
		p := part{name: d.Name, much: "+" + about(d.Growth(), h.unit())}
		switch was, is := versions(d.Was), versions(d.Is); {
		case d.Was == nil:
			p.name, p.much = d.Name+versions(d.Is), p.much+", new"
		case was != is:
			p.name += was + " ->" + is
		}
		if at := slices.IndexFunc(now, func(e entry) bool { return e.Name == d.Name }); at >= 0 {
			p.why = h.why(now[at])
		}
		parts = append(parts, p)
	}
	return parts
}

// versions begins with a space, or is nothing.
func versions(list []string) string {
	list = slices.DeleteFunc(slices.Compact(slices.Clone(list)), func(v string) bool { return v == "" })
	if len(list) == 0 {
		return ""
	}
	return " " + strings.Join(list, ", ")
}

// lines are a list for a detail: each part with its chain.
func lines(parts []part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString("\n- " + p.name + ", " + p.much)
		if p.why == nil {
			continue
		}
		b.WriteString(", from `" + p.why.root.Package.Address() + "`")
		if len(p.why.paths) > 1 {
			b.WriteString(": " + p.why.String())
		}
	}
	return b.String()
}

// related points at the packages that brought the parts, each once.
func related(parts []part) []diag.Related {
	var list []diag.Related
	for _, p := range parts {
		if p.why == nil || p.why.root.Package.Range.IsZero() {
			continue
		}
		ref := p.why.root.Package
		text := p.name + " (" + p.much + ")"
		at := slices.IndexFunc(list, func(r diag.Related) bool { return r.Range == ref.Range })
		if at < 0 {
			list = append(list, diag.Related{Message: "brings " + text, Range: ref.Range})
			continue
		}
		list[at].Message += ", " + text
	}
	return list
}
