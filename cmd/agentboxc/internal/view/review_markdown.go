package view

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/review"
	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/lang/diag"
)

const (
	// reviewMarker is how a bot finds its own comment again.
	reviewMarker = "<!-- agentboxc-review -->\n"
	// maxComment is what a comment on GitHub may have, in characters, less room
	// for what says that something was left out. GitLab takes more.
	maxComment = 65_536 - 1_024
	// fewLines is what is shown of a unit that does not fit whole.
	fewLines = 20
	// maxDetail is what is shown of what a diagnostic says, in characters.
	maxDetail = 500
)

// reviewMarkdown is a report for a comment: a headline, a table for each unit, and
// the rest folded. What does not fit is said to be missing.
func reviewMarkdown(r *review.Report, why bool) []byte {
	var b strings.Builder
	b.WriteString(reviewMarker)
	fmt.Fprintf(&b, "**%s**\n\nCompared: %s with %s.", inlineMarkdown(r.Headline), inlineMarkdown(sideName(r.Base)), inlineMarkdown(sideName(r.Head)))
	if r.NotAffected > 0 {
		b.WriteString(" " + notAffected(r.NotAffected))
	}
	b.WriteString("\n")
	b.WriteString(problemsMarkdown(r.Diagnostics))
	used := utf8.RuneCountInString(b.String())
	left := 0
	for _, u := range r.Units {
		text := unitMarkdown(u, unitLines(u, why), 0)
		if used+utf8.RuneCountInString(text) > maxComment {
			text = unitMarkdown(u, unitLines(u, why), fewLines)
		}
		if size := utf8.RuneCountInString(text); used+size <= maxComment {
			b.WriteString(text)
			used += size
			continue
		}
		left++
	}
	if left > 0 {
		fmt.Fprintf(&b, "\n%s not shown, because a comment holds 65,536 characters. `agentboxc review` prints all of it.\n", counted(left, "unit"))
	}
	return []byte(b.String())
}

// problemsMarkdown names the diagnostics of head, errors first.
func problemsMarkdown(list []diag.JSONDiagnostic) string {
	var b strings.Builder
	if len(list) > 0 {
		b.WriteString("\n")
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b diag.JSONDiagnostic) int { return strings.Compare(a.Severity, b.Severity) })
	for n, d := range list {
		if n == fewLines {
			fmt.Fprintf(&b, "- … and %d more\n", len(list)-n)
			break
		}
		where := ""
		if d.Range != nil {
			where = " in " + codeSpan(fmt.Sprintf("%s:%d", d.Range.Filename, d.Range.Start.Line))
		}
		detail, _, _ := strings.Cut(d.Detail, "\n")
		if runes := []rune(detail); len(runes) > maxDetail {
			detail = string(runes[:maxDetail]) + "…"
		}
		fmt.Fprintf(&b, "- **%s %s**%s: %s. %s\n", d.Severity, d.Code, where, inlineMarkdown(d.Summary), inlineMarkdown(detail))
	}
	return b.String()
}

// unitMarkdown shows at most so many of the lines, 0 for all.
func unitMarkdown(u review.Unit, lines []line, limit int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n### %s\n", inlineMarkdown(unitTitle(u)))
	if rows := imageRows(u); len(rows) > 0 {
		b.WriteString("\n| image | platform | baseline | change | new | budget |\n|---|---|---:|---:|---:|---|\n")
		for n, row := range rows {
			if limit > 0 && n == limit {
				fmt.Fprintf(&b, "| … and %d more | | | | | |\n", len(rows)-n)
				break
			}
			b.WriteString("| " + strings.Join(row, " | ") + " |\n")
		}
	}
	if len(lines) == 0 {
		return b.String()
	}
	var text strings.Builder
	for n, l := range lines {
		if limit > 0 && n == limit {
			fmt.Fprintf(&text, "  … and %s that are not shown here\n", counted(len(lines)-n, "line"))
			break
		}
		text.WriteString(strings.TrimRight(l.sign+" "+l.text, " ") + "\n")
	}
	fence := "```"
	for strings.Contains(text.String(), fence) {
		fence += "`"
	}
	fmt.Fprintf(&b, "\n<details><summary>%s</summary>\n\n%sdiff\n%s%s\n\n</details>\n", summaryOf(u), fence, text.String(), fence)
	return b.String()
}

func summaryOf(u review.Unit) string {
	var parts []string
	for _, count := range []struct {
		n    int
		noun string
	}{
		{len(u.Changes), "change"}, {len(u.Inputs), "input"}, {len(u.Files), "file"}, {len(u.Stale), "stale file"},
	} {
		if count.n > 0 {
			parts = append(parts, counted(count.n, count.noun))
		}
	}
	if n := len(u.Rebuilt); n > 0 {
		parts = append(parts, counted(n, "image")+" to build")
	}
	if len(parts) == 0 {
		return "details"
	}
	return strings.Join(parts, ", ")
}

// imageRows are the images that were measured, and those that will be built.
func imageRows(u review.Unit) [][]string {
	var rows [][]string
	builds := func(address, platform string) bool {
		return slices.ContainsFunc(u.Rebuilt, func(j review.Job) bool { return j.Address == address && j.Platform == platform })
	}
	known := map[string]bool{}
	for _, i := range u.Images {
		known[i.Address+i.Platform] = true
		rows = append(rows, []string{
			codeSpan(i.Address), i.Platform, sizeCell(i.Before), changeCell(i, builds(i.Address, i.Platform)), newCell(i), budgetCell(i),
		})
	}
	for _, j := range u.Rebuilt {
		if !known[j.Address+j.Platform] {
			rows = append(rows, []string{codeSpan(j.Address), j.Platform, "", "to build", "", ""})
		}
	}
	return rows
}

func newCell(i review.Image) string {
	if i.After != nil && i.Recorded == plan.Stale {
		return sizeCell(i.After) + " (stale)"
	}
	return sizeCell(i.After)
}

func sizeCell(n *int64) string {
	if n == nil {
		return ""
	}
	return megabytes(*n)
}

// changeCell does not count what was not measured since.
func changeCell(i review.Image, builds bool) string {
	fresh := i.Recorded == plan.Current || i.Before == nil || i.After == nil || *i.Before != *i.After
	var words []string
	if i.Before != nil && i.After != nil && fresh {
		words = append(words, difference(*i.Before, *i.After))
	}
	if builds && i.Recorded != plan.Current {
		words = append(words, "to build")
	}
	return strings.Join(words, ", ")
}

// budgetCell is the limit of the image that is used most.
func budgetCell(i review.Image) string {
	best := ""
	most := -1.0
	for _, l := range i.Limits {
		if l.Limit <= 0 {
			continue
		}
		if used := float64(l.Value) / float64(l.Limit); used > most {
			most, best = used, fmt.Sprintf("%s %s: %s used", l.Metric, l.Written, share(l))
			if used > 1 {
				best = "**" + best + "**"
			}
		}
	}
	return best
}

// codeSpan is text as it is, in a cell of a table.
func codeSpan(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\n", " "), "|", "\\|")
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		text = " " + text + " "
	}
	return fence + text + fence
}

// inlineMarkdown is text in which nothing is markup.
func inlineMarkdown(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\n':
			r = ' '
		case strings.ContainsRune("\\`*_[]<>|#~", r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
