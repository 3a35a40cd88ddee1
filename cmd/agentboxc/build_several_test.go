package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// openWorkspace is a workshop of several units, each called as its directory.
func openWorkspace(t *testing.T, units map[string]string) *workshop {
	t.Helper()
	w := openWorkshop(t, "")
	lock := w.read("flake.lock")
	for _, name := range []string{"agentbox.hcl", "flake.lock"} {
		if err := os.Remove(filepath.Join(w.dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	w.write("agentbox.work.hcl", "workspace {\n  members = [\"*\"]\n}\n")
	for dir, text := range units {
		if err := os.Mkdir(filepath.Join(w.dir, dir), 0o755); err != nil {
			t.Fatal(err)
		}
		w.write(dir+"/agentbox.hcl", text)
		w.write(dir+"/flake.lock", lock)
	}
	return w
}

// Units are built one after the other. What fails in one keeps no other from being
// built and recorded, and the worst end is that of the run.
func TestUnitsAreBuilt(t *testing.T) {
	large := strings.Replace(builtUnit, "50MB", "3MB", 1)
	small := strings.Replace(builtUnit, "platform \"aarch64-linux\" {}\n", "", 1)
	w := openWorkspace(t, map[string]string{
		"a": small,
		"b": strings.Replace(strings.Replace(large, "platform \"aarch64-linux\" {}\n", "", 1), "echo started", "echo b", 1),
		"c": small + "\nvariant \"more\" {\n  layers = [layer.base]\n}\n",
	})
	has := func(dir string) bool {
		_, err := os.Stat(filepath.Join(w.dir, dir, "agentbox.lock.json"))
		return err == nil
	}
	out, said := w.run(3, "apply", "--build")
	wants(t, out, "a:\n", "  variant.runtime (x86_64-linux)", "b:\n", "c:\n", "  variant.more (x86_64-linux)", "3 units: 3 changed")
	wants(t, said, "error[AB6002]: Budget exceeded", "b/agentbox.hcl:")
	if !has("a") || has("b") || !has("c") {
		t.Errorf("recorded of a, b, c: %v %v %v, want those of a and c", has("a"), has("b"), has("c"))
	}

	// A unit that cannot be planned is worse, and the others are built all the same.
	w.write("b/agentbox.hcl", "layer \"x\" {\n  packages = [layer.y]\n}\n")
	w.write("a/agentbox.hcl", strings.Replace(small, "echo started", "echo again", 1))
	out, said = w.run(1, "build", "--json")
	wants(t, said, "b/agentbox.hcl:2:15")
	var doc struct {
		Units []struct {
			Unit     string
			UpToDate bool `json:"up_to_date"`
			Images   []struct{ Variant string }
		}
	}
	if err := json.Unmarshal([]byte(out), &doc); err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	if u := doc.Units; len(u) != 3 || u[0].Unit != "a" || u[0].UpToDate || len(u[0].Images) != 1 || u[1].Unit != "b" || !u[2].UpToDate {
		t.Errorf("the documents are %+v", doc.Units)
	}

	// Variants are those of the units that have them; of others only the files are written.
	w.write("b/agentbox.hcl", small)
	out, _ = w.run(0, "build", "./...", "more")
	wants(t, out, "c:\n", "Nothing to build.")
	if has("b") {
		t.Error("a variant was built that was not chosen")
	}
}

// As JSON, a build prints one document.
func TestBuildPrintsOneDocument(t *testing.T) {
	w := openWorkshop(t, strings.Replace(builtUnit, "platform \"aarch64-linux\" {}\n", "", 1))
	out, _ := w.run(0, "apply", "--build", "--json")
	if !json.Valid([]byte(out)) {
		t.Errorf("that is no JSON:\n%s", out)
	}
}
