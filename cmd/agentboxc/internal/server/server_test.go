package server_test

import (
	"testing"
)

const unit = `platform "x86_64-linux" {}

layer "base" {
  packages = [pkgs.bash]
}

variant "runtime" {
  layers = [layer.base]
}
`

func TestDiagnosticsFollowTheText(t *testing.T) {
	e := openFolder(t, map[string]string{"agentbox.hcl": unit})
	e.open("agentbox.hcl", 1, unit)
	if found := e.diagnostics("agentbox.hcl", 1); len(found) != 0 {
		t.Errorf("a unit without errors: %+v", found)
	}
	e.edit(2, span{position{7, 18}, position{7, 22}}, "bass")
	found := e.diagnostics("agentbox.hcl", 2)
	if len(found) != 1 || found[0].Code != "AB3001" || found[0].Range != (span{position{7, 12}, position{7, 22}}) {
		t.Errorf("an unknown layer: %+v", found)
	}
	e.edit(3, span{position{7, 18}, position{7, 22}}, "base")
	if found := e.diagnostics("agentbox.hcl", 3); len(found) != 0 {
		t.Errorf("the error is mended: %+v", found)
	}
	e.change("agentbox.hcl", 4, unit+"nonsense {}\n")
	if found := e.diagnostics("agentbox.hcl", 4); len(found) != 1 {
		t.Errorf("an unknown block: %+v", found)
	}
	e.close("agentbox.hcl")
	if found := e.diagnostics("agentbox.hcl", 0); len(found) != 0 {
		t.Errorf("closed: %+v", found)
	}
}
