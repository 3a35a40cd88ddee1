package view

import (
	"slices"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/apply"
	"github.com/agentboxc/agentboxc/codegen/plan"
)

// Applied is what an apply did.
type Applied struct {
	Unit   string
	Shown  func(name string) string // what messages call a file of the workspace
	Plan   *plan.Plan
	Events []apply.Event
}

type appliedDocument struct {
	FormatVersion string        `json:"format_version"`
	Unit          string        `json:"unit"`
	Files         []appliedFile `json:"files"`
	Diagnostics   any           `json:"diagnostics"`
}

type appliedFile struct {
	Path   string      `json:"path"`
	Action plan.Action `json:"action"`
}

// Applied prints what was written.
func (v *View) Applied(a Applied, asJSON bool) {
	doc := appliedDocument{formatVersion, a.Unit, []appliedFile{}, a.Plan.Diagnostics}
	ends := a.ends()
	for _, e := range ends {
		doc.Files = append(doc.Files, appliedFile{e.Name, actions[e.Action]})
	}
	if asJSON {
		v.document(doc)
		return
	}
	for _, e := range ends {
		if v.several == nil || v.options.Verbose || e.Action != apply.Unchanged {
			v.Wrote(a.Shown, e)
		}
	}
}

// UnitApplied prints what was written for one of several units.
func (v *View) UnitApplied(a Applied, asJSON bool) {
	v.countApplied(a)
	v.Applied(a, asJSON)
}

// UnitIsBuilt prints what was written for one of several units of which images are
// built next. As JSON, that prints its document.
func (v *View) UnitIsBuilt(unit string, a Applied, asJSON bool) {
	v.countApplied(a)
	if !asJSON {
		v.Heading(unit)
		v.Applied(a, false)
		v.sync()
	}
}

func (v *View) countApplied(a Applied) {
	v.several.plans.all++
	if slices.ContainsFunc(a.ends(), func(e apply.Event) bool { return e.Action != apply.Unchanged }) {
		v.several.plans.changed++
	}
}

// UnitRefused tells as JSON that nothing was written for one of several units.
func (v *View) UnitRefused(p *plan.Plan, asJSON bool) {
	v.UnitBroken()
	if asJSON {
		v.document(appliedDocument{formatVersion, p.Unit, []appliedFile{}, p.Diagnostics})
	}
}

// ends is the last event of each file, in the order of the plan.
func (a Applied) ends() []apply.Event {
	last := map[string]apply.Event{}
	for _, e := range a.Events {
		last[e.Name] = e
	}
	var ends []apply.Event
	for _, f := range a.Plan.Files {
		ends = append(ends, last[f.Path])
	}
	return ends
}

// Untracked warns of files that Nix will not see.
func (v *View) Untracked(names []string) {
	if len(names) == 0 {
		return
	}
	v.Note("%shint:%s git does not track %s yet, and Nix does not see files of a repository that are not tracked.\n"+
		"      Run: git add %s", v.onErr.bold, v.onErr.reset, someOf(names, " and "), someOf(names, " "))
}

// Wrote prints what became of one file.
func (v *View) Wrote(shown func(string) string, e apply.Event) {
	if action, ok := actions[e.Action]; ok {
		v.linef("%s %s", v.sign(action), shown(e.Name))
	}
}

// actions are the ends of a file; other events are on the way there.
var actions = map[apply.Action]plan.Action{
	apply.Unchanged: plan.NoOp, apply.Created: plan.Create, apply.Updated: plan.Update,
}
