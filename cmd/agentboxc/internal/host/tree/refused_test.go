package tree

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/codegen/nar"
)

// refusal is an archive that gives an error.
type refusal struct {
	name    string
	archive []byte
	want    string // in the error
	nix     bool   // Nix 2.26 refuses it, too
}

func refusals(t testing.TB) []refusal {
	const page = "<!DOCTYPE html>\n<html><title>Sign in</title>\n"
	of := func(list string) []byte { return tarOf(t, entries(list)) }
	odd := func(kind byte, path string) []byte { return tarOf(t, []entry{{kind: kind, path: path}}) }
	good := gzipOf(t, of("r/a=1"))
	all := []refusal{
		{"nothing", nil, "there is nothing in it", false},
		{"nothing, compressed", gzipOf(t, nil), "there is nothing in it", false},
		{"a page", []byte(page), `it begins with "<!DOCTYPE html>\n<html><title>Sign in</title>`, true},
		{"a long page", []byte(strings.Repeat(page, 99)), `it begins with "<!DOCTYPE html>\n<html>`, true},
		{"a page, compressed", gzipOf(t, []byte(page)), `it begins with "<!DOCTYPE html>`, true},
		{"a byte", []byte("x"), `it begins with "x"`, true},
		{"half a magic number", []byte("\x1f"), `it begins with "\x1f"`, true},
		{"a magic number", []byte(gzipMagic), "ends too early", true},
		{"wrong checksum of a header", bytes.Replace(of("r/a=1"), []byte("r/a"), []byte("r/b"), 1), `it begins with "r/b`, true},
		{"more than there is", block("r/a", tar.TypeReg, "77777777777"), "ends too early", true},
		{"negative size", block("r/a", tar.TypeReg, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), "it begins with", true},
		{"wrong checksum", append(good[:len(good)-8:len(good)-8], 1, 2, 3, 4, 5, 6, 7, 8), "invalid checksum", false},
		{"out", of("r/../../a=1"), `"r/../../a" leads out of the tree, or might`, false},
		{"out and in", of("r/../r/a=1"), "leads out", false},
		{"hard link out", of("r/a=1 r/b=>r/../r/a"), "leads out", false},
		{"file at the root", of("r/a=1 .=2"), `"." is the root of the tree`, true},
		{"link at the root", of("./->x"), "is the root of the tree", true},
		{"below a file", of("r/a=1 r/a/b=2"), `"r/a" is there as a file or link, and then as a directory`, true},
		{"below a link", of("r/a->b r/a/b=2"), `"r/a" is there as a file or link`, true},
		{"directory for a file", of("r/a=1 r/a/"), `"r/a" is there as a file or link`, true},
		{"directory for a link", of("r/a->b r/a/"), `"r/a" is there as a file or link`, true},
		{"hard link to nothing", of("r/b=>r/a"), `"r/b" is a hard link to "r/a", which does not come before it`, true},
		{"hard link to what comes later", of("r/b=>r/a r/a=1"), "does not come before it", true},
		{"hard link below a file", of("r/a=1 r/b=>r/a/c"), "does not come before it", true},
		{"hard link to a directory", of("r/a/ r/x=1 r/b=>r/a"), "which is a directory", false},
		{"hard link to the root", of("r/a/ r/b=>/"), "which is a directory", true},
		{"named pipe", odd(tar.TypeFifo, "r/a"), `"r/a" is a named pipe, and Nix takes only`, true},
		{"device", odd(tar.TypeChar, "r/a"), `"r/a" is a device`, true},
		{"unknown type", block("r/a", 'Q', "00000000000"), `"r/a" is of an unknown type`, false},
		{"no target", append(block("r/a", tar.TypeSymlink, "00000000000"), make([]byte, 2*blockSize)...), "its target is empty", true},
		{"long name", of("r/" + strings.Repeat("n", 256) + "=1"), "has more than 255 bytes in a name", true},
		{"long target", of("r/a->" + strings.Repeat("t", 4096)), "has more than 4095 bytes in the target of a link", true},
		{"text as a zip archive", []byte("PK\x03\x04" + page), "reading the list of its entries: zip: not a valid zip file", true},
		{"text as gzip", []byte(gzipMagic + page), "decompressing it with gzip", true},
		{"text as xz", []byte(xzMagic + page), "decompressing it with xz", true},
		{"text as bzip2", []byte("BZh9" + page), "decompressing it with bzip2", true},
		{"text as zstd", []byte("\x28\xb5\x2f\xfd" + page), "decompressing it with zstd", true},
	}
	for _, name := range []string{
		".git", ".GIT", ".Git/x", ".git.", ".git ", ".git. .", ".git:", ".git:x", `.git\x`, "git~1", "GIT~1", "git~1.", "git~1:x", `git~1\`,
	} {
		archive := tarOf(t, []entry{{kind: tar.TypeReg, path: "r/a"}, {kind: tar.TypeReg, path: "r/" + name}})
		all = append(all, refusal{"named " + name, archive, "is refused: git keeps", true})
	}
	return all
}

func TestArchiveRefused(t *testing.T) {
	for _, c := range refusals(t) {
		t.Run(c.name, func(t *testing.T) {
			_, err := ReadArchive(bytes.NewReader(c.archive), DefaultLimits)
			if err == nil || !strings.HasPrefix(err.Error(), "reading an archive") || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error is %v, want %q in it", err, c.want)
			}
		})
	}
}

func TestTypesOfErrors(t *testing.T) {
	var escape *EscapeError
	_, err := ReadArchive(bytes.NewReader(tarOf(t, entries("r/../a=1"))), DefaultLimits)
	if !errors.As(err, &escape) || escape.Path != "r/../a" {
		t.Errorf("error is %v", err)
	}
	var limit *LimitError
	_, err = ReadArchive(bytes.NewReader(tarOf(t, entries("a/b/c=1"))), Limits{Bytes: 1, Entries: 3, Depth: 2, Name: 1})
	if !errors.As(err, &limit) || limit.Path != "a/b/c" || limit.Most != 2 {
		t.Errorf("error is %v", err)
	}
	var kind *nar.KindError
	_, err = ReadArchive(bytes.NewReader(tarOf(t, []entry{{kind: tar.TypeFifo, path: "r/a"}})), DefaultLimits)
	if !errors.As(err, &kind) || kind.Path != "r/a" {
		t.Errorf("error is %v", err)
	}
}

// Whatever is cut off: it is an error, or nothing of the tree is missing.
func TestArchiveCutShort(t *testing.T) {
	plain := tarOf(t, entries(sampleEntries))
	for name, archive := range map[string][]byte{
		"gzip": gzipOf(t, plain), "xz": xzOf(t, plain), "zstd": zstdOf(t, plain), "bzip2": sample(t, "sample.tar.bz2"), "zip": sample(t, "sample.unix.zip"),
	} {
		short := 0
		for size := range archive {
			got, err := ReadArchive(bytes.NewReader(archive[:size]), DefaultLimits)
			if err == nil && got.NarHash != hashOf(sampleEntries) {
				t.Errorf("%s: %d of %d bytes read as %v", name, size, len(archive), got)
			}
			if err != nil {
				short = size
			}
		}
		if short < len(archive)*3/4 {
			t.Errorf("%s: %d of %d bytes are enough", name, short+1, len(archive))
		}
	}
}

// The end of a tar archive is marked, but like Nix we do without the mark: it may
// then end after any entry.
func TestTarCutShort(t *testing.T) {
	list := strings.Fields("r/flake.nix={} r/run*=x r/link->run")
	plain := tarOf(t, entries(strings.Join(list, " ")))
	possible := map[string]bool{}
	for n := range list {
		possible[hashOf(strings.ReplaceAll(strings.Join(list[:n+1], " "), "r/", ""))] = true
	}
	for size := range plain {
		c, err := ReadArchive(bytes.NewReader(plain[:size]), DefaultLimits)
		switch {
		case err == nil && !possible[c.NarHash]:
			t.Errorf("%d of %d bytes read as %v", size, len(plain), c)
		case err != nil && size > blockSize && !errors.Is(err, io.ErrUnexpectedEOF):
			t.Errorf("%d of %d bytes give %v", size, len(plain), err)
		}
	}
}

// failing is a connection that breaks.
type failing struct{ r io.Reader }

var errBroken = errors.New("connection reset")

func (f failing) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if errors.Is(err, io.EOF) {
		err = errBroken
	}
	return n, err
}

func TestBrokenConnection(t *testing.T) {
	for _, archive := range [][]byte{
		nil, tarOf(t, entries("r/a=1"))[:600], gzipOf(t, tarOf(t, entries("r/a=1")))[:40], zipOf(t, entries("a=1"))[:50], xzOf(t, nil)[:20],
	} {
		if _, err := ReadArchive(failing{bytes.NewReader(archive)}, DefaultLimits); !errors.Is(err, errBroken) {
			t.Errorf("after %d bytes: error is %v", len(archive), err)
		}
	}
	if _, err := ReadFile(failing{strings.NewReader("x")}, DefaultLimits); !errors.Is(err, errBroken) {
		t.Errorf("file: error is %v", err)
	}
}
