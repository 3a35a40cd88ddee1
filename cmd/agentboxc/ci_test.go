package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// ciJob is what the examples for both kinds of continuous integration have in a job.
type ciJob struct {
	Script []string // of GitLab
	Steps  []struct {
		ID, Uses, Run string
		Env           map[string]string
	}
	Outputs map[string]string
}

// ciExample is the fenced YAML of docs/review.md that holds a text.
func ciExample(t *testing.T, with string, into any) {
	t.Helper()
	fences := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(readTestFile(t, "../../docs/review.md")), -1)
	for _, f := range fences {
		if !strings.Contains(f[1], with) {
			continue
		}
		if err := yaml.Unmarshal([]byte(f[1]), into); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Fatalf("no example holds %q", with)
}

// ciShell runs scripts in a repository, and calls the program's own name there.
type ciShell struct {
	dir, bin string
	env      []string
}

func newShell(t *testing.T, dir string) ciShell {
	t.Helper()
	for _, program := range []string{"jq", "bash"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
	return ciShell{dir: dir, bin: filepath.Dir(agentboxc(t, dir).Path)}
}

func (s ciShell) run(script string) (string, error) {
	cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
	cmd.Dir = s.dir
	cmd.Env = append(append(os.Environ(), "PATH="+s.bin+":"+os.Getenv("PATH")), s.env...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// listing puts a program in the place of agentboxc that prints its arguments, each
// in brackets.
func (s ciShell) listing(t *testing.T) ciShell {
	t.Helper()
	s.bin = t.TempDir()
	script := "#!/bin/sh\nfor a; do printf '[%s]' \"$a\"; done\n"
	if err := os.WriteFile(filepath.Join(s.bin, "agentboxc"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestGitLabExample runs the job of the example, and the jobs that it makes.
func TestGitLabExample(t *testing.T) {
	var pipeline map[string]ciJob
	ciExample(t, "CI_MERGE_REQUEST_DIFF_BASE_SHA", &pipeline)
	dir := pullRequest(t)
	if err := os.Rename(filepath.Join(dir, "box"), filepath.Join(dir, "it's a box")); err != nil {
		t.Fatal(err)
	}
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-q", "-m", "third")
	shell := newShell(t, dir)
	shell.env = []string{"CI_MERGE_REQUEST_DIFF_BASE_SHA=" + git(t, dir, "rev-parse", "HEAD~2")}
	script := strings.Join(pipeline["review"].Script, "\n")
	if out, err := shell.run(script); err != nil || !strings.Contains(out, "1 image is to be built") {
		t.Errorf("the review: %v\n%s", err, out)
	}
	var jobs map[string]struct{ Tags, Script []string }
	if err := json.Unmarshal(readTestFile(t, filepath.Join(dir, "images.yml")), &jobs); err != nil {
		t.Fatal(err)
	}
	job := jobs["it's a box runtime x86_64-linux"]
	if len(jobs) != 1 || !slices.Equal(job.Tags, []string{"amd64"}) || len(job.Script) != 1 {
		t.Fatalf("the jobs are %v", jobs)
	}
	if out, err := shell.listing(t).run(job.Script[0]); err != nil || out != "[build][it's a box][runtime][--platform][x86_64-linux]" {
		t.Errorf("%v: %s", err, out)
	}

	// Nothing to build is a pipeline, too, and errors fail the job behind the reports.
	shell.env = []string{"CI_MERGE_REQUEST_DIFF_BASE_SHA=HEAD"}
	if out, err := shell.run(script); err != nil {
		t.Errorf("the review of nothing: %v\n%s", err, out)
	}
	if err := json.Unmarshal(readTestFile(t, filepath.Join(dir, "images.yml")), &jobs); err != nil || jobs["nothing"].Script == nil {
		t.Errorf("the jobs are %v, %v", jobs, err)
	}
	if err := os.WriteFile(filepath.Join(dir, "it's a box", "agentbox.hcl"), []byte("layer {}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	git(t, dir, "commit", "-q", "-a", "-m", "broken")
	shell.env = []string{"CI_MERGE_REQUEST_DIFF_BASE_SHA=HEAD~1"}
	if out, err := shell.run(script); err == nil {
		t.Errorf("errors pass:\n%s", out)
	}
	if text := string(readTestFile(t, filepath.Join(dir, "review.md"))); !strings.Contains(text, "**error ") {
		t.Errorf("the report is\n%s", text)
	}
}

// TestGitHubExample holds the example against the action, and runs its last step
// with an entry of the matrix.
func TestGitHubExample(t *testing.T) {
	var workflow struct{ Jobs map[string]ciJob }
	ciExample(t, "runs-on", &workflow)
	var action struct {
		Inputs, Outputs map[string]any
	}
	if err := yaml.Unmarshal(readTestFile(t, "../../action.yml"), &action); err != nil {
		t.Fatal(err)
	}
	for name, value := range workflow.Jobs["review"].Outputs {
		if action.Outputs[name] == nil || value != "${{ steps.review.outputs."+name+" }}" {
			t.Errorf("the action has no output %s, or it is not %s", name, value)
		}
	}
	steps := workflow.Jobs["build"].Steps
	last := steps[len(steps)-1]
	shell := newShell(t, t.TempDir()).listing(t)
	entry := map[string]string{"unit": "a b", "variant": `py["3"]`, "platform": "aarch64-linux"}
	for name, value := range last.Env {
		key := strings.TrimSuffix(strings.TrimPrefix(value, "${{ matrix."), " }}")
		if entry[key] == "" {
			t.Errorf("%s is %s, which the matrix does not have", name, value)
		}
		shell.env = append(shell.env, name+"="+entry[key])
	}
	if out, err := shell.run(last.Run); err != nil || out != `[build][a b][py["3"]][--platform][aarch64-linux]` {
		t.Errorf("%v: %s", err, out)
	}
}

// TestHooksExample wants the hooks of the example to be there.
func TestHooksExample(t *testing.T) {
	var example struct {
		Repos []struct{ Hooks []struct{ ID string } }
	}
	ciExample(t, "hooks:", &example)
	hooks := string(readTestFile(t, "../../.pre-commit-hooks.yaml"))
	if len(example.Repos) != 1 || len(example.Repos[0].Hooks) == 0 {
		t.Fatalf("%+v", example)
	}
	for _, h := range example.Repos[0].Hooks {
		if !strings.Contains(hooks, "- id: "+h.ID+"\n") {
			t.Errorf("there is no hook %s", h.ID)
		}
	}
}
