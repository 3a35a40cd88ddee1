package lang

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/agentboxc/agentboxc/lang/source"
)

func TestReadVariables(t *testing.T) {
	f, _ := source.New("dev.agentboxvars", []byte(`
text   = "a ${-1}"
number = 3
object = { key = "value", "other" = [true, null] }
`))
	variables, diags := ReadVariables(f)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	got := map[string]string{}
	for _, v := range variables {
		got[v.Name] = v.Value.GoString()
		if v.Origin != "dev.agentboxvars" || !v.Lenient || v.Range.Start.Line == 0 {
			t.Errorf("%s: origin %q, lenient %t, range %v", v.Name, v.Origin, v.Lenient, v.Range)
		}
	}
	want := map[string]string{
		"text":   `cty.StringVal("a -1")`,
		"number": `cty.NumberIntVal(3)`,
		"object": `cty.ObjectVal(map[string]cty.Value{"key":cty.StringVal("value"), "other":cty.TupleVal([]cty.Value{cty.True, cty.NullVal(cty.DynamicPseudoType)})})`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
}

func TestReadVariablesRefuses(t *testing.T) {
	tests := map[string]string{
		`a = b`:                        "this is a reference",
		`a = "${b.c}"`:                 "this is a reference",
		`a = upper("b")`:               "this is a call of upper",
		`a = [for x in [1] : x]`:       "this is a for expression",
		`a = 1 / 0`:                    "this is a computation",
		"a {\n}\n":                     `"a" is a block`,
		"a = {\n":                      "",
		`a = { (b) = 1 }`:              "",
		"a = 1\na = 2\n":               "",
		"layer \"x\" { packages = 1 }": `"layer" is a block`,
	}
	for text, want := range tests {
		f, _ := source.New("x.agentboxvars", []byte(text))
		_, diags := ReadVariables(f)
		if !diags.HasErrors() {
			t.Errorf("%s: no error", text)
			continue
		}
		if !strings.Contains(diags[0].Detail, want) || diags[0].Subject.Start.Line == 0 {
			t.Errorf("%s: %q at %v, want a place and %q", text, diags[0].Detail, diags[0].Subject, want)
		}
	}
}
