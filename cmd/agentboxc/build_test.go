package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/agentboxc/agentboxc/rig"
)

// workshop is a unit that real Nix builds, with the rig's packages.
type workshop struct {
	t   *testing.T
	dir string
	env []string
}

// openWorkshop makes a unit, locked to the rig's trees.
func openWorkshop(t *testing.T, unit string) *workshop {
	t.Helper()
	r := rig.Use(t)
	example, err := os.ReadFile("../../examples/hello/flake.lock")
	if err != nil {
		t.Fatal(err)
	}
	lock, err := r.Pin(example)
	if err != nil {
		t.Fatal(err)
	}
	w := &workshop{t: t, dir: t.TempDir()}
	w.env = append(os.Environ(), append(rig.Environ(), "XDG_CACHE_HOME="+t.TempDir(), "HOME="+t.TempDir(), "NO_COLOR=1")...)
	w.write("agentbox.hcl", unit)
	w.write("flake.lock", string(lock))
	return w
}

func (w *workshop) write(name, text string) {
	w.t.Helper()
	if err := os.WriteFile(filepath.Join(w.dir, name), []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

func (w *workshop) read(name string) string {
	w.t.Helper()
	data, err := os.ReadFile(filepath.Join(w.dir, name))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(data)
}

// recorded reports whether there are measurements.
func (w *workshop) recorded() bool {
	_, err := os.Stat(filepath.Join(w.dir, "agentbox.lock.json"))
	return err == nil
}

func (w *workshop) command(args ...string) *exec.Cmd {
	cmd := agentboxc(w.t, w.dir, args...)
	cmd.Env = w.env
	return cmd
}

// run wants the exit code and returns both outputs.
func (w *workshop) run(code int, args ...string) (stdout, stderr string) {
	w.t.Helper()
	cmd := w.command(args...)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	err := cmd.Run()
	var exit *exec.ExitError
	got := 0
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		w.t.Fatal(err)
	}
	if got != code {
		w.t.Fatalf("agentboxc %v ended with %d, want %d\n%s%s", args, got, code, out.String(), said.String())
	}
	return out.String(), said.String()
}

// wants checks for each of the parts.
func wants(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("there is no %q in\n%s", part, text)
		}
	}
}

// program finds a program of the machine, which must be there where CI=true.
func program(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is not installed, and it must be where CI=true", name)
		}
		t.Skipf("NOT TESTED: %s is not installed", name)
	}
	return path
}

const builtUnit = `
agentbox {
  name = "box"
}

platform "x86_64-linux" {}
platform "aarch64-linux" {}

layer "base" {
  packages = [pkgs.bash, pkgs.coreutils]
  budget { max = "50MB" }
}

variant "runtime" {
  layers   = [layer.base]
  packages = [pkgs.jq]
  config {
    cmd    = ["${pkgs.bash}/bin/bash", "-c", "echo started"]
    labels = { "org.opencontainers.image.source" = "https://example.org/box" }
  }
}
`

func TestBuild(t *testing.T) {
	w := openWorkshop(t, builtUnit)
	out, _ := w.run(0, "apply", "--build")
	wants(t, out, "variant.runtime (x86_64-linux)", "variant.runtime (aarch64-linux)", " in 2 layers")
	measured := w.read("agentbox.lock.json")
	wants(t, measured, `"layer.base sha256:`, `"variant.runtime sha256:`, `"bash-5.2 `)

	// Nothing has changed: no Nix is needed, and nothing is written.
	env := w.env
	w.env = append(slices.Clone(env), "PATH=/nowhere")
	out, _ = w.run(0, "build")
	wants(t, out, "Nothing to build.")
	w.env = env
	if w.read("agentbox.lock.json") != measured {
		t.Error("agentbox.lock.json has changed though nothing was built")
	}

	// The same from an empty directory elsewhere gives the same bytes.
	again := openWorkshop(t, builtUnit)
	again.run(0, "build")
	if again.read("agentbox.lock.json") != measured {
		t.Error("agentbox.lock.json is another one elsewhere")
	}

	// One variant for one platform keeps what is known of the others.
	w.write("agentbox.hcl", builtUnit+"\nvariant \"other\" {\n  layers = [layer.base]\n}\n")
	w.run(0, "build", "other", "--platform", "amd64")
	wants(t, w.read("agentbox.lock.json"), `"aarch64-linux": {`, `"variant.other sha256:`, `"variant.runtime sha256:`)
}

