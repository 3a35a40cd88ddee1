package query_test

import (
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// edited shows the lines that edits change, before and after.
func (m *marked) edited(edits []diag.Edit) string {
	after := apply(m.files, edits)
	var b strings.Builder
	for _, name := range sortedFiles(m.files) {
		if after[name] == m.files[name] {
			continue
		}
		b.WriteString(name + ":\n" + lineDiff(m.files[name], after[name]))
	}
	return b.String()
}

func sortedFiles(files map[string]string) []string {
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// apply makes edits, which do not overlap, from the last to the first.
func apply(files map[string]string, edits []diag.Edit) map[string]string {
	out := map[string]string{}
	for name, text := range files {
		out[name] = text
	}
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b diag.Edit) int { return b.Range.Start.Byte - a.Range.Start.Byte })
	for _, e := range edits {
		text := out[e.Range.File]
		out[e.Range.File] = text[:e.Range.Start.Byte] + e.NewText + text[e.Range.End.Byte:]
	}
	return out
}

// lineDiff shows what is between the first and the last line that differ. Spaces at
// the end of a line are shown as dots.
func lineDiff(before, after string) string {
	a, b := strings.SplitAfter(before, "\n"), strings.SplitAfter(after, "\n")
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	var out strings.Builder
	for sign, lines := range [][]string{a, b} {
		for _, line := range lines {
			text, whole := strings.CutSuffix(line, "\n")
			bare := strings.TrimRight(text, " ")
			out.WriteString("-+"[sign:sign+1] + strings.TrimRight(" "+bare+strings.Repeat("·", len(text)-len(bare)), " "))
			if !whole {
				out.WriteString("⏎̸")
			}
			out.WriteString("\n")
		}
	}
	return out.String()
}
