package review

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/locking"
	"github.com/agentboxc/agentboxc/codegen/budget"
	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// Result is a unit that was looked at.
type Result struct {
	Unit
	// Quiet is set when nothing that differs has a meaning for the unit, not even
	// one that it has to be told about.
	Quiet  bool
	Diags  diag.List      // of head
	Files  []*source.File // that the diagnostics quote
	Failed bool           // head has errors
	Broken bool           // a budget or a policy is
	Over   int            // waivers of head whose date is past
}

// Compare compiles both sides of a unit and says what differs.
func (r Request) Compare(p Pair) (*Result, error) {
	var was, is *compiled
	var err error
	if p.Base != "" && !p.isUntouched() {
		if was, err = r.Base.compile(p.Base); err != nil {
			return nil, fmt.Errorf("compiling %s of the base: %w", p.Base, err)
		}
	}
	if p.Head != "" {
		if is, err = r.Head.compile(p.Head); err != nil {
			return nil, fmt.Errorf("compiling %s: %w", p.Head, err)
		}
	}
	res := &Result{Unit: empty(p)}
	switch {
	case is == nil:
		res.Images = images(was, nil)
	case is.out == nil:
		res.Problem = "it has errors"
		res.Diags, res.Files, res.Failed = is.diags, is.files, true
	case p.isUntouched():
		res.look(is)
		res.judge(is, is)
	default:
		res.look(is)
		r.compare(p, was, is, res)
	}
	switch {
	case p.isUntouched():
		res.Quiet = !res.HasChanges()
	case res.Action == plan.NoOp && res.HasChanges():
		res.Action = plan.Update
	}
	return res, nil
}

func empty(p Pair) Unit {
	u := Unit{
		Unit: p.dir(), Action: plan.NoOp, Reasons: orEmpty(p.Reasons), Changes: []Change{}, Inputs: []Input{},
		Files: []string{}, Rebuilt: []Job{}, Images: []Image{}, Unjudged: []Unjudged{}, Stale: []Stale{},
	}
	switch {
	case p.Base == "":
		u.Action = plan.Create
	case p.Head == "":
		u.Action = plan.Delete
	case p.Base != p.Head:
		u.Action, u.Was = Move, p.Base
	}
	return u
}

// look finds what is wrong with head, which has generated something.
func (res *Result) look(is *compiled) {
	made, problems := plan.Make(plan.Request{
		Unit: is.fsys.dir, Present: is.committed, Wanted: plan.State{Flake: is.out.Flake, Lock: is.out.Lock},
		Tree: is.out.Tree, Fit: is.out.Fit, Addresses: is.program.Addresses(),
	})
	for _, f := range made.Files {
		if f.Action != plan.NoOp {
			res.Stale = append(res.Stale, Stale{f.Path, f.Reasons})
		}
	}
	res.Diags, res.Files = append(slices.Clone(is.diags), problems...), is.files
	res.Failed = res.Diags.HasErrors()
	for _, d := range is.diags {
		if d.Code == diag.ExpiredDate {
			res.Over++
		}
	}
}

// judge holds what was measured of head against its budgets and policies.
func (res *Result) judge(was, is *compiled) diag.List {
	found := breaches(was, is)
	res.Broken = budget.Broken(found)
	res.Diags = append(res.Diags, found...)
	return found
}

// compare expects head to have generated something.
func (r Request) compare(p Pair, was, is *compiled, res *Result) {
	if was != nil && was.out == nil {
		res.Problem = "its base has errors, so all of it counts as changed"
		was = nil
	}
	if was == nil {
		if res.Problem == "" {
			res.Changes = declared(is.program)
		}
		res.Rebuilt = jobs(p, nil, is, nil)
	} else {
		r.both(p, was, is, res)
	}
	res.Images = images(was, is)
	found := res.judge(was, is)
	if res.HasChanges() {
		res.Unjudged = unjudged(was, is, res.Rebuilt, found)
	}
}

