package view

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/review"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// ReviewOptions are how a review is shown.
type ReviewOptions struct {
	Form    string // text, markdown, json, sarif or github
	Why     bool
	Version string // the compiler's
}

// Review shows what differs between two trees. The forms for diagnostics show
// those of head and nothing else.
func (v *View) Review(r *review.Report, f *Findings, o ReviewOptions) {
	r.Diagnostics = f.report()
	switch o.Form {
	case "text":
		v.reviewed(r, o.Why)
		v.Diagnostics(f)
	case "markdown":
		v.Write(reviewMarkdown(r, o.Why))
	case "json":
		v.document(r)
	case "sarif":
		_ = diag.WriteSARIF(v.out, f.list, f.text, o.Version) // v.out keeps the error
	case "github":
		_ = diag.WriteGitHub(v.out, f.list)
	}
}

func (v *View) reviewed(r *review.Report, why bool) {
	for _, u := range r.Units {
		v.linef("%s%s%s", v.onOut.bold, unitTitle(u), v.onOut.reset)
		for _, l := range unitLines(u, why) {
			v.linef("  %s%s%s %s", v.colorOf(l.sign), l.sign, v.onOut.reset, l.text)
		}
		v.Line("")
	}
	v.linef("%s", v.onOut.strong(r.Headline))
	v.linef("Compared: %s with %s.", sideName(r.Base), sideName(r.Head))
	if r.NotAffected > 0 {
		v.linef("%s", notAffected(r.NotAffected))
	}
}

func notAffected(n int) string {
	if n == 1 {
		return "1 further unit is not affected."
	}
	return fmt.Sprintf("%d further units are not affected.", n)
}

func sideName(t review.Tree) string {
	switch {
	case t.Rev == "":
		return "the work tree"
	case strings.HasPrefix(t.Rev, t.Ref):
		return short(t.Rev)
	}
	return t.Ref + " (" + short(t.Rev) + ")"
}

func short(rev string) string { return rev[:min(len(rev), shortRev)] }

func (v *View) colorOf(sign string) string {
	return map[string]string{"+": v.onOut.green, "~": v.onOut.yellow, ">": v.onOut.yellow, "-": v.onOut.red, "!": v.onOut.red}[sign]
}

// line is one of a report, with the sign of what happens: that of an action, ">"
// for what moved, "!" for what is wrong, and "" for what explains.
type line struct{ sign, text string }

func signOf(a plan.Action) string {
	if a == review.Move {
		return ">"
	}
	return a.Symbol()
}

func unitTitle(u review.Unit) string {
	switch u.Action {
	case plan.Create:
		return u.Unit + " (new)"
	case plan.Delete:
		return u.Unit + " (deleted)"
	case review.Move:
		return u.Unit + " (was " + u.Was + ")"
	}
	return u.Unit
}

// unitLines are all there is to say about a unit.
func unitLines(u review.Unit, why bool) []line {
	var all []line
	switch {
	case u.Problem != "" && u.IsUntouched():
		all = append(all, line{"!", u.Problem})
	case u.Problem != "":
		all = append(all, line{"!", "nothing is compared: " + u.Problem})
	}
	all = append(all, changeLines(u.Changes)...)
	for _, in := range u.Inputs {
		all = append(all, line{signOf(in.Action), "input." + in.Path + ": " + pinned(in.Before, in.After)})
	}
	for _, name := range u.Files {
		all = append(all, line{"~", name + ": other contents"})
	}
	for _, i := range u.Images {
		all = append(all, imageLines(i)...)
	}
	for _, p := range u.Unjudged {
		all = append(all, line{"?", unjudgedText(p)})
	}
	for _, s := range u.Stale {
		all = append(all, line{"!", s.Path + " is stale: " + strings.Join(s.Reasons, "; ") + "; `agentboxc apply` writes it"})
	}
	all = append(all, buildLines(u.Rebuilt, why)...)
	switch {
	case u.Same != nil:
		all = append(all, line{"=", sameText(u)})
	case u.IsUntouched():
		all = append(all, line{"=", "Nothing differs here."})
	}
	if why {
		for _, r := range u.Reasons {
			all = append(all, line{"?", strings.Join(r.Chain, ", and ")})
		}
	}
	for i := range all {
		all[i].sign = cmp.Or(all[i].sign, " ")
	}
	return all
}

// sameText is the proof that nothing is built anew.
func sameText(u review.Unit) string {
	own := slices.ContainsFunc(u.Reasons, func(r review.Reason) bool { return path.Dir(r.Path) == u.Unit })
	what := "What differs elsewhere has no effect here"
	switch {
	case u.HasChanges():
		what = "Nothing is built anew"
	case own:
		what = "Only comments and layout differ"
	}
	return fmt.Sprintf("%s: both sides generate the same %d bytes of flake.nix (%s) and the same flake.lock.", what, u.Same.Bytes, shortDigest(u.Same.Flake))
}

func shortDigest(d string) string { return d[:min(len(d), len("sha256:")+12)] }

