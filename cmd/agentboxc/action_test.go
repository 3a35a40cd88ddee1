package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// TestAction runs the steps of action.yml that are scripts, as GitHub would on a
// pull request with a stale file, with a stand-in for GitHub's own program.
func TestAction(t *testing.T) {
	for _, program := range []string{"jq", "bash"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
	var action struct {
		Runs struct {
			Steps []struct {
				Name, Run string
				Dir       string `yaml:"working-directory"`
			}
		}
	}
	if err := yaml.Unmarshal(readTestFile(t, "../../action.yml"), &action); err != nil {
		t.Fatal(err)
	}
	dir, temp := pullRequest(t), t.TempDir()
	gh := "#!/bin/sh\nif [ \"$2\" = --paginate ]; then cat \"$RUNNER_TEMP/existing\"; else echo \"$@\" >> \"$RUNNER_TEMP/calls\"; fi\n"
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(temp, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write("gh", gh)
	write("existing", "")
	step := func(name string) (string, error) {
		t.Helper()
		for _, s := range action.Runs.Steps {
			if s.Name != name {
				continue
			}
			cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", s.Run)
			cmd.Dir = dir
			if s.Dir == "${{ github.action_path }}" {
				cmd.Dir = "../.."
			}
			installed, _ := os.ReadFile(filepath.Join(temp, "path"))
			cmd.Env = append(os.Environ(), "PATH="+temp+":"+strings.TrimSpace(string(installed))+":"+os.Getenv("PATH"), "RUNNER_TEMP="+temp,
				"GITHUB_PATH="+filepath.Join(temp, "path"),
				"GITHUB_OUTPUT="+filepath.Join(temp, "output"), "GITHUB_STEP_SUMMARY="+filepath.Join(temp, "summary"),
				"GITHUB_REPOSITORY=team/boxes", "NUMBER=7", "BASE=HEAD^1", "HEAD=HEAD", "STALE=true")
			out, err := cmd.CombinedOutput()
			return string(out), err
		}
		t.Fatalf("there is no step %q", name)
		return "", nil
	}
	if out, err := step("install"); err != nil {
		t.Fatal(err, out)
	}
	if out, err := step("review"); err != nil {
		t.Fatal(err, out)
	}
	want := `matrix=[{"unit":"box","variant":"runtime","platform":"x86_64-linux","arch":"amd64"}]` + "\nchanges=true\n"
	if got := string(readTestFile(t, filepath.Join(temp, "output"))); got != want {
		t.Errorf("the outputs are\n%s, want\n%s", got, want)
	}
	if summary := string(readTestFile(t, filepath.Join(temp, "summary"))); !strings.Contains(summary, "1 image is to be built") {
		t.Errorf("the summary is %s", summary)
	}
	for _, existing := range []string{"", "42\n43\n"} {
		write("existing", existing)
		if out, err := step("comment"); err != nil {
			t.Fatal(err, out)
		}
	}
	calls := strings.ReplaceAll(string(readTestFile(t, filepath.Join(temp, "calls"))), temp, "TEMP")
	if want := "api repos/team/boxes/issues/7/comments -F body=@TEMP/review.md\n" +
		"api -X PATCH repos/team/boxes/issues/comments/42 -F body=@TEMP/review.md\n"; calls != want {
		t.Errorf("GitHub was asked\n%s, want\n%s", calls, want)
	}
	if out, err := step("judge"); err == nil || !strings.Contains(out, "::error file=box/flake.nix::") {
		t.Errorf("a stale file passes: %v\n%s", err, out)
	}
}

// pullRequest is a repository whose last commit changes a unit and not its
// generated files.
func pullRequest(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	unit := filepath.Join(dir, "box")
	text := "platform \"x86_64-linux\" {}\n\nlayer \"base\" {\n  packages = [pkgs.bash]\n}\n\nvariant \"runtime\" {\n  layers = [layer.base]\n}\n"
	if err := os.Mkdir(unit, 0o755); err != nil {
		t.Fatal(err)
	}
	put := func(name string, data []byte) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(unit, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("agentbox.hcl", []byte(text))
	put("flake.lock", readTestFile(t, "testdata/review/flake.lock"))
	if out, err := agentboxc(t, unit, "apply").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	git(t, dir, "init", "-q", "-b", "main")
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-q", "-m", "first")
	put("agentbox.hcl", []byte(strings.Replace(text, "pkgs.bash", "pkgs.zsh", 1)))
	git(t, dir, "commit", "-q", "-a", "-m", "second")
	return dir
}

// TestHooks runs the entries of .pre-commit-hooks.yaml on a unit whose generated
// files are stale.
func TestHooks(t *testing.T) {
	var hooks []struct{ ID, Entry, Files string }
	if err := yaml.Unmarshal(readTestFile(t, "../../.pre-commit-hooks.yaml"), &hooks); err != nil {
		t.Fatal(err)
	}
	dir := pullRequest(t)
	passes := map[string]bool{"agentboxc-fmt": true, "agentboxc-validate": true, "agentboxc-generated": false}
	if len(hooks) != len(passes) {
		t.Errorf("there are %d hooks", len(hooks))
	}
	for _, h := range hooks {
		files := regexp.MustCompile(h.Files)
		for name, want := range map[string]bool{
			"agentbox.hcl": true, "a/agentbox.hcl": true, "a/x.agentbox.hcl": true, "xagentbox.hcl": false, "a/flake.nix": false,
		} {
			if files.MatchString(name) != want {
				t.Errorf("%s takes %s: %t", h.ID, name, !want)
			}
		}
		program := agentboxc(t, dir)
		cmd := exec.Command("sh", "-c", h.Entry+` "$@"`, "sh", "box/agentbox.hcl")
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(program.Path)+":"+os.Getenv("PATH"))
		out, err := cmd.CombinedOutput()
		if want, known := passes[h.ID]; !known || (err == nil) != want {
			t.Errorf("%s: %v\n%s", h.ID, err, out)
		}
	}
}
