package foreign_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"github.com/agentboxc/agentboxc/lang/foreign"
)

// maxTime is generous: a fuzzing machine is busy.
const maxTime = 5 * time.Second

// fuzz proves that no text makes an importer panic or hang, and that whatever
// comes out compiles without a warning, which is Import's own claim.
func fuzz(f *testing.F, format string) {
	cases(f, func(of, dir, file string) {
		if of != format {
			return
		}
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	})
	tree := fstest.MapFS{
		"box/a.txt":            {Data: []byte("a\n")},
		"box/entrypoint.sh":    {Data: []byte("#!/bin/sh\n"), Mode: 0o755},
		"box/requirements.txt": {Data: []byte("flask\n-r more.txt\nx y z\n[\n")},
		"box/go.mod":           {Data: []byte("module example.org/a b\n")},
		"box/dir/b":            {Data: []byte("b\n")},
		"box/Dockerfile":       {Data: []byte("FROM python:3.12 AS a\nARG X=1\nRUN pip install flask==$X\nFROM a AS b\nUSER app\n")},
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		result, err := foreign.Import(data, foreign.Options{Format: format, Name: "file", FS: tree, File: "box/file", Dir: "box"})
		if text, ours := foreign.IsBug(err); ours {
			t.Fatalf("%v\n%s", err, text)
		}
		if took := time.Since(start); took > maxTime {
			t.Errorf("took %v", took)
		}
		if err == nil && len(result.Text) == 0 {
			t.Error("nothing came out, without an error")
		}
	})
}

func FuzzDockerfile(f *testing.F) { fuzz(f, "dockerfile") }
func FuzzDevbox(f *testing.F)     { fuzz(f, "devbox") }
func FuzzBake(f *testing.F)       { fuzz(f, "bake") }
func FuzzApko(f *testing.F)       { fuzz(f, "apko") }
func FuzzFlox(f *testing.F)       { fuzz(f, "flox") }