// changeLines put changes of one address under it.
func changeLines(changes []review.Change) []line {
	var all []line
	title := ""
	for _, c := range changes {
		switch {
		case c.Action == review.Move:
			all = append(all, line{">", fmt.Sprintf("%s%s: %v → %v", c.Address, on(c.Platforms), c.Before, c.After)})
			title = ""
			continue
		case c.Attribute == "":
			all = append(all, line{signOf(c.Action), c.Address + on(c.Platforms)})
			title = ""
			continue
		}
		if is := c.Address + on(c.Platforms); is != title {
			all = append(all, line{"~", is})
			title = is
		}
		all = append(all, line{signOf(c.Action), "    " + c.Attribute + ": " + changed(c)})
	}
	return all
}

func on(platforms []string) string {
	if len(platforms) == 0 {
		return ""
	}
	return " (" + strings.Join(platforms, ", ") + ")"
}

func changed(c review.Change) string {
	switch c.Action {
	case plan.Create:
		return shownValue(c.After)
	case plan.Delete:
		return shownValue(c.Before)
	}
	return shownValue(c.Before) + " → " + shownValue(c.After)
}

// address is compiled when it is needed: no other command does.
var address = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(pkgs|pkgset|package|layer|variant|input|overlay|module)[.\[][^\s$]*$`)
})

// maxShown is how much of a value is shown.
const maxShown = 100

// shownValue is JSON, but for what is an address.
func shownValue(value any) string {
	if text, ok := value.(string); ok && address().MatchString(text) {
		return text
	}
	text := []rune(string(compact(value)))
	if len(text) > maxShown {
		return string(text[:maxShown]) + "…"
	}
	return string(text)
}

func pinned(was, is *review.Pin) string {
	switch {
	case was == nil:
		return "locked to " + describePin(lockPin(is))
	case is == nil:
		return "no longer locked; it was " + describePin(lockPin(was))
	}
	return movedPin(lockPin(was), lockPin(is))
}

func lockPin(p *review.Pin) lock.Pin {
	return lock.Pin{Reference: p.Locked, Rev: p.Rev, LastModified: p.LastModified}
}

func imageLines(i review.Image) []line {
	title := fmt.Sprintf("%s (%s): %s", i.Address, i.Platform, bytesText(i.Before, i.After))
	if i.Recorded == plan.Stale {
		title += ", measured of other files"
	}
	sign := "~"
	if i.Before != nil && i.After != nil && *i.Before == *i.After {
		sign = "="
	}
	all := []line{{sign, title}}
	for _, g := range i.Grew {
		all = append(all, line{" ", "    " + grownText(g)})
	}
	for _, l := range i.Limits {
		sign := " "
		if l.Value > l.Limit {
			sign = "!"
		}
		all = append(all, line{sign, "    " + limitText(l)})
	}
	return all
}

// mostPlaces is how many images are named for a policy.
const mostPlaces = 4

func unjudgedText(p review.Unjudged) string {
	var names []string
	for _, of := range p.Of[:min(len(p.Of), mostPlaces)] {
		names = append(names, of.Address+" ("+of.Platform+")")
	}
	if more := len(p.Of) - len(names); more > 0 {
		names = append(names, counted(more, "more image"))
	}
	return p.Address + " is not judged for " + strings.Join(names, ", ") + ": " + p.Reason
}

func bytesText(was, is *int64) string {
	switch {
	case was == nil && is == nil:
		return "not measured"
	case was == nil:
		return "not measured → " + megabytes(*is)
	case is == nil:
		return megabytes(*was) + " → not measured"
	case *was == *is:
		return megabytes(*is)
	}
	return fmt.Sprintf("%s → %s (%s)", megabytes(*was), megabytes(*is), difference(*was, *is))
}

func difference(was, is int64) string { return fmt.Sprintf("%+.1f MB", float64(is-was)/1e6) }

func grownText(g review.Grown) string {
	version := strings.Join(g.Is, ", ")
	if !slices.Equal(g.Was, g.Is) {
		version = cmp.Or(strings.Join(g.Was, ", "), "none") + " → " + cmp.Or(version, "none")
	}
	return strings.TrimSpace(g.Name+" "+version) + ": " + difference(g.Before, g.After)
}

func limitText(l review.Limit) string {
	text := fmt.Sprintf("%s %s %s: %s used", l.Address, l.Metric, l.Written, share(l))
	if l.Waiver != "" {
		text += fmt.Sprintf(", raised by waiver.%s until %s", l.Waiver, l.Expires)
	}
	return text
}

// share is how much of a limit is used.
func share(l review.Limit) string {
	if l.Metric == ir.MaxLayers {
		return fmt.Sprint(l.Value)
	}
	if l.Limit <= 0 {
		return megabytes(l.Value)
	}
	return fmt.Sprintf("%d%%", int(float64(l.Value)*100/float64(l.Limit)))
}

func buildLines(jobs []review.Job, why bool) []line {
	var all []line
	for _, j := range jobs {
		all = append(all, line{signOf(j.Action), fmt.Sprintf("to build: %s (%s)", j.Address, j.Platform)})
		for _, reason := range j.Reasons {
			if why {
				all = append(all, line{" ", "    " + reason})
			}
		}
	}
	return all
}
