package reference

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"
)

const dir = "../../docs/reference"

func TestPagesAreCurrent(t *testing.T) {
	g := goldie.New(t, goldie.WithFixtureDir(dir), goldie.WithNameSuffix(""), goldie.WithDiffEngine(goldie.ClassicDiff))
	var names []string
	for _, p := range Pages() {
		names = append(names, p.Name)
		g.Assert(t, p.Name, []byte(p.Text))
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(names, e.Name()) {
			t.Errorf("%s is no page of the manual any more", e.Name())
		}
	}
}

func TestLinksLeadToPages(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)]+)\)`)
	names := map[string]bool{"../language.md": true}
	guide, err := os.ReadFile("../../docs/language.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^## (.+)$`).FindAllStringSubmatch(string(guide), -1) {
		names["../language.md#"+strings.ReplaceAll(strings.ToLower(m[1]), " ", "-")] = true
	}
	for _, p := range Pages() {
		if names[p.Name] {
			t.Errorf("two pages are called %s", p.Name)
		}
		names[p.Name] = true
	}
	for _, p := range Pages() {
		for _, m := range link.FindAllStringSubmatch(p.Text, -1) {
			if !names[m[1]] {
				t.Errorf("%s links to %s, which does not exist", p.Name, m[1])
			}
		}
	}
}

func TestPagesAreTidyMarkdown(t *testing.T) {
	for _, p := range Pages() {
		switch {
		case strings.Contains(p.Text, "\n\n\n"):
			t.Errorf("%s: two empty lines in a row", p.Name)
		case strings.Count(p.Text, "```")%2 != 0:
			t.Errorf("%s: code that does not end", p.Name)
		case !strings.HasSuffix(p.Text, "\n"):
			t.Errorf("%s: no line end at the end", p.Name)
		}
	}
}
