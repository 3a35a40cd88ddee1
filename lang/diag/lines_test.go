package diag

import (
	"io"
	"strings"
	"testing"
	"time"
)

func TestUTF16Column(t *testing.T) {
	l := indexLines([]byte("\ufeffab\n𝄞é\xffx\n"))
	for _, test := range []struct{ offset, want int }{
		{3, 1}, {5, 3}, {6, 1}, {10, 3}, {12, 4}, {13, 5}, {12, 4}, {3, 1},
	} {
		if got := l.utf16Column(test.offset); got != test.want {
			t.Errorf("offset %d is column %d, want %d", test.offset, got, test.want)
		}
	}
}

func TestLineNumbers(t *testing.T) {
	l := indexLines([]byte("a\nbb\r\n\nc"))
	for offset, want := range []int{1, 1, 2, 2, 2, 2, 3, 4, 4} {
		if got := l.number(offset); got != want {
			t.Errorf("offset %d is in line %d, want %d", offset, got, want)
		}
	}
	for number, want := range []string{"a", "bb", "", "c"} {
		start, end := l.span(number + 1)
		if got := string(l.text[start:end]); got != want {
			t.Errorf("line %d is %q, want %q", number+1, got, want)
		}
	}
}

// A file may be one line of 4 MiB, and each of thousands of diagnostics may be in it.
func TestManyDiagnosticsOfOneLine(t *testing.T) {
	line := []byte(strings.Repeat("x = [oops, ", 400_000))
	sources := func(string) []byte { return line }
	var list List
	for i := range 2000 {
		at := Range{File: "a.hcl", Start: Pos{1, 1, 11*i*100 + 5}, End: Pos{1, 5, 11*i*100 + 9}}
		list = append(list, Diagnostic{Code: UnknownReference, Summary: "Unknown reference", Subject: at, Context: at})
	}
	for name, write := range map[string]func(io.Writer) error{
		"text":  func(w io.Writer) error { return WriteText(w, list, sources, TextOptions{}) },
		"json":  func(w io.Writer) error { return WriteJSON(w, list, sources) },
		"sarif": func(w io.Writer) error { return WriteSARIF(w, list, sources, "") },
	} {
		start := time.Now()
		if err := write(io.Discard); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s took %s", name, took)
		}
	}
}
