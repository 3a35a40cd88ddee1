package view

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/plan"
)

// several is the output about several units. As JSON it is one document, in which
// the document of each unit is an element of "units"; it is written as the units
// are done.
type several struct {
	json  bool
	units int // whose documents have been written
	total tally
	plans planCount
}

// planCount counts units by what becomes of them.
type planCount struct{ all, changed, broken int }

// Several begins the output about several units.
func (v *View) Several(asJSON bool) {
	v.several = &several{json: asJSON, total: tally{}}
	if asJSON {
		fmt.Fprintf(v.out, "{\n  \"format_version\": %q,\n  \"units\": [", formatVersion)
	}
}

// SeveralEnds ends it with what was found in files that are no unit's.
func (v *View) SeveralEnds(found *Findings) {
	s := v.several
	v.several = nil
	if !s.json {
		return
	}
	if s.units > 0 {
		v.out.WriteString("\n  ")
	}
	v.out.WriteString("],\n  \"diagnostics\": ")
	v.out.Write(bytes.TrimSuffix(indented(document(found.report()), "  "), []byte("\n")))
	v.out.WriteString("\n}\n")
}

// Document prints a JSON document.
func (v *View) Document(text []byte) {
	if v.several == nil {
		v.Write(text)
		return
	}
	if v.several.units++; v.several.units > 1 {
		v.out.WriteByte(',')
	}
	v.out.WriteString("\n    ")
	v.out.Write(indented(text, "    "))
}

// indented moves all lines of a document but the first to the right. No string in
// it has a line break.
func indented(text []byte, by string) []byte {
	return bytes.ReplaceAll(bytes.TrimSpace(text), []byte("\n"), []byte("\n"+by))
}

// Heading names the unit that the lines below it are about.
func (v *View) Heading(unit string) {
	if v.several != nil && !v.several.json {
		v.linef("%s", v.onOut.strong(unit+":"))
	}
}

// UnitPlan prints the plan of one of several units. What does not change is only
// counted, unless the run is verbose.
func (v *View) UnitPlan(p *plan.Plan, unit string, shown func(string) string) {
	s := v.several
	s.plans.all++
	changes := p.HasChanges()
	if changes {
		s.plans.changed++
	}
	if !changes && !v.options.Verbose {
		return
	}
	v.Heading(unit)
	for action, n := range v.changes(p, shown) {
		s.total[action] += n
	}
	v.linef("")
}

// UnitBroken counts one that has errors, of which the diagnostics tell.
func (v *View) UnitBroken() {
	v.several.plans.all++
	v.several.plans.broken++
}

// PlanTotal sums several plans up.
func (v *View) PlanTotal() {
	n := v.several.plans
	var broken string
	if n.broken > 0 {
		broken = fmt.Sprintf(" %s.", counted(n.broken, "unit")+" cannot be planned")
	}
	if n.changed == 0 && n.broken == 0 {
		v.linef("%s The files of %s are those that the units describe.", v.onOut.strong("No changes."), counted(n.all, "unit"))
		return
	}
	v.linef("%s %d of %s to change; %s.%s", v.onOut.strong("Plan:"), n.changed, counted(n.all, "unit"), v.several.total, broken)
}

// ApplyTotal sums up what was written for several units.
func (v *View) ApplyTotal() {
	n := v.several.plans
	text := fmt.Sprintf("%s: %d changed, %d unchanged", counted(n.all, "unit"), n.changed, n.all-n.changed-n.broken)
	if n.broken > 0 {
		text += fmt.Sprintf(", %d with errors, for which nothing was written", n.broken)
	}
	v.linef("%s %s.", v.onOut.strong("Applied"), text)
}

// someOf is the beginning of a long list of names.
func someOf(names []string, separator string) string {
	const most = 8
	if len(names) <= most {
		return strings.Join(names, separator)
	}
	return strings.Join(names[:most], separator) + separator + "…"
}
