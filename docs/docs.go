// Package docs holds the pages of the manual that the program itself shows. It
// does not write any; docs/reference comes from package schema/reference.
package docs

import (
	_ "embed"
	"strings"
)

//go:embed diagnostics.md
var diagnostics string

// Section is what the manual says about one code.
type Section struct {
	Code  string // such as "AB4006"
	Title string // the summary of the code
	Text  string // Markdown below the heading
}

// Sections returns the page of diagnostics in its order.
func Sections() []Section {
	var sections []Section
	for _, part := range strings.Split("\n"+diagnostics, "\n## ")[1:] {
		heading, text, _ := strings.Cut(part, "\n")
		code, title, _ := strings.Cut(heading, " ")
		sections = append(sections, Section{Code: code, Title: title, Text: strings.TrimSpace(belowStage(text))})
	}
	return sections
}

// belowStage cuts off the heading of the next stage.
func belowStage(text string) string {
	text, _, _ = strings.Cut(text, "\n# ")
	return text
}

// Diagnostic returns the section of a code, as `agentboxc explain` shows it.
func Diagnostic(code string) (Section, bool) {
	for _, s := range Sections() {
		if strings.EqualFold(s.Code, code) {
			return s, true
		}
	}
	return Section{}, false
}
