package document_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/lang/foreign/document"
)

// shown is a tree on lines, each value with its own line.
func shown(n *document.Node) string {
	switch n.Kind {
	case document.Null:
		return fmt.Sprintf("null@%d", n.Line)
	case document.Scalar:
		if n.Bare {
			return fmt.Sprintf("%s@%d", n.Text, n.Line)
		}
		return fmt.Sprintf("%q@%d", n.Text, n.Line)
	case document.List:
		var items []string
		for _, item := range n.Items {
			items = append(items, shown(item))
		}
		return "[" + strings.Join(items, " ") + "]"
	}
	var fields []string
	for _, f := range n.Fields {
		fields = append(fields, fmt.Sprintf("%s@%d:%s", f.Key, f.Line, shown(f.Value)))
	}
	return "{" + strings.Join(fields, " ") + "}"
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		read             func([]byte) (*document.Node, error)
	}{
		{"json", "// c\n{\n  \"a\": [1, \"x\\n\", null,],\n  /* d */ \"b\": {\"c\": true}\n}", `{a@3:[1@3 "x\n"@3 null@3] b@4:{c@4:true@4}}`, document.JSON},
		{"toml", "a = 1\n[t]\nx.y = \"z\" # c\nl = [\n  \"p\",\n  { q = 'r' },\n]\n[[t.list]]\nk = true\n[[t.list]]\nk = 1979-05-27\n", `{a@1:1@1 t@2:{x@3:{y@3:"z"@3} l@4:["p"@5 {q@6:"r"@6}] list@8:[{k@9:true@9} {k@11:1979-05-27@11}]}}`, document.TOML},
		{"yaml", "# c\na: &x\n  - 1\n  - two\nb:\n  c: *x\n  d: |\n    one\n    two\n  e: ~\nf: {g: 0o755, 'h': \"i\\tj\"}\n", `{a@2:[1@3 "two"@4] b@5:{c@6:[1@3 "two"@4] d@7:"one\ntwo\n"@7 e@10:null@10} f@11:{g@11:0o755@11 h@11:"i\tj"@11}}`, document.YAML},
		{"yaml merge", "a: &x {p: 1, q: 2}\nb:\n  p: 3\n  <<: *x\n", `{a@1:{p@1:1@1 q@1:2@1} b@2:{p@3:3@3 q@1:2@1}}`, document.YAML},
		{"empty yaml", "", `null@1`, document.YAML},
	} {
		n, err := c.read([]byte(c.text))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := shown(n); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.name, got, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	laughs := "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
	for n := 1; n < 9; n++ {
		laughs += fmt.Sprintf("a%d: &a%d [%s]\n", n, n, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", n-1), 10), ", "))
	}
	for name, c := range map[string]struct {
		text, want string
		read       func([]byte) (*document.Node, error)
	}{
		"json":          {"{\n\"a\" 1}", "line 2", document.JSON},
		"toml":          {"a = 1\nb = ", "line 2", document.TOML},
		"toml twice":    {"a = 1\na = 2", "line 2", document.TOML},
		"yaml":          {"a: 1\nb: [", "line 2", document.YAML},
		"yaml alias":    {"a: *b\n", "no anchor b", document.YAML},
		"laughs":        {laughs, "more than", document.YAML},
		"deep json":     {strings.Repeat("[", 5000), "brackets", document.JSON},
		"deep yaml":     {strings.Repeat("- ", 500) + "a", "lists inside each other", document.YAML},
		"long toml":     {strings.Repeat("# a\n", 50_000), "bytes", document.TOML},
		"long yaml":     {strings.Repeat("a\n", 50_000), "bytes", document.YAML},
		"deep toml":     {"a = " + strings.Repeat("[", 200) + strings.Repeat("]", 200), "more than", document.TOML},
		"deep toml key": {strings.Repeat("a.", 500) + "a = 1", "more than", document.TOML},
	} {
		if _, err := c.read([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range []string{"a: &x [1, *x]\n? b\n: - c\n", "[a.b]\nc = [{d=1}]\n[[e]]\n", "{\"a\": [1, // c\n]}", "a: |-\n  b\n", "- !!str x\n- <<: {a: b}\n"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, read := range []func([]byte) (*document.Node, error){document.JSON, document.TOML, document.YAML} {
			if n, err := read(data); err == nil {
				_ = shown(n)
			}
		}
	})
}
