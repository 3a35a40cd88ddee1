package image

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/agentboxc/agentboxc/rig/nar"
)

// described are the layers that nix2container made of the archived store paths
// beside them, by case.
func described(t testing.TB) map[string][]json.RawMessage {
	t.Helper()
	var cases map[string][]json.RawMessage
	unmarshal(t, read(t, "testdata/layers.json"), &cases)
	return cases
}

func read(t testing.TB, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func unmarshal(t testing.TB, data []byte, value any) {
	t.Helper()
	if err := json.Unmarshal(data, value); err != nil {
		t.Fatal(err)
	}
}

func write(t testing.TB, file, text string, mode fs.FileMode) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, mode); err != nil { // whatever the umask
		t.Fatal(err)
	}
}

// restore unpacks the archived store paths, and returns the root of their store.
func restore(t testing.TB) string {
	t.Helper()
	root := t.TempDir()
	files, err := filepath.Glob("testdata/*.nar.gz")
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives in testdata (%v)", err)
	}
	if err := os.MkdirAll(root+storeDir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		r, err := gzip.NewReader(bytes.NewReader(read(t, file)))
		if err != nil {
			t.Fatal(err)
		}
		path := root + storeDir + strings.TrimSuffix(filepath.Base(file), ".nar.gz")
		if err := nar.Restore(r, path); err != nil {
			t.Fatal(err)
		}
		makeReadOnly(t, path)
	}
	return root
}

// makeReadOnly gives files the modes that they have in a store.
func makeReadOnly(t testing.TB, root string) {
	t.Helper()
	var dirs []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Type()&fs.ModeSymlink != 0 {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if entry.IsDir() {
			dirs = append(dirs, path)
		}
		return os.Chmod(path, info.Mode()&0o555)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, dir := range dirs {
			_ = os.Chmod(dir, 0o755) // so that the test can remove them
		}
	})
}

// imageOf is an image with layers that are described in JSON.
func imageOf(t testing.TB, root string, layers ...json.RawMessage) *Image {
	t.Helper()
	i, err := parse(descriptionOf(t, layers...), root)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func descriptionOf(t testing.TB, layers ...json.RawMessage) []byte {
	t.Helper()
	data, err := json.Marshal(map[string]any{
		"version": 1, "image-config": map[string]any{}, "layers": layers, "arch": "amd64", "created": "1970-01-01T00:00:01Z",
	})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// hashOf is what a store path is called in tests that make their own.
const hashOf = "00000000000000000000000000000000"

// made is an image with one layer for each of the store paths, which are named
// after what is in them: directories by file names and texts.
func made(t testing.TB, paths ...map[string]string) *Image {
	t.Helper()
	root := t.TempDir()
	var layers []json.RawMessage
	for n, files := range paths {
		path := storeDir + hashOf[1:] + string(rune('a'+n)) + "-made-1." + string(rune('0'+n))
		for name, text := range files {
			write(t, filepath.Join(root+path, name), text, 0o444)
		}
		layers = append(layers, layerOf(t, root, path))
	}
	return imageOf(t, root, layers...)
}

// layerOf describes a layer of store paths, of which it asks this package for
// the digest.
func layerOf(t testing.TB, root string, paths ...string) json.RawMessage {
	t.Helper()
	d := layerDescription{MediaType: "application/vnd.oci.image.layer.v1.tar", History: history{CreatedBy: "agentboxc layer made"}}
	l := &Layer{root: root}
	for _, p := range paths {
		d.Paths = append(d.Paths, pathDescription{Path: p})
		l.Paths = append(l.Paths, Path{Path: p})
	}
	got, err := drain(newStream(t.Context(), l.tar, func(context.Context, sum) error { return nil }))
	if err != nil {
		t.Fatal(err)
	}
	d.Digest, d.DiffID, d.Size = got.digest.String(), got.digest.String(), got.size
	data, err := json.Marshal(map[string]any{
		"digest": d.Digest, "diff_ids": d.DiffID, "size": d.Size, "paths": d.Paths, "mediatype": d.MediaType, "History": d.History,
	})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// drain reads to the end, and hashes on its own.
func drain(r io.ReadCloser) (sum, error) {
	defer r.Close()
	h := sha256.New()
	n, err := io.Copy(h, r)
	return sum{v1.Hash{Algorithm: "sha256", Hex: hex.EncodeToString(h.Sum(nil))}, n}, err
}
