package editors

import (
	"archive/zip"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// The extension is held to what its package.json says, by the scripts there, so
// that what is tested here is what a person runs by hand.
func TestExtension(t *testing.T) {
	needNode(t)
	for name, test := range map[string]func(*testing.T){
		"source":  func(t *testing.T) { npm(t, "lint") },
		"grammar": func(t *testing.T) { npm(t, "test:grammar") },
		"client":  func(t *testing.T) { npm(t, "test:client", "AGENTBOXC="+program(t)) },
		"package": testPackage,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t)
		})
	}
}

func needNode(t *testing.T) {
	t.Helper()
	_, err := exec.LookPath("npm")
	if err == nil {
		_, err = os.Stat("vscode/node_modules")
	}
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("the extension can't be tested, .ci/tools and .ci/npm install what that takes: %v", err)
	default:
		t.Skipf("NOT TESTED: the extension, because .ci/tools or .ci/npm has not been run: %v", err)
	}
}

// npm runs a script of package.json, with variables on top of the environment.
func npm(t *testing.T, script string, env ...string) {
	t.Helper()
	cmd := exec.Command("npm", "run", "--silent", script)
	cmd.Dir = "vscode"
	cmd.Env = append(append(os.Environ(), "NO_COLOR=1"), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("npm run %s: %v\n%s", script, err, out)
	}
}

// program builds agentboxc, with the server in it.
func program(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "agentboxc")
	if out, err := exec.Command("go", "build", "-o", path, "../cmd/agentboxc").CombinedOutput(); err != nil {
		t.Fatalf("building agentboxc: %v\n%s", err, out)
	}
	return path
}

// What is delivered holds what is needed and nothing else, and is the same bytes
// each time.
func testPackage(t *testing.T) {
	first, second := packaged(t), packaged(t)
	if !bytes.Equal(first, second) {
		t.Error("packaging twice gives different bytes")
	}
	archive, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range archive.File {
		names = append(names, f.Name)
	}
	want := []string{
		"[Content_Types].xml",
		"extension.vsixmanifest",
		"extension/changelog.md",
		"extension/dist/extension.js",
		"extension/language-configuration.json",
		"extension/package.json",
		"extension/readme.md",
		"extension/snippets/agentbox.json",
		"extension/syntaxes/agentbox.tmLanguage.json",
	}
	slices.Sort(names)
	slices.Sort(want)
	if !slices.Equal(names, want) {
		t.Errorf("the package holds %q, and should hold %q", names, want)
	}
}

func packaged(t *testing.T) []byte {
	t.Helper()
	npm(t, "package")
	data, err := os.ReadFile("vscode/agentboxc.vsix")
	if err != nil {
		t.Fatal(err)
	}
	return data
}