func TestBuildFailuresAreShownOnTheConfiguration(t *testing.T) {
	w := openWorkshop(t, builtUnit+`
package "script" "broken" {
  text = "if"
}

variant "one" {
  packages = [pkgs.no_such_package]
}
`)
	_, said := w.run(1, "build", "one", "--platform", "amd64")
	wants(t, said, "error[AB7001]: Flake cannot be evaluated", "packages = [pkgs.no_such_package]\n", "^^^^^^^^^^^^^^^^^^^^\n", "attribute 'no_such_package' missing")

	w.write("agentbox.hcl", builtUnit+`
package "nix" "broken" {
  file = "broken.nix"
}

package "nix" "wrong" {
  file = "wrong.nix"
}

variant "one" {
  packages = [package.nix.broken]
}

variant "two" {
  packages = [package.nix.wrong]
}
`)
	w.write("broken.nix", `{ runCommand }: runCommand "broken" { } "echo this is the end; exit 7"`)
	w.write("wrong.nix", `{ runCommand }: runCommand "wrong" { outputHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="; } "echo contents >$out"`)
	_, said = w.run(1, "build", "--platform", "amd64")
	wants(t, said, // independent failures together, each on its block
		"error[AB7002]: Build failed", `package "nix" "broken" {`, "this is the end", "exit code 7",
		"error[AB7003]: Wrong hash of a download", `package "nix" "wrong" {`, "sha256-AAAA")
	if w.recorded() {
		t.Error("something was recorded of a build that failed")
	}
}

// That nobody can build for a platform is said before anything is built, on that
// platform; --builders and --max-jobs reach Nix.
func TestNobodyToBuild(t *testing.T) {
	w := openWorkshop(t, strings.Replace(builtUnit, "echo started", "echo nobody", 1))
	_, said := w.run(1, "build", "--max-jobs", "0", "--builders", "")
	wants(t, said, "error[AB7004]: Nobody to build for a platform", `platform "x86_64-linux" {}`, `platform "aarch64-linux" {}`,
		"--builders", "extra-platforms", "--platform")
	_, said = w.run(1, "build", "--platform", "amd64", "--max-jobs", "0", "--builders", "ssh-ng://localhost?remote-program=/nowhere/nix-daemon x86_64-linux - 1 1 - - -")
	wants(t, said, "ssh-ng://localhost")
}

func TestBudgetsHoldBeforeAnythingLeaves(t *testing.T) {
	w := openWorkshop(t, strings.Replace(builtUnit, "50MB", "3MB", 1))
	layout := filepath.Join(t.TempDir(), "layout")
	_, said := w.run(3, "apply", "--platform", "amd64", "--to", "oci:"+layout)
	wants(t, said, "error[AB6002]: Budget exceeded", `budget { max = "3MB" }`, "more than its max of 3MB", "from `pkgs.coreutils`", "bash-5.2 → ")
	if w.recorded() {
		t.Error("a breach was recorded as what is measured")
	}
	if _, err := os.Stat(layout); err == nil {
		t.Error("an image that breaks its budget was exported")
	}

	// A waiver lets it pass until its date.
	w.write("agentbox.hcl", strings.Replace(builtUnit, "50MB", "3MB", 1)+`
waiver "once" {
  for     = layer.base
  metric  = "max"
  max     = "60MB"
  reason  = "until the tools are smaller"
  expires = "2999-01-01"
}

policy "no-jq" {
  applies_to = [variant.runtime]
  forbid     = ["jq*"]
  reason     = "there is another one"
}
`)
	_, said = w.run(3, "build", "--platform", "amd64")
	wants(t, said, "error[AB6006]", "there is another one")
	if strings.Contains(said, "AB6002") {
		t.Errorf("the waiver does not hold:\n%s", said)
	}
}

