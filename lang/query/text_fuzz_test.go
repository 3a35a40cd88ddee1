package query_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/lang/query"
)

// units are the texts of units in the test data of the front end.
func units(t testing.TB) []string {
	t.Helper()
	var texts []string
	for _, pattern := range []string{"../testdata/cases/*.hcl", "../testdata/programs/*.hcl"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("no units: %v", err)
		}
		for _, name := range names {
			if filepath.Base(name) == "limits.hcl" {
				continue // to compile that takes seconds
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, strings.Split(string(text), "\n# ---")...)
		}
	}
	return texts
}

// enough is the size of texts for which the compiler does not take its time.
const enough = 2000

// What is asked of the text alone never panics, and its answers fit the text,
// whatever that is.
func FuzzText(f *testing.F) {
	for i, text := range units(f) {
		if len(text) < enough {
			f.Add([]byte(text), uint(i*37))
		}
	}
	f.Add([]byte("a = \"\n\xff\"\r\r\nlayer \"x\" {\n}}}"), uint(3))
	f.Fuzz(func(t *testing.T, text []byte, at uint) {
		if len(text) < enough {
			checkText(t, text, at)
		}
	})
}

func TestCutTexts(t *testing.T) {
	for i, text := range units(t) {
		cut := (i * 131) % (len(text) + 1)
		checkText(t, []byte(text[:cut]), uint(cut))
		checkText(t, []byte(text[cut:]), uint(cut/2))
	}
}

func checkText(t *testing.T, text []byte, at uint) {
	const file = "agentbox.hcl"
	s := compiled(map[string]string{file: string(text)}, options("")).Unit(".")
	offset := int(at) % (len(text) + 1)
	lines := bytes.Count(text, []byte("\n")) + 1
	for _, fold := range query.Folds(s, file) {
		if fold.First < 1 || fold.Last <= fold.First || fold.Last > lines {
			t.Errorf("fold %+v of %d lines", fold, lines)
		}
	}
	inner := -1
	for _, r := range query.Selection(s, file, offset) {
		size := r.End.Byte - r.Start.Byte
		if size <= inner || r.Start.Byte > max(offset, 3) || r.End.Byte < offset {
			t.Errorf("selection %v around %d", r, offset)
		}
		inner = size
	}
	end := 0
	for _, token := range query.SemanticTokens(s, file, 0, len(text)) {
		if token.Start < end || token.End <= token.Start || token.End > len(text) || bytes.ContainsRune(text[token.Start:token.End], '\n') {
			t.Errorf("token %+v behind %d", token, end)
		}
		end = token.End
	}
	for _, typed := range []string{"}", "\n"} {
		query.FormatTyped(s, file, offset, typed)
	}
	query.FormatRange(s, file, offset, len(text))
}
