package tree

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// sampleEntries is the tree of all samples, which the programs tar, gzip, xz,
// bzip2, zstd and zip made.
const sampleEntries = "flake.nix={} run*=x link->run"

func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Archives as the programs make them: more than one block, stream or frame, other
// checksums.
func TestFormats(t *testing.T) {
	files, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !strings.HasPrefix(file.Name(), "sample.") {
			continue
		}
		if got, want := read(sample(t, file.Name()), DefaultLimits), hashOf(sampleEntries)+" 1000000000"; got != want {
			t.Errorf("%s reads as %s, want %s", file.Name(), got, want)
		}
	}
}

func TestGzipMembers(t *testing.T) {
	plain := tarOf(t, entries("r/a=1 r/b=2"))
	archive := append(gzipOf(t, plain[:700]), gzipOf(t, plain[700:])...)
	want := hashOf("a=1 b=2") + " 1001"
	for name, after := range map[string]string{"nothing": "", "zeros": strings.Repeat("\x00", 600), "a byte": "x", "an empty member": string(gzipOf(t, nil))} {
		if got := read(append(bytes.Clone(archive), after...), DefaultLimits); got != want {
			t.Errorf("followed by %s: it reads as %s, want %s", name, got, want)
		}
	}
}

func TestRegularFileWithSlash(t *testing.T) {
	end := make([]byte, 2*blockSize)
	for _, kind := range []byte{'0', 0} {
		archive := append(append(block("r/a/", kind, "00000000000"), block("r/b", kind, "00000000000")...), end...)
		if got, want := read(archive, DefaultLimits), hashOf("a/ b=")+" 0"; got != want {
			t.Errorf("it reads as %s, want %s", got, want)
		}
	}
}
