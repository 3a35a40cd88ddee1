package diag

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTextLeavesTheRestOut(t *testing.T) {
	var list List
	for i := range 120 {
		d := Diagnostic{Code: DuplicateItem, Severity: Warning, Summary: "Listed twice", Detail: fmt.Sprintf("w%d.", i)}
		if i%10 == 9 {
			d = Diagnostic{Code: SyntaxError, Summary: "Syntax error", Detail: fmt.Sprintf("e%d.", i)}
		}
		d.Subject = Range{File: "a.hcl", Start: Pos{i + 1, 1, i}, End: Pos{i + 1, 2, i + 1}}
		list = append(list, d)
	}
	got := string(text(TextOptions{Max: 20})(list, nil))
	if n := strings.Count(got, "error["); n != 12 {
		t.Errorf("%d errors are shown, want all 12", n)
	}
	if n := strings.Count(got, "warning["); n != 8 {
		t.Errorf("%d warnings are shown, want 8", n)
	}
	if !strings.HasSuffix(got, "\n… and 100 warnings more.\n") {
		t.Errorf("ends with %q", got[len(got)-40:])
	}
	if strings.Index(got, "w0.") > strings.Index(got, "e9.") || strings.Index(got, "e119.") < strings.Index(got, "e9.") {
		t.Error("not in source order")
	}
	if all := string(text(TextOptions{})(list, nil)); !strings.HasSuffix(all, "… and 20 warnings more.\n") {
		t.Error("the default is not 100")
	}
}

func TestTally(t *testing.T) {
	e, w := Diagnostic{}, Diagnostic{Severity: Warning}
	for _, test := range []struct {
		list List
		want string
	}{
		{nil, "0 errors"},
		{List{e}, "1 error"},
		{List{e, e, w}, "2 errors and 1 warning"},
		{List{w, w}, "2 warnings"},
	} {
		if got := test.list.Tally(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestSourcesAreAskedOnce(t *testing.T) {
	asked := 0
	sources := func(string) []byte { asked++; return []byte("a\nb\n") }
	var list List
	for i := range 3 {
		at := Range{File: "a.hcl", Start: Pos{1, 1, i}, End: Pos{1, 1, i}}
		list = append(list, Diagnostic{Code: SyntaxError, Subject: at, Related: []Related{{"here", at}}})
	}
	text(TextOptions{})(list, sources)
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}

func TestWritersReportTheirErrors(t *testing.T) {
	list := List{{Code: SyntaxError, Summary: "Syntax error"}}
	for name, err := range map[string]error{
		"text":   WriteText(full{}, list, nil, TextOptions{}),
		"json":   WriteJSON(full{}, list, nil),
		"sarif":  WriteSARIF(full{}, list, nil, ""),
		"github": WriteGitHub(full{}, list),
	} {
		if !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// FuzzRender proves that no source and no range, even one that does not fit the
// source, makes a renderer panic or write what a reader cannot take.
func FuzzRender(f *testing.F) {
	f.Add("layer \"a\" {\n}\n", 0, 5, 6, 13, 80)
	f.Add("\ufeff\r\nx\t\xff\u202e\x1b日本\n", 2, 4, 0, 100, 40)
	f.Add(strings.Repeat("🇩🇪", 3000), 5000, 5001, 3, 9000, 60)
	f.Add("", 0, 0, -1, 7, 1)
	f.Add(strings.Repeat("x\n", 2000), 3000, 3001, 9, 40, 80)
	f.Fuzz(func(t *testing.T, source string, start, end, relatedStart, relatedEnd, width int) {
		at := func(start, end int) Range {
			return Range{File: "a.hcl", Start: Pos{1, 1, start}, End: Pos{1, 2, end}}
		}
		list := List{{
			Code: SyntaxError, Summary: "Syntax error", Detail: source,
			Subject: at(start, end), Context: at(relatedStart, start),
			Related: []Related{{source, at(relatedStart, relatedEnd)}},
			Fixes:   []Fix{{Title: source, Edits: []Edit{{at(start, end), source}, {at(relatedStart, relatedEnd), "x"}}}},
			Values:  []Value{{"var.x", source}},
		}}
		sources := func(string) []byte { return []byte(source) }
		shown := text(TextOptions{Width: width % 1000})(list, sources)
		if !utf8.Valid(shown) || bytes.ContainsFunc(shown, func(r rune) bool { return r != '\n' && r != '\u200d' && hidden(r) && r < 0x300 }) {
			t.Errorf("text that a terminal would act on: %q", shown)
		}
		checkDocument(t, written(func(w io.Writer) error { return WriteJSON(w, list, sources) }))
		checkDocument(t, written(func(w io.Writer) error { return WriteSARIF(w, list, sources, "") }))
		if annotations := written(func(w io.Writer) error { return WriteGitHub(w, list) }); bytes.Count(annotations, []byte("\n")) != 1 {
			t.Errorf("more than one command: %q", annotations)
		}
		for _, d := range NewReport(list, sources).Diagnostics {
			s := d.Snippet
			if s.HighlightStartOffset > s.HighlightEndOffset || s.HighlightEndOffset > len(s.Code) {
				t.Errorf("highlight [%d, %d) outside of %d bytes", s.HighlightStartOffset, s.HighlightEndOffset, len(s.Code))
			}
		}
	})
}

func checkDocument(t *testing.T, document []byte) {
	t.Helper()
	if !utf8.Valid(document) || !json.Valid(document) {
		t.Errorf("not a valid document: %q", document)
	}
}