// both compares what both sides have.
func (r Request) both(p Pair, was, is *compiled, res *Result) {
	res.Changes = changes(was.program, is.program)
	res.Inputs = inputs(was.locks(), is.locks())
	res.Files = is.files
	res.Unit.Files = r.contents(p, is)
	res.Rebuilt = jobs(p, was, is, res.Unit.Files)
	if bytes.Equal(was.out.Flake, is.out.Flake) && bytes.Equal(was.locked, is.locked) && len(res.Unit.Files) == 0 {
		res.Same = &Same{digest(is.out.Flake), len(is.out.Flake), digest(is.locked)}
	}
	reads := func(reason Reason) bool { return was.reads(reason.Path) || is.reads(reason.Path) }
	res.Quiet = !res.HasChanges() && !slices.ContainsFunc(p.Reasons, reads)
	// What could have been read and was not is no reason.
	used := slices.DeleteFunc(slices.Clone(p.Reasons), func(reason Reason) bool {
		made := generatedIn(p.Head, reason.Path) || reason.Path == locking.SharedFile
		return !made && !reads(reason) && !slices.Contains(res.Unit.Files, reason.Path)
	})
	if len(used) > 0 { // else the unit moved
		res.Reasons = used
	}
}

// Assemble puts the units together. Diagnostics of head are the caller's to add.
func Assemble(base, head Tree, notAffected int, results []*Result) *Report {
	rep := &Report{
		FormatVersion: FormatVersion, Base: base, Head: head, NotAffected: notAffected,
		Units: []Unit{}, Matrix: []Job{}, Diagnostics: []diag.JSONDiagnostic{},
	}
	over := 0
	for _, res := range results {
		if res.Quiet && len(res.Diags) == 0 {
			rep.NotAffected++
			continue
		}
		rep.Units = append(rep.Units, res.Unit)
		rep.Matrix = append(rep.Matrix, res.Rebuilt...)
		rep.HasChanges = rep.HasChanges || res.HasChanges()
		rep.Broken = rep.Broken || res.Broken
		over += res.Over
	}
	rep.Headline = rep.headline(over)
	return rep
}

// headline is the report in one or two sentences.
func (r *Report) headline(over int) string {
	counts := map[plan.Action]int{}
	stale, problems, broken, policies, unjudged := 0, 0, 0, 0, 0
	for _, u := range r.Units {
		stale += min(len(u.Stale), 1)
		unjudged += min(len(u.Unjudged), 1)
		if u.changesPolicies() {
			policies++
		}
		switch {
		case !u.IsUntouched():
			counts[u.Action]++
			problems += min(len(u.Problem), 1)
		case u.Problem != "":
			broken++
		}
	}
	var parts []string
	for _, k := range []struct {
		action    plan.Action
		one, many string
	}{
		{plan.Create, "1 unit is new", "%d units are new"}, {plan.Update, "1 unit changes", "%d units change"},
		{Move, "1 unit moves", "%d units move"}, {plan.Delete, "1 unit is deleted", "%d units are deleted"},
	} {
		if n := counts[k.action]; n > 0 {
			parts = append(parts, number(n, k.one, k.many))
		}
	}
	if len(parts) == 0 {
		parts = []string{"no unit changes"}
	}
	sentences := []string{upper(strings.Join(parts, ", ")) + "; " + number(len(r.Matrix), "1 image is", "%d images are") + " to be built."}
	if counts[plan.NoOp] > 0 {
		sentences = append(sentences, number(counts[plan.NoOp], "1 unit is", "%d units are")+" touched without effect.")
	}
	if stale > 0 {
		sentences = append(sentences, "The generated files of "+number(stale, "1 unit", "%d units")+" are stale.")
	}
	if problems > 0 {
		sentences = append(sentences, number(problems, "1 unit", "%d units")+" could not be compared.")
	}
	if broken > 0 {
		sentences = append(sentences, number(broken, "1 unit that nothing differs for has", "%d units that nothing differs for have")+" errors.")
	}
	if over > 0 {
		sentences = append(sentences, number(over, "1 waiver is", "%d waivers are")+" over.")
	}
	if policies > 0 {
		sentences = append(sentences, "Policies change in "+number(policies, "1 unit", "%d units")+".")
	}
	if unjudged > 0 {
		sentences = append(sentences, "Policies of "+number(unjudged, "1 unit", "%d units")+" are not judged.")
	}
	if r.Broken {
		sentences = append(sentences, "A budget or a policy is broken.")
	}
	return strings.Join(sentences, " ")
}

// number is a count with its noun; many has a place for it.
func number(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return fmt.Sprintf(many, n)
}

func upper(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
