package rig_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// versions are the Nix that there are records of, oldest first.
var versions = []string{"2.8", "2.26"}

// record is what each Nix made of a case: testdata/lock/recorded/CASE.txtar,
// with the flake and, for each version that is not like the others, its
// outcome in a directory.
type record struct {
	flake string
	of    map[string]outcome // by version
}

// outcome is what became of a flake: a lock and the value of its output, as
// JSON, or a lock and an error of evaluating, or an error of locking. A flake
// without inputs has no lock.
type outcome struct {
	Lock  string
	Value string
	Error string
}

// like reports whether two outcomes are the same but for the words of an error.
func (o outcome) like(other outcome) bool {
	return o.Lock == other.Lock && o.Value == other.Value && (o.Error == "") == (other.Error == "")
}

// parts are the files of a record that hold an outcome.
var parts = []struct {
	name string
	of   func(*outcome) *string
}{
	{"flake.lock", func(o *outcome) *string { return &o.Lock }},
	{"x.json", func(o *outcome) *string { return &o.Value }},
	{"error", func(o *outcome) *string { return &o.Error }},
}

const recordDir = "testdata/lock/recorded"

func recordFile(name string) string { return filepath.Join(recordDir, name+".txtar") }

// TestRecordsHaveCases finds records that no test reads any more.
func TestRecordsHaveCases(t *testing.T) {
	known := map[string]bool{}
	for _, c := range lockCases {
		known[recordFile(c.name)] = true
	}
	err := filepath.WalkDir(recordDir, func(file string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && !known[file] {
			t.Errorf("%s is of no case", file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func readRecord(t *testing.T, name string) record {
	t.Helper()
	archive, err := txtar.ParseFile(recordFile(name))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.Files {
		files[f.Name] = string(f.Data)
	}
	r := record{flake: files["flake.nix"], of: map[string]outcome{}}
	for _, version := range versions {
		var o outcome
		for _, part := range parts {
			*part.of(&o) = files[part.name] + files[version+"/"+part.name]
		}
		r.of[version] = o
	}
	return r
}

func (r record) write(t *testing.T, name string) {
	t.Helper()
	archive := &txtar.Archive{Files: []txtar.File{{Name: "flake.nix", Data: []byte(r.flake)}}}
	add := func(name, text string) {
		if text != "" {
			archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(text)})
		}
	}
	older, newer := r.of[versions[0]], r.of[versions[1]]
	for _, part := range parts {
		if old := *part.of(&older); old == *part.of(&newer) {
			add(part.name, old)
			continue
		}
		add(versions[0]+"/"+part.name, *part.of(&older))
		add(versions[1]+"/"+part.name, *part.of(&newer))
	}
	file := recordFile(name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}
