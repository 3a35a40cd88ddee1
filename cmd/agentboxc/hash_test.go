package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// unhashedUnit has every kind of download, none of which anybody knows.
const unhashedUnit = `
platform "x86_64-linux" {}

package "npm_package" "cli" {
  source        = "./web"
  npm_deps_hash = ""
}

package "go_module" "server" {
  source      = "./server"
  vendor_hash = ""
}

package "rust_crate" "agent" {
  source     = "."
  cargo_hash = ""
}

package "fetch_binary" "tool" {
  url  = "https://example.org/tool"
  hash = ""
}

variant "runtime" {
  packages = [
    package.npm_package.cli, package.go_module.server, package.rust_crate.agent, package.fetch_binary.tool,
  ]
}
`

var toldHash = regexp.MustCompile(`(package\.\S+) has no (\w+) yet\.\s+What\s+Nix\s+downloaded\s+for\s+it\s+has\s+(sha256-\S+)`)

// A build without hashes tells them, and with them it builds. What
// it writes into the unit is no part of a package made of the unit's directory.
func TestHashesAreToldByTheBuild(t *testing.T) {
	w := openWorkshop(t, unhashedUnit)
	for name, text := range map[string]string{
		"web/package.json":      `{ "name": "web", "bin": "web.js" }`,
		"web/package-lock.json": `{ "packages": { "node_modules/x": { "resolved": "https://registry.npmjs.org/x/-/x-1.0.0.tgz" } } }`,
		"server/go.mod":         "module example.org/server\n\nrequire rsc.io/quote v1.5.2\n",
		"server/main.go":        "package main\n",
		"Cargo.toml":            "[package]\nname = \"agent\"\n",
		"Cargo.lock":            "version = 3\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(w.dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		w.write(name, text)
	}
	// Nix need not try everything before it gives up, so there may be several rounds.
	unit := unhashedUnit
	for strings.Contains(unit, `""`) {
		_, said := w.run(1, "apply", "--build", "--platform", "x86_64-linux")
		told := toldHash.FindAllStringSubmatch(said, -1)
		if len(told) == 0 {
			t.Fatalf("no hash is told:\n%s", said)
		}
		for _, m := range told {
			line := regexp.MustCompile(`(?m)^(  ` + m[2] + ` *= )""$`)
			if !line.MatchString(unit) {
				t.Fatalf("%s: there is no line for %s", m[1], m[2])
			}
			unit = line.ReplaceAllString(unit, `${1}"`+m[3]+`"`)
		}
		w.write("agentbox.hcl", unit)
	}
	w.run(0, "apply", "--build", "--platform", "x86_64-linux")
	measured := w.read("agentbox.lock.json")
	w.run(0, "apply", "--build", "--platform", "x86_64-linux")
	if w.read("agentbox.lock.json") != measured {
		t.Error("a build of the same unit is another one, because of what the first one wrote")
	}
}
