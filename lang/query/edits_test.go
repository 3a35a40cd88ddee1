package query_test

import (
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// edited shows the lines that edits change, before and after.
func (m *marked) edited(edits []diag.Edit) string {
	after := edited(m.files, edits)
	var b strings.Builder
	for _, name := range sortedKeys(m.files) {
		if after[name] == m.files[name] {
			continue
		}
		b.WriteString(name + ":\n" + lineDiff(m.files[name], after[name]))
	}
	return b.String()
}

// lineDiff shows the lines that only one of two texts has. Spaces at the end of a
// line are shown as dots.
func lineDiff(before, after string) string {
	a, b := strings.SplitAfter(before, "\n"), strings.SplitAfter(after, "\n")
	common := make([][]int, len(a)+1) // lines in common from here on
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			common[i][j] = max(common[i+1][j], common[i][j+1])
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	var out strings.Builder
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			i, j = i+1, j+1
		case i < len(a) && (j == len(b) || common[i+1][j] >= common[i][j+1]):
			out.WriteString(diffLine("-", a[i]))
			i++
		default:
			out.WriteString(diffLine("+", b[j]))
			j++
		}
	}
	return out.String()
}

func diffLine(sign, line string) string {
	text, whole := strings.CutSuffix(line, "\n")
	bare := strings.TrimRight(text, " ")
	shown := sign + strings.TrimRight(" "+bare+strings.Repeat("·", len(text)-len(bare)), " ")
	if !whole {
		shown += "⏎̸"
	}
	return shown + "\n"
}
