package lock

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// read reads a lock that must be good.
func read(t *testing.T, data string) *Lock {
	t.Helper()
	l, diags := Read([]byte(data), "flake.lock")
	if len(diags) > 0 {
		t.Fatalf("reading the lock: %v", diags)
	}
	return l
}

func testdata(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The files were written by Nix 2.8 and 2.26.
func TestBytesAreThoseOfNix(t *testing.T) {
	files, err := filepath.Glob("testdata/*.lock")
	if err != nil || len(files) < 6 {
		t.Fatalf("the lock files of Nix are missing: %v, %v", files, err)
	}
	for _, file := range files {
		text := testdata(t, filepath.Base(file))
		l := read(t, text)
		if diff := cmp.Diff(text, string(l.Bytes())); diff != "" {
			t.Errorf("%s: -nix +ours:\n%s", file, diff)
		}
		if diff := cmp.Diff(text, string(l.normal().Bytes())); diff != "" {
			t.Errorf("%s: nodes are named otherwise: -nix +ours:\n%s", file, diff)
		}
	}
}

func TestBytesEscapeOnlyWhatNixDoes(t *testing.T) {
	const text = `{
  "nodes": {
    "root": {
      "inputs": {
        "x": "x"
      }
    },
    "x": {
      "a\u0000\u001fb\b\f\n\r\t": [
        -0.50E+3,
        [],
        {},
        null
      ],
      "locked": {
        "lastModified": 12345678901234567890123,
        "narHash": "sha256-x",
        "type": "tarball",
        "url": "https://h/ü?a=1&b=<2> 🙂\"\\/"
      },
      "original": {
        "type": "tarball",
        "url": "https://h/x"
      }
    }
  },
  "root": "root",
  "unknown": true,
  "version": 7
}
`
	if diff := cmp.Diff(text, string(read(t, text).Bytes())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestReadAcceptsOtherLayouts(t *testing.T) {
	base := testdata(t, "lock-base.lock")
	compact := strings.ReplaceAll(strings.ReplaceAll(base, "\n", ""), "  ", "")
	for name, text := range map[string]string{
		"compact":         compact,
		"CRLF":            strings.ReplaceAll(base, "\n", "\r\n"),
		"byte order mark": "\ufeff" + base,
	} {
		if diff := cmp.Diff(base, string(read(t, text).Bytes())); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
}

func TestReadVersion5KeepsInfo(t *testing.T) {
	l := read(t, `{"version":5,"root":"r","nodes":{"r":{"inputs":{"x":"x"}},"x":{
		"info":{"narHash":"sha256-a","lastModified":1},
		"locked":{"type":"github","owner":"o","repo":"r","rev":"0123456789012345678901234567890123456789"},
		"original":{"type":"github","owner":"o","repo":"r"}}}}`)
	want := Pin{Reference: "github:o/r/0123456789012345678901234567890123456789",
		Rev: "0123456789012345678901234567890123456789", NarHash: "sha256-a", LastModified: "1"}
	if diff := cmp.Diff(want, l.Pins()["x"]); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestFindFollows(t *testing.T) {
	l := read(t, testdata(t, "nested-follows.lock"))
	if n := l.Find([]string{"f", "nix2container", "nixpkgs"}); n == nil || n.Key != "nixpkgs" {
		t.Errorf("f/nix2container/nixpkgs leads to %v", n)
	}
	for _, path := range [][]string{{"none"}, {"f", "none"}, {"f", "nixpkgs", "x"}} {
		if n := l.Find(path); n != nil {
			t.Errorf("%v leads to %s", path, n.Key)
		}
	}
}

func TestFindEndsInCycles(t *testing.T) {
	l := read(t, `{"version":7,"root":"root","nodes":{"root":{"inputs":{"a":["b"],"b":["a"],"c":["c","d"]}}}}`)
	for _, name := range []string{"a", "b", "c"} {
		if n := l.Find([]string{name}); n != nil {
			t.Errorf("%s leads to %s", name, n.Key)
		}
	}
}
