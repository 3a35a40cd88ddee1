package view

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/review"
	"github.com/agentboxc/agentboxc/codegen/plan"
)

// TestReviewFitsAComment fills a report until it is too long, and wants what is
// left out to be told.
func TestReviewFitsAComment(t *testing.T) {
	r := &review.Report{Headline: "Many units change."}
	for n := range 2000 {
		u := review.Unit{Unit: fmt.Sprintf("boxes/%04d", n), Action: plan.Update}
		for m := range 60 {
			u.Changes = append(u.Changes, review.Change{Address: "layer.base", Attribute: "packages", Action: plan.Create, After: fmt.Sprintf("pkgs.p%d", m)})
		}
		r.Units = append(r.Units, u)
	}
	text := string(reviewMarkdown(r, false))
	if n := utf8.RuneCountInString(text); n >= 65_536 || n < 60_000 {
		t.Errorf("%d characters", n)
	}
	for _, want := range []string{reviewMarker, "### boxes/0000\n", "… and 41 lines that are not shown here", " units not shown, because a comment holds 65,536 characters."} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Count(text, "<details>") != strings.Count(text, "</details>") {
		t.Error("something is cut in the middle")
	}
	shown := strings.Count(text, "### boxes/")
	if !strings.Contains(text, fmt.Sprintf("\n%d units not shown", 2000-shown)) {
		t.Errorf("%d units are shown, and the rest is counted otherwise", shown)
	}
}

func TestReviewIsNoMarkup(t *testing.T) {
	u := review.Unit{Unit: "a_b*<script>", Changes: []review.Change{
		{Address: "variant.x", Attribute: "config.env.A", Action: plan.Create, After: "```\n</details>"},
	}, Rebuilt: []review.Job{{Address: "variant.py[\"a|`b\"]", Platform: "x86_64-linux", Action: plan.Update}}}
	text := string(reviewMarkdown(&review.Report{Headline: "x", Units: []review.Unit{u}}, false))
	for _, want := range []string{
		"### a\\_b\\*\\<script\\>\n", "````diff\n", "```\\n</details>\"\n", "| `` variant.py[\"a\\|`b\"] `` |",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in:\n%s", want, text)
		}
	}
}
