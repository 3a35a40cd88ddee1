package lang_test

import (
	"slices"
	"testing"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// What is put into the slot of an input is a follows of that input, however the
// block is laid out.
func TestFollowSlot(t *testing.T) {
	for name, block := range map[string]string{
		"lines":       "input \"x\" {\n  url = \"github:o/x\" # and why\n}",
		"one line":    "input \"x\" { url = \"github:o/x\" }",
		"a map":       "input \"x\" {\n  url = \"github:o/x\"\n  follows = { a = input.nixpkgs }\n}",
		"an empty":    "input \"x\" {\n  url = \"github:o/x\"\n  follows = {}\n}",
		"map of rows": "input \"x\" {\n  follows = {\n    a = input.nixpkgs\n    b = input.nixpkgs\n  }\n  url = \"github:o/x\"\n}",
	} {
		t.Run(name, func(t *testing.T) {
			before := inputX(t, block)
			after := inputX(t, withEdits(block, before.Slot.Edits("new", "nixpkgs")))
			if len(after.Follows) != len(before.Follows)+1 || !slices.ContainsFunc(after.Follows, func(f ir.Follow) bool {
				return f.Name == "new" && f.Target == "nixpkgs"
			}) {
				t.Errorf("follows after the edit: %+v", after.Follows)
			}
		})
	}
	for name, block := range map[string]string{
		"none":     `{ "input": { "x": { "url": "github:o/x" } } }`,
		"a map":    `{ "input": { "x": { "url": "github:o/x", "follows": { "a": "input.nixpkgs" } } } }`,
		"an empty": `{ "input": { "x": { "url": "github:o/x", "follows": {} } } }`,
	} {
		t.Run("JSON/"+name, func(t *testing.T) {
			before := inputInJSON(t, block)
			after := inputInJSON(t, withEdits(block, before.Slot.Edits("new", "nixpkgs")))
			if len(after.Follows) != len(before.Follows)+1 {
				t.Errorf("follows after the edit: %+v", after.Follows)
			}
		})
	}
	computed := inputX(t, "locals {\n  all = { a = input.nixpkgs }\n}\ninput \"x\" {\n  url = \"github:o/x\"\n  follows = local.all\n}")
	if computed.Slot != nil {
		t.Errorf("there is a slot in a map that is not written out: %+v", computed.Slot)
	}
}

func inputX(t *testing.T, text string) *ir.Input {
	t.Helper()
	result, diags := compileText(text, nil)
	if diags.HasErrors() {
		t.Fatalf("%+v\n%s", diags, text)
	}
	return inputNamedX(result)
}

func inputNamedX(result *lang.Result) *ir.Input {
	inputs := result.Program.Inputs
	return inputs[slices.IndexFunc(inputs, func(in *ir.Input) bool { return in.Name == "x" })]
}

func inputInJSON(t *testing.T, text string) *ir.Input {
	t.Helper()
	result, diags := compile(map[string]string{"unit/agentbox.hcl.json": text}, lang.Options{})
	if diags.HasErrors() {
		t.Fatalf("%+v\n%s", diags, text)
	}
	return inputNamedX(result)
}

func withEdits(text string, edits []diag.Edit) string {
	slices.SortFunc(edits, func(a, b diag.Edit) int { return b.Range.Start.Byte - a.Range.Start.Byte })
	for _, e := range edits {
		text = text[:e.Range.Start.Byte] + e.NewText + text[e.Range.End.Byte:]
	}
	return text
}
