package query_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/query"
)

// Words of a question: "snippets" to show what clients get that take them, "most N"
// for the first N items.
func TestCompleteBroken(t *testing.T) { testMarked(t, "complete/broken", completed) }

// A line with a mark is there only for its own question, so that nothing else is
// broken then.
func TestComplete(t *testing.T) {
	testMarked(t, "complete", func(t *testing.T, q question) string { return completed(t, q.alone()) })
}

func completed(t *testing.T, q question) string {
	t.Helper()
	found := query.Complete(q.unit(), q.file, q.start, query.Completing{
		Snippets: true, Names: q.opts.Names, Files: filesystem(q.files), Tree: q.tree,
	})
	if err := proper(q, found); err != nil {
		t.Error(err)
	}
	return shownCompletion(q, found)
}

// alone is the question about the files without the lines of other marks.
func (q question) alone() question {
	cut := map[string][][2]int{}
	line := func(r diag.Range) (start, end int) {
		text := q.files[r.File]
		start = strings.LastIndexByte(text[:r.Start.Byte], '\n') + 1
		return start, r.Start.Byte + strings.IndexByte(text[r.Start.Byte:]+"\n", '\n') + 1
	}
	own, _ := line(diag.Range{File: q.file, Start: diag.Pos{Byte: q.start}})
	for _, r := range q.marks {
		start, end := line(r)
		if r.File != q.file || start != own {
			cut[r.File] = append(cut[r.File], [2]int{start, min(end, len(q.files[r.File]))})
		}
	}
	m := &marked{files: maps.Clone(q.files), opts: q.opts}
	for name, lines := range cut {
		slices.SortFunc(lines, func(a, b [2]int) int { return b[0] - a[0] })
		for _, at := range slices.Compact(lines) {
			m.files[name] = m.files[name][:at[0]] + m.files[name][at[1]:]
			if name == q.file && at[0] < q.start {
				q.start -= at[1] - at[0]
			}
		}
	}
	m.tree = compiled(m.files, m.opts)
	q.marked = m
	return q
}

func shownCompletion(q question, found query.Completion) string {
	var b strings.Builder
	text := q.files[q.file]
	word := text[found.Replace.Start.Byte:found.Replace.End.Byte]
	if word != "" {
		fmt.Fprintf(&b, "(instead of %q)\n", word)
	}
	for i, item := range found.Items {
		if len(q.words) > 1 && q.words[0] == "most" && fmt.Sprint(i) == q.words[1] {
			fmt.Fprintf(&b, "(%d more)\n", len(found.Items)-i)
			break
		}
		b.WriteString(item.Label)
		if item.Text != item.Label {
			fmt.Fprintf(&b, " puts %q", item.Text)
		}
		if item.Snippet != "" && slices.Contains(q.words, "snippets") {
			fmt.Fprintf(&b, " or %q", item.Snippet)
		}
		if item.Detail != "" {
			fmt.Fprintf(&b, " (%s)", item.Detail)
		}
		b.WriteString("\n")
	}
	if found.Incomplete {
		b.WriteString("(there may be more)\n")
	}
	if b.Len() == 0 {
		return "nothing\n"
	}
	return b.String()
}

// proper checks what holds of every answer: the ranges are around the offset, and
// no two items are the same.
func proper(q question, found query.Completion) error {
	in, out := found.Insert, found.Replace
	if in.Start != out.Start || in.End.Byte != q.start || out.End.Byte < q.start || in.Start.Byte > q.start {
		return fmt.Errorf("at %d: inserts at %v, replaces %v", q.start, in, out)
	}
	seen := map[string]bool{}
	for _, item := range found.Items {
		if seen[item.Label] {
			return fmt.Errorf("%s comes twice", item.Label)
		}
		seen[item.Label] = true
	}
	if len(found.Items) > query.MaxItems {
		return fmt.Errorf("%d items", len(found.Items))
	}
	return nil
}

func TestSignature(t *testing.T) {
	testMarked(t, "signature", func(t *testing.T, q question) string {
		s, ok := query.SignatureAt(q.unit(), q.file, q.start)
		if !ok {
			return "nothing"
		}
		out := s.Label
		if s.Active < len(s.Params) {
			p := s.Params[s.Active]
			out = s.Label[:p.Start] + "«" + s.Label[p.Start:p.End] + "»" + s.Label[p.End:] + "\n" + p.Doc
		}
		return out + "\n" + s.Doc
	})
}

// askAbout asks what could be written at an offset.
func askAbout(t *testing.T, tree *query.Tree, s *query.Snapshot, file string, offset int) {
	t.Helper()
	found := query.Complete(s, file, offset, query.Completing{Snippets: true, Tree: tree})
	size := len(s.File(file).Text())
	if in, out := found.Insert, found.Replace; len(found.Items) > 0 && (in.Start.Byte < 0 || in.End.Byte > out.End.Byte || out.End.Byte > size) {
		t.Errorf("inserts at %+v, replaces %+v of %d bytes", in, out, size)
	}
	query.SignatureAt(s, file, offset)
}