// A policy forbids what a package is, however that is called in the store.
func TestPoliciesKnowPackages(t *testing.T) {
	const policy = `
policy "small" {
  applies_to = [layer.base]
  forbid     = [%s]
}
`
	for forbidden, want := range map[string]string{
		"pkgs.bashInteractive":    "- bash-5.2, 1.3 MB, from `pkgs.bash`",
		"package.python_env.main": "from `package.python_env.main`",
		"pkgs.unrar":              "", // is refused by nixpkgs, and so in no image
		"pkgs.jq":                 "", // is in the variant, not in the layer
		"pkgs.nonesuch":           "error[AB7001]",
	} {
		t.Run(forbidden, func(t *testing.T) {
			unit := strings.Replace(builtUnit, "pkgs.coreutils]", "package.python_env.main]", 1) + `
package "python_env" "main" {
  packages = ["requests"]
}
`
			w := openWorkshop(t, unit+fmt.Sprintf(policy, forbidden))
			if want == "" {
				w.run(0, "build", "--platform", "amd64")
				w.env = append(slices.Clone(w.env), "PATH=/nowhere")
				out, _ := w.run(0, "build", "--platform", "amd64")
				wants(t, out, "Nothing to build.")
				return
			}
			code := 3
			if want == "error[AB7001]" {
				code = 1
			}
			_, said := w.run(code, "build", "--platform", "amd64")
			wants(t, said, want)
			if w.recorded() {
				t.Error("what a policy forbids was recorded")
			}
		})
	}
}

func TestImagesAreReadByOthers(t *testing.T) {
	skopeo, umoci := program(t, "skopeo"), program(t, "umoci")
	w := openWorkshop(t, builtUnit)
	top := t.TempDir()
	layout, archive := filepath.Join(top, "layout"), filepath.Join(top, "box.tar")
	w.run(0, "apply", "--to", "oci:"+layout)
	w.run(0, "apply", "--platform", "amd64", "--to", "docker-archive:"+archive)

	raw := output(t, skopeo, "inspect", "--raw", "oci:"+layout+":runtime")
	wants(t, raw, `"architecture":"amd64"`, `"architecture":"arm64"`)
	wants(t, output(t, skopeo, "inspect", "--config", "docker-archive:"+archive), `"echo started"`)

	// umoci takes no index: skopeo picks the platform, with equal layers.
	single := filepath.Join(top, "single")
	output(t, skopeo, "copy", "--override-arch", "amd64", "oci:"+layout+":runtime", "oci:"+single+":runtime")
	bundle := filepath.Join(top, "bundle")
	output(t, umoci, "unpack", "--image", single+":runtime", bundle)
	root := filepath.Join(bundle, "rootfs")
	cmd := exec.Command("/bin/bash", "-c", "jq --version && echo started")
	cmd.Env = []string{"PATH=/bin"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: root}
	cmd.Dir = "/"
	if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "started") {
		t.Errorf("running programs of the image: %v\n%s", err, out)
	}
}

func output(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", filepath.Base(name), args, err, out)
	}
	return string(out)
}

