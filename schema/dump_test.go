package schema

import (
	"bytes"
	"encoding/json"
	"testing"
)

func TestDump(t *testing.T) {
	var language struct {
		FormatVersion string `json:"format_version"`
		Blocks        []struct {
			Type       string
			Attributes []struct {
				Name  string
				Check string
				Type  struct {
					Text      string
					Reference string
					List      bool
				}
			}
			Kinds []struct{ Type string }
		}
		TestBlocks      []struct{ Type string } `json:"test_blocks"`
		WorkspaceBlocks []struct{ Type string } `json:"workspace_blocks"`
		Functions       []struct{ Name string }
		Checks          []struct{ Name string }
	}
	if err := json.Unmarshal(Dump(), &language); err != nil {
		t.Fatal(err)
	}
	if language.FormatVersion != "1.1" {
		t.Errorf("format version %q", language.FormatVersion)
	}
	if len(language.Blocks) != len(Root()) || len(language.TestBlocks) != len(TestRoot()) || len(language.WorkspaceBlocks) != len(WorkspaceRoot()) || len(language.Functions) != len(Functions()) || len(language.Checks) != len(Checks()) {
		t.Error("something is left out")
	}
	for i, b := range language.Blocks {
		if b.Type != Root()[i].Type || len(b.Attributes) != len(Root()[i].Attrs) {
			t.Errorf("block %d is %q, want %q", i, b.Type, Root()[i].Type)
		}
		if b.Type == "package" && len(b.Kinds) != len(packageKinds) {
			t.Errorf("%d kinds of packages, want %d", len(b.Kinds), len(packageKinds))
		}
		if b.Type != "layer" {
			continue
		}
		packages := b.Attributes[1]
		if packages.Name != "packages" || packages.Type.Reference != "package" || !packages.Type.List ||
			packages.Type.Text != "list of package or string" {
			t.Errorf("layer.packages is %+v", packages)
		}
	}
}

func TestDumpIsTheSameEachTime(t *testing.T) {
	if !bytes.Equal(Dump(), Dump()) {
		t.Error("two calls give different bytes")
	}
}
