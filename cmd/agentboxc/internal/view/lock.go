package view

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/apply"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/index"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// Relocked is what locking did, or would do.
type Relocked struct {
	Unit   string
	Shown  func(name string) string // what messages call a file of the workspace
	DryRun bool
	Inputs []RelockedInput // sorted by path
	File   apply.Event     // of flake.lock
	Found  *Findings       // about the lock as it is now
	// Indexed are the package sets whose names were asked for.
	Indexed []index.Made
}

// RelockedInput is an input, or an input of one, before and after.
type RelockedInput struct {
	lock.Change
	Moving  string // what it is the latest of, such as "branch nixos-unstable"
	Commits *int   // between the two, where that is known
	Compare string // page that shows them
}

func (in RelockedInput) action() plan.Action {
	switch {
	case in.Before == nil:
		return plan.Create
	case in.After == nil:
		return plan.Delete
	case in.Same():
		return plan.NoOp
	}
	return plan.Update
}

type relockedDocument struct {
	FormatVersion string                `json:"format_version"`
	Unit          string                `json:"unit"`
	DryRun        bool                  `json:"dry_run"`
	Inputs        []relockedJSON        `json:"inputs"`
	File          appliedFile           `json:"file"`
	Index         []indexedJSON         `json:"index,omitempty"`
	Diagnostics   []diag.JSONDiagnostic `json:"diagnostics"`
}

type relockedJSON struct {
	Path    string      `json:"path"`
	Action  plan.Action `json:"action"`
	Before  *pinJSON    `json:"before"`
	After   *pinJSON    `json:"after"`
	Commits *int        `json:"commits,omitempty"`
	Compare string      `json:"compare_url,omitempty"`
	Moving  string      `json:"moving,omitempty"`
}

type pinJSON struct {
	Locked       string `json:"locked"`
	Rev          string `json:"rev,omitempty"`
	NarHash      string `json:"nar_hash,omitempty"`
	LastModified string `json:"last_modified,omitempty"` // RFC 3339, UTC
}

// Relocked prints what became of each input, and of the file.
func (v *View) Relocked(r Relocked, asJSON bool) {
	if asJSON {
		v.document(r.document())
		return
	}
	for _, in := range r.Inputs {
		v.entry(in.action(), "input."+in.Path, in.lines())
	}
	action, remark := actions[r.File.Action], ""
	if r.DryRun && action != plan.NoOp {
		remark = " (not written: this is a dry run)"
	}
	v.linef("%s %s%s", v.sign(action), r.Shown(r.File.Name), remark)
	v.indexed(r.Indexed)
	v.Diagnostics(r.Found)
}

func (r Relocked) document() relockedDocument {
	doc := relockedDocument{
		FormatVersion: formatVersion, Unit: r.Unit, DryRun: r.DryRun, Inputs: []relockedJSON{},
		File: appliedFile{r.File.Name, actions[r.File.Action]}, Diagnostics: r.Found.report(),
		Index: indexedDocument(r.Indexed),
	}
	for _, in := range r.Inputs {
		doc.Inputs = append(doc.Inputs, relockedJSON{
			Path: in.Path, Action: in.action(), Before: pinOf(in.Before), After: pinOf(in.After),
			Commits: in.Commits, Compare: in.Compare, Moving: in.Moving,
		})
	}
	return doc
}

func pinOf(n *lock.Node) *pinJSON {
	if n == nil {
		return nil
	}
	p := n.Pin()
	return &pinJSON{Locked: p.Reference, Rev: p.Rev, NarHash: p.NarHash, LastModified: moment(p.LastModified, time.RFC3339)}
}

// lines say what the input is and what it was.
func (in RelockedInput) lines() []string {
	lines := []string{in.change()}
	if in.Compare != "" {
		lines = append(lines, in.Compare)
	}
	if in.Moving != "" {
		lines = append(lines, "the latest of "+in.Moving)
	}
	return lines
}

// describePin is the reference with a short commit, and its date.
func describePin(p lock.Pin) string {
	text := p.Reference
	if len(p.Rev) > shortRev {
		text = strings.ReplaceAll(text, p.Rev, p.Rev[:shortRev])
	}
	if date := moment(p.LastModified, time.DateOnly); date != "" {
		text += " of " + date
	}
	return text
}

func describeRev(p lock.Pin) string {
	p.Reference = p.Rev
	return describePin(p)
}

func withoutRev(p lock.Pin) string { return strings.ReplaceAll(p.Reference, p.Rev, "") }

func (in RelockedInput) change() string {
	switch in.action() {
	case plan.Create, plan.NoOp:
		return describePin(in.After.Pin())
	case plan.Delete:
		return describePin(in.Before.Pin())
	}
	change := movedPin(in.Before.Pin(), in.After.Pin())
	if in.Commits != nil {
		change += ", " + counted(*in.Commits, "commit")
	}
	return change
}

// movedPin names the reference only where it is another one.
func movedPin(was, is lock.Pin) string {
	if was.Rev != "" && is.Rev != "" && withoutRev(was) == withoutRev(is) {
		return describeRev(was) + " → " + describeRev(is)
	}
	return describePin(was) + " → " + describePin(is)
}

// shortRev is how many digits of a commit people get to see.
const shortRev = 12

// moment formats seconds since 1970; it is "" where there are none to tell.
func moment(seconds, layout string) string {
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil || n <= 1 {
		return ""
	}
	return time.Unix(n, 0).UTC().Format(layout)
}

func counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

type lockCheckDocument struct {
	FormatVersion string                `json:"format_version"`
	Unit          string                `json:"unit"`
	Fits          bool                  `json:"fits"`
	Inputs        []lockCheckInput      `json:"inputs"`
	Diagnostics   []diag.JSONDiagnostic `json:"diagnostics"`
}

type lockCheckInput struct {
	Name  string     `json:"name"`
	State lock.State `json:"state"`
}

// LockChecked prints as JSON how a lock stands to its unit. fit is nil where
// that cannot be told.
func (v *View) LockChecked(unit string, fit *lock.Fitness, found *Findings) {
	doc := lockCheckDocument{FormatVersion: formatVersion, Unit: unit, Inputs: []lockCheckInput{}, Diagnostics: found.report()}
	if fit != nil {
		doc.Fits = fit.Same
		for _, in := range fit.Inputs {
			doc.Inputs = append(doc.Inputs, lockCheckInput{in.Name, in.State})
		}
	}
	v.document(doc)
}