// startRegistry runs a real registry, and returns its address and its log.
func startRegistry(t *testing.T) (address, log string) {
	t.Helper()
	registry := program(t, "docker-registry")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address = l.Addr().String()
	l.Close()
	dir := t.TempDir()
	config := fmt.Sprintf("version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: %s/data\nhttp:\n  addr: %s\n", dir, address)
	if err := os.WriteFile(filepath.Join(dir, "config.yml"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	log = filepath.Join(dir, "log")
	file, err := os.Create(log)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(registry, "serve", filepath.Join(dir, "config.yml"))
	cmd.Stdout, cmd.Stderr = file, file
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		file.Close()
	})
	for range 200 {
		if c, err := net.Dial("tcp", address); err == nil {
			c.Close()
			return address, log
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("the registry does not listen")
	return "", ""
}

func TestPush(t *testing.T) {
	skopeo := program(t, "skopeo")
	address, log := startRegistry(t)
	w := openWorkshop(t, builtUnit+fmt.Sprintf(`
publish "all" {
  variants    = [variant.runtime]
  repository  = "%s/team/box"
  tags        = ["v1", "latest"]
  compression = "zstd"
}
`, address))
	out, _ := w.run(0, "apply", "--push", "--report", "report.json")
	wants(t, out, address+"/team/box v1, latest", "sha256:")
	wants(t, w.read("agentbox.lock.json"), `"zstd 3": `)

	var report struct {
		Images []struct{ Variant, System string }
		Sent   []struct{ Digest string }
	}
	if err := json.Unmarshal([]byte(w.read("report.json")), &report); err != nil {
		t.Fatal(err)
	}
	if len(report.Images) != 2 || len(report.Sent) != 1 {
		t.Fatalf("the report is %+v", report)
	}
	// One index under both tags, and no tag besides.
	ref := "docker://" + address + "/team/box"
	for _, tag := range []string{"v1", "latest"} {
		digest := output(t, skopeo, "inspect", "--tls-verify=false", "--format", "{{.Digest}}", ref+":"+tag)
		if strings.TrimSpace(digest) != report.Sent[0].Digest {
			t.Errorf("%s is %s, want %s", tag, digest, report.Sent[0].Digest)
		}
	}
	wants(t, output(t, skopeo, "list-tags", "--tls-verify=false", ref), `"latest"`, `"v1"`)
	raw := output(t, skopeo, "inspect", "--raw", "--tls-verify=false", ref+":v1")
	wants(t, raw, `"architecture":"amd64"`, `"architecture":"arm64"`, "application/vnd.oci.image.index.v1+json")

	// Pushing the same again asks for nothing but manifests.
	before := readFile(t, log)
	out, _ = w.run(0, "apply", "--push")
	wants(t, out, "it was there already")
	for line := range strings.Lines(strings.TrimPrefix(readFile(t, log), before)) {
		if strings.Contains(line, "/blobs/") || strings.Contains(line, "PUT") || strings.Contains(line, "POST") {
			t.Errorf("an unchanged push asks for more than manifests: %s", line)
		}
	}
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A build that is interrupted ends its Nix, and leaves nothing half-written.
func TestBuildIsInterrupted(t *testing.T) {
	started := filepath.Join(t.TempDir(), "started")
	w := openWorkshop(t, builtUnit+"\npackage \"nix\" \"slow\" {\n  file = \"slow.nix\"\n}\nvariant \"slow\" {\n  packages = [package.nix.slow]\n}\n")
	w.write("slow.nix", fmt.Sprintf("{ runCommand }: runCommand \"slow\" { } \"echo >%s; exec sleep 600\"", started))
	temporary := t.TempDir()
	w.env = append(w.env, "TMPDIR="+temporary)
	cmd := w.command("build", "slow", "--platform", "amd64")
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	await(t, started)
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err := cmd.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 130 {
		t.Errorf("it ended with %v\n%s", err, said.String())
	}
	if w.recorded() {
		t.Error("something was recorded")
	}
	for range 100 { // the builder ends a moment later
		if out, _ := exec.Command("pgrep", "-f", "exec sleep 600|sleep 600").Output(); len(out) == 0 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	entries, err := os.ReadDir(temporary)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "agentboxc-") {
			t.Errorf("%s is left behind", e.Name())
		}
	}
}

// Killed at any moment, agentbox.lock.json is whole, and the next run goes on.
func TestBuildIsKilled(t *testing.T) {
	w := openWorkshop(t, builtUnit)
	layout := filepath.Join(t.TempDir(), "layout")
	args := []string{"apply", "--platform", "amd64", "--to", "oci:" + layout}
	start := time.Now()
	w.run(0, args...)
	whole := time.Since(start)
	for i := range 12 {
		text := strings.Replace(builtUnit, "echo started", fmt.Sprint("echo ", i), 1)
		w.write("agentbox.hcl", text)
		cmd := w.command(args...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(whole * time.Duration(i) / 10)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		var doc struct{ Version int }
		if err := json.Unmarshal([]byte(w.read("agentbox.lock.json")), &doc); err != nil || doc.Version != 1 {
			t.Fatalf("agentbox.lock.json is damaged: %v", err)
		}
		output(t, program(t, "skopeo"), "inspect", "--raw", "oci:"+layout+":runtime")
	}
	w.run(0, args...)
}

// Two builds of a unit at once take turns.
func TestBuildsTakeTurns(t *testing.T) {
	w := openWorkshop(t, builtUnit)
	first, second := w.command("build", "--platform", "amd64"), w.command("build", "--platform", "amd64")
	for _, cmd := range []*exec.Cmd{first, second} {
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
	}
	for _, cmd := range []*exec.Cmd{first, second} {
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
	out, _ := w.run(0, "build", "--platform", "amd64")
	wants(t, out, "Nothing to build.")
}

// Layers that one repository has are taken from there by another of the same
// registry.
func TestPushMounts(t *testing.T) {
	address, _ := startRegistry(t)
	blocks := ""
	for _, name := range []string{"one", "two"} {
		blocks += fmt.Sprintf("\npublish %q {\n  variants   = [variant.runtime]\n  repository = \"%s/team/%s\"\n  tags       = [\"v1\"]\n}\n", name, address, name)
	}
	w := openWorkshop(t, builtUnit+blocks)
	out, _ := w.run(0, "apply", "--push", "--platform", "amd64")
	wants(t, out, address+"/team/two v1", " taken from elsewhere")
	if _, second, _ := strings.Cut(out, "/team/two"); strings.Contains(second, " 0 taken from elsewhere") {
		t.Errorf("the second repository took no layer from the first:\n%s", out)
	}
}

// TestModulesAreBuilt builds a unit with one that it uses and the files of that.
func TestModulesAreBuilt(t *testing.T) {
	w := openWorkshop(t, `
platform "x86_64-linux" {}

module "common" {
  source   = "./common"
  greeting = "good morning"
}

variant "runtime" {
  for_each = ["one", "two"]
  layers   = [module.common.layer.base]

  config {
    labels = { which = each.key }
  }
}
`)
	if err := os.MkdirAll(filepath.Join(w.dir, "common/files"), 0o755); err != nil {
		t.Fatal(err)
	}
	w.write("common/agentbox.hcl", `
variable "greeting" {
  type = string
}

package "script" "greet" {
  file = "files/greet.sh"
}

package "script" "word" {
  text = "echo ${var.greeting}"
}

layer "base" {
  packages = [pkgs.bash, package.script.greet, package.script.word]

  budget {
    max = "1kB"
  }
}

waiver "base" {
  for     = layer.base
  metric  = "max"
  max     = "1GB"
  reason  = "It is only a test."
  expires = "2999-12-31"
}
`)
	w.write("common/files/greet.sh", "echo good day\n")
	stdout, _ := w.run(0, "build")
	wants(t, stdout, `variant.runtime["one"] (x86_64-linux)`, `variant.runtime["two"] (x86_64-linux)`)
	wants(t, w.read("agentbox.lock.json"), `"runtime-one"`, `"layer.common-base`)
	stdout, _ = w.run(0, "plan")
	wants(t, stdout, "No changes.")
	stdout, _ = w.run(0, "plan", "--json")
	wants(t, stdout, `"address": "variant.runtime[\"one\"]"`, `"module.common.layer.base"`)
}
