package nix

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// hazards are texts that would be code if escaping failed them.
var hazards = []string{
	"", "$", "$$", "$$$", "${", "$${", "$$${", `\${`, `\\${`, "${builtins.abort \"x\"}", "'", "''", "'''", "''''",
	"'${", "''${", "'''${", "$'", "$''", "''$", "''\\", `\`, `\\`, `"`, `\"`, `"; x = "`, "''; x = ''", "\n", "\r", "\r\n",
	"\t", "'\t", "''\t", "$\t", "a\rb", "  ", "\n  \n", "\n\t\n", "  a\n b\n", "'\n", "$\n", "# c", "/* c */", "\u2028", "é",
	"\x01", "\x7f", "\x1b[31m", "#!/bin/sh\nset -- \"$@\" '${x}' ''\n",
}

func texts(n int) []string {
	f := newForest(4711)
	list := append([]string(nil), hazards...)
	for len(list) < n {
		list = append(list, f.literal(), f.prose()+f.literal(), f.literal()+f.prose())
	}
	return list
}

// Nix itself says what the printed strings are: alone, as whole lines (mostly
// ”…” then), around an interpolation, and as the name of an attribute.
func TestNixReadsStrings(t *testing.T) {
	list := texts(4000)
	rows := &List{}
	indented := 0
	for _, s := range list {
		lines := S("|" + s + "\n")
		if readsIndented(lines.Parts) {
			indented++
		}
		around := &Str{Parts: []StrPart{{Literal: s}, {Expr: S("${")}, {Literal: s + "\n"}}}
		rows.Items = append(rows.Items, L(S(s), lines, around, A(B(s, S(s)))))
	}
	if indented < len(list)/4 {
		t.Errorf("only %d of %d texts are written in lines; the test is weaker than meant", indented, len(list))
	}
	text, _ := Print(&File{Body: rows})
	var got [][]any
	evaluate(t, text, &got)
	if len(got) != len(list) {
		t.Fatalf("Nix reads %d rows of %d", len(got), len(list))
	}
	for i, s := range list {
		name, _ := got[i][3].(map[string]any)
		if got[i][0] != s || got[i][1] != "|"+s+"\n" || got[i][2] != s+"${"+s+"\n" || len(name) != 1 || name[s] != s {
			t.Errorf("%q: Nix reads %q", s, got[i])
		}
	}
}

func TestNixReadsNumbers(t *testing.T) {
	ints := []int64{0, -1, math.MaxInt64, math.MinInt64}
	floats := []float64{0.1, 1e30, -2.5e-7, 5, 1e21, 123456.789}
	list := &List{}
	for _, n := range ints {
		list.Items = append(list.Items, &Int{Value: n})
	}
	for _, n := range floats {
		list.Items = append(list.Items, Op(&Float{Value: n}, "==", &Float{Value: n}), &Float{Value: n})
	}
	text, _ := Print(&File{Body: list})
	var got []any
	evaluate(t, text, &got)
	for i, n := range ints {
		if got[i] != json.Number(strconv.FormatInt(n, 10)) {
			t.Errorf("Nix reads %v, want %d\n%s", got[i], n, text)
		}
	}
	for i, n := range floats {
		read, _ := got[len(ints)+2*i+1].(json.Number)
		if f, err := read.Float64(); err != nil || math.Abs(f-n) > math.Abs(n)*1e-4 {
			t.Errorf("Nix reads %v, want %v\n%s", read, n, text)
		}
	}
}

func TestNixReadsPaths(t *testing.T) {
	dir := t.TempDir()
	deep := filepath.Join(dir, "deep")
	list, want := &List{}, []string(nil)
	for _, rel := range []string{"a b/${c}", "../x y", "../x-y", "scripts/run.sh", "", ".", "..", "ä'/\"", "a//b"} {
		list.Items = append(list.Items, Call(Id("toString"), &Path{Rel: rel}))
		want = append(want, filepath.Join(deep, rel))
	}
	text, _ := Print(&File{Body: list})
	var got []string
	evaluateFile(t, filepath.Join(deep, "x.nix"), text, &got)
	if !slices.Equal(got, want) {
		t.Errorf("Nix reads %q, want %q\n%s", got, want, text)
	}
}

// Nix parses what is printed as it parses the same tree with parentheses around
// everything.
func TestNixParses(t *testing.T) {
	const trees = 400
	dir := t.TempDir()
	write := func(name string, text []byte) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	var printed, spelled []string
	for seed := range uint64(trees) {
		f := newForest(seed)
		f.strict = true
		tree := &Lambda{Formals: []string{
			"a", "pkgs", "lib", "x'", "_self", "nodejs_20", "rust-overlay", "extraordinarilyLongNameOfAVariable",
		}, Body: f.expr()}
		text, _ := Print(&File{Body: tree})
		printed = append(printed, write(fmt.Sprintf("p%d.nix", seed), text))
		spelled = append(spelled, write(fmt.Sprintf("s%d.nix", seed), []byte(spell(tree))))
	}
	got, want := parsedByNix(t, printed), parsedByNix(t, spelled)
	if len(got) != trees+1 || len(want) != trees+1 {
		t.Fatalf("Nix parsed %d and %d of %d files", len(got)-1, len(want)-1, trees)
	}
	for i := range trees {
		if !bytes.Equal(got[i], want[i]) {
			text, _ := os.ReadFile(printed[i])
			t.Fatalf("tree %d is another one to Nix:\n%s\nwant\n%s\nfor\n%s", i, got[i], want[i], text)
		}
	}
}

// parsedByNix returns what Nix understands each file to be. The indentation of
// a line of a ”…” string leaves an empty piece in front of an interpolation.
func parsedByNix(t *testing.T, files []string) [][]byte {
	t.Helper()
	out := instantiate(t, append([]string{"--parse"}, files...)...)
	return bytes.Split(bytes.ReplaceAll(out, []byte(`"" + `), nil), []byte("\n"))
}

func evaluate(t *testing.T, text []byte, into any) {
	t.Helper()
	evaluateFile(t, filepath.Join(t.TempDir(), "x.nix"), text, into)
}

func evaluateFile(t *testing.T, file string, text []byte, into any) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(instantiate(t, "--eval", "--strict", "--json", file)))
	dec.UseNumber()
	if err := dec.Decode(into); err != nil {
		t.Fatalf("reading what Nix says: %v", err)
	}
}

func instantiate(t *testing.T, args ...string) []byte {
	t.Helper()
	program, err := exec.LookPath("nix-instantiate")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("nix-instantiate is not installed, and these tests need it")
		}
		t.Skip("SKIPPED: install Nix to have it judge the printed strings")
	}
	cmd := exec.Command(program, append([]string{"--store", "dummy://"}, args...)...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("nix-instantiate: %v\n%s", err, stderr.Bytes())
	}
	return stdout.Bytes()
}
