package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestReview makes a repository of two commits for each case, and compares them.
// A case is an archive of what differs: files of base are there in both commits,
// files of head come with the second, and are deleted when they hold nothing but
// DELETED. Units get the lock of the test, and generated files as of the commit,
// unless the first line of the case says "stale"; files of edited are put over what
// was generated, in both commits. The other words of that line are arguments. Golden forms are the files text, markdown and json; "exit" is the code.
func TestReview(t *testing.T) {
	cases, err := filepath.Glob("testdata/review/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal(err, "there are no cases")
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			reviewCase(t, file)
		})
	}
}

type history struct {
	dir        string
	base, head string // commits
}

func reviewCase(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(archive.Comment), "\n")
	args := strings.Fields(first)
	stale := slices.Contains(args, "stale")
	args = slices.DeleteFunc(args, func(arg string) bool { return arg == "stale" })
	h := makeHistory(t, archive, stale)
	schema := reviewSchema(t)
	changed := false
	for i, f := range archive.Files {
		if !slices.Contains([]string{"text", "markdown", "json", "github"}, f.Name) {
			continue
		}
		got := h.review(t, append([]string{"--format", f.Name}, args...)...)
		if f.Name == "json" {
			checkDocument(t, schema, got)
		}
		got = h.hide(got)
		if *update {
			archive.Files[i].Data = got
			changed = true
		} else if !bytes.Equal(got, f.Data) {
			t.Errorf("%s", diff.Diff(f.Name+" in "+file, f.Data, f.Name, got))
		}
	}
	if changed {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func makeHistory(t *testing.T, archive *txtar.Archive, stale bool) history {
	t.Helper()
	h := history{dir: t.TempDir()}
	git(t, h.dir, "init", "-q", "-b", "main")
	h.commit(t, archive, "base/", false)
	h.base = git(t, h.dir, "rev-parse", "HEAD")
	h.commit(t, archive, "head/", stale)
	h.head = git(t, h.dir, "rev-parse", "HEAD")
	return h
}

func (h history) commit(t *testing.T, archive *txtar.Archive, prefix string, stale bool) {
	t.Helper()
	h.put(t, archive, prefix)
	if !stale {
		h.generate(t)
	}
	h.put(t, archive, "edited/")
	git(t, h.dir, "add", "-A")
	git(t, h.dir, "commit", "-q", "--allow-empty", "-m", prefix)
}

func (h history) put(t *testing.T, archive *txtar.Archive, prefix string) {
	t.Helper()
	for _, f := range archive.Files {
		name, ok := strings.CutPrefix(f.Name, prefix)
		if !ok {
			continue
		}
		at := filepath.Join(h.dir, name)
		if strings.TrimSpace(string(f.Data)) == "DELETED" {
			if err := os.Remove(at); err != nil {
				t.Fatal(err)
			}
			continue
		}
		err := errors.Join(os.MkdirAll(filepath.Dir(at), 0o755), os.WriteFile(at, f.Data, 0o644))
		if err != nil {
			t.Fatal(err)
		}
	}
}

// generate writes the files of all units that have no errors.
func (h history) generate(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir(h.dir, func(name string, _ os.DirEntry, err error) error {
		if err != nil || filepath.Base(name) != "agentbox.hcl" {
			return err
		}
		unit := filepath.Dir(name)
		if _, err := os.Stat(filepath.Join(unit, "flake.lock")); err != nil {
			if err := os.WriteFile(filepath.Join(unit, "flake.lock"), readTestFile(t, "testdata/review/flake.lock"), 0o644); err != nil {
				return err
			}
		}
		return generateUnit(t, unit)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// generateUnit also fills in what measurements of a case leave open, as "built" of
// the scripts does.
func generateUnit(t *testing.T, unit string) error {
	t.Helper()
	file := filepath.Join(unit, "agentbox.lock.json")
	text, _ := os.ReadFile(file) // most cases have none
	open := bytes.Contains(text, []byte("PROGRAM"))
	if open {
		if err := os.Remove(file); err != nil { // apply would refuse it
			return err
		}
	}
	_ = agentboxc(t, unit, "apply").Run() // units with errors are part of the cases
	if !open {
		return nil
	}
	filled, err := fillMeasurements(unit, string(text))
	return errors.Join(err, os.WriteFile(file, []byte(filled), 0o644))
}

// review runs the command in the repository and returns what it prints, the exit
// code last in the text form.
func (h history) review(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := agentboxc(t, h.dir, append([]string{"review", "--base", h.base, "--head", h.head, "--detailed-exitcode"}, args...)...)
	cmd.Env = append(os.Environ(), "NO_COLOR=1")
	out, err := cmd.Output()
	var failed *exec.ExitError
	switch {
	case errors.As(err, &failed):
		if slices.Contains(args, "text") {
			out = append(append(out, failed.Stderr...), "exit "+strings.TrimPrefix(failed.Error(), "exit status ")+"\n"...)
		}
	case err != nil:
		t.Fatal(err)
	}
	return out
}

var digests = regexp.MustCompile(`sha256:[0-9a-f]{12,64}`)

// hide puts names in the place of commits, and of digests of generated files: they
// change with every version that generates something else.
func (h history) hide(out []byte) []byte {
	text := strings.NewReplacer(h.base, "BASE", h.head, "HEAD", h.base[:12], "BASE", h.head[:12], "HEAD").Replace(string(out))
	text = digests.ReplaceAllString(text, "sha256:DIGEST")
	text = regexp.MustCompile(`the same \d+ bytes`).ReplaceAllString(text, "the same N bytes")
	return []byte(regexp.MustCompile(`"bytes": \d+`).ReplaceAllString(text, `"bytes": 0`))
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_AUTHOR_NAME=A. Maintainer", "GIT_AUTHOR_EMAIL=a@example.org",
		"GIT_COMMITTER_NAME=A. Maintainer", "GIT_COMMITTER_EMAIL=a@example.org",
		"GIT_AUTHOR_DATE=2026-01-02T03:04:05Z", "GIT_COMMITTER_DATE=2026-01-02T03:04:05Z")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func readTestFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func reviewSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("../../docs/review.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func checkDocument(t *testing.T, schema *jsonschema.Schema, text []byte) {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err == nil {
		err = schema.Validate(document)
	}
	if err != nil {
		t.Errorf("the document does not fit its schema: %v\n%s", err, text)
	}
	if !json.Valid(text) {
		t.Errorf("no JSON: %s", text)
	}
}
