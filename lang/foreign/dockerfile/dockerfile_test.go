package dockerfile_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/agentboxc/agentboxc/lang/foreign/dockerfile"
)

func TestParse(t *testing.T) {
	const text = "# escape=`\n\nFROM --platform=linux/amd64 debian AS a\r\n" +
		"RUN --mount=type=cache a `\n  # between\n\n  && b\n" +
		"COPY <<-'EOF' /x\n\tone\n\tEOF\n" +
		"cmd [\"a\", \"b\"]\n"
	file, err := dockerfile.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []dockerfile.Instruction{
		{Name: "FROM", Line: 3, Last: 3, Flags: []dockerfile.Flag{{Name: "platform", Value: "linux/amd64"}}, Lines: []dockerfile.Line{{Number: 3, Text: "debian AS a"}}},
		{Name: "RUN", Line: 4, Last: 7, Flags: []dockerfile.Flag{{Name: "mount", Value: "type=cache"}}, Lines: []dockerfile.Line{{Number: 4, Text: "a "}, {Number: 7, Text: "  && b"}}},
		{Name: "COPY", Line: 8, Last: 10, Lines: []dockerfile.Line{{Number: 8, Text: "<<-'EOF' /x"}}, Docs: []dockerfile.Heredoc{{Name: "EOF", Raw: true, Line: 9, Text: "one\n"}}},
		{Name: "CMD", Line: 11, Last: 11, Lines: []dockerfile.Line{{Number: 11, Text: `["a", "b"]`}}, List: []string{"a", "b"}},
	}
	if diff := cmp.Diff(want, file.Instructions); diff != "" {
		t.Error(diff)
	}
}

func TestUnendedHeredoc(t *testing.T) {
	if _, err := dockerfile.Parse([]byte("FROM a\nRUN <<EOF\nx\n")); err == nil || err.Error() != "line 2: the here-document EOF has no end" {
		t.Error(err)
	}
}

func TestWords(t *testing.T) {
	got := dockerfile.Words(`a "b c"=d\ e 'f "g' h`, '\\')
	if diff := cmp.Diff([]string{"a", `"b c"=d\ e`, `'f "g'`, "h"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestExpand(t *testing.T) {
	vars := map[string]string{"A": "1", "EMPTY": "", "B": "two words"}
	lookup := func(name string) (string, bool) { v, ok := vars[name]; return v, ok }
	for word, want := range map[string]string{
		`$A`:                "1",
		`${A}x`:             "1x",
		`"$B"`:              "two words",
		`'$A'`:              "$A",
		`\$A`:               "$A",
		`"a\"b\n"`:          `a"b\n`,
		`${C:-x$A}`:         "x1",
		`${EMPTY:-x}`:       "x",
		`${EMPTY-x}`:        "",
		`${A:+yes}${C:+no}`: "yes",
		`${C:-${D:-${A}}}`:  "1",
		`$`:                 "$",
		`${A`:               "${A",
		`a$C`:               "a",
		`${A%x}`:            "",
	} {
		if got, _ := dockerfile.Expand(word, '\\', lookup); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
	if _, missing := dockerfile.Expand(`$C${D:-x}${A%y}`, '\\', lookup); !cmp.Equal(missing, []string{"C", "A%y"}) {
		t.Errorf("missing: %q", missing)
	}
}
