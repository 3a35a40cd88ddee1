package image

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	ggcrlayout "github.com/google/go-containerregistry/pkg/v1/layout"
)

func (i *Image) mustIndex(t testing.TB, c Compression) v1.ImageIndex {
	t.Helper()
	index, err := Index([]v1.Image{i.must(t, c, blobsIn(t, ""))}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return index
}

// checkLayout reads everything that a layout refers to, with
// go-containerregistry's reader, and returns the digests by tag.
func checkLayout(dir string) (map[string]v1.Hash, error) {
	path, err := ggcrlayout.FromPath(dir)
	if err != nil {
		return nil, err
	}
	top, err := path.ImageIndex()
	if err != nil {
		return nil, err
	}
	m, err := top.IndexManifest()
	if err != nil {
		return nil, err
	}
	tags := map[string]v1.Hash{}
	for _, d := range m.Manifests {
		index, err := top.ImageIndex(d.Digest)
		if err != nil {
			return nil, err
		}
		contents, err := contentsOf(index)
		if err != nil {
			return nil, err
		}
		for _, c := range contents {
			data, err := os.ReadFile(filepath.Join(dir, "blobs/sha256", c.digest.Hex))
			if err != nil {
				return nil, err
			}
			if got := sumOf(data); got != c.sum {
				return nil, fmt.Errorf("blob %v is %v", c.sum, got)
			}
		}
		tags[d.Annotations[refName]] = d.Digest
	}
	return tags, nil
}

func digestOf(t testing.TB, index v1.ImageIndex) v1.Hash {
	t.Helper()
	h, err := index.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestLayouts(t *testing.T) {
	for _, c := range compressions {
		t.Run(c.String(), func(t *testing.T) {
			index := several(t).mustIndex(t, c)
			dir := filepath.Join(t.TempDir(), "new", "layout")
			if err := WriteLayout(t.Context(), dir, index, "latest"); err != nil {
				t.Fatal(err)
			}
			tags, err := checkLayout(dir)
			if err != nil || len(tags) != 1 || tags["latest"] != digestOf(t, index) {
				t.Errorf("the tags are %v (%v), want %v", tags, err, digestOf(t, index))
			}
		})
	}
}

func names(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestLayoutsKeepWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	one, two := several(t).mustIndex(t, Compression{Method: None}), made(t, map[string]string{"x": "x"}).mustIndex(t, Compression{Method: None})
	for tag, index := range map[string]v1.ImageIndex{"one": one, "two": two} {
		if err := WriteLayout(t.Context(), dir, index, tag); err != nil {
			t.Fatal(err)
		}
	}
	files := names(t, dir+"/blobs/sha256")
	before := stamps(t, dir, files)
	if err := os.WriteFile(dir+"/blobs/sha256/"+unfinished+"1", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := WriteLayout(t.Context(), dir, one, "one"); err != nil {
		t.Fatal(err)
	}
	if after := stamps(t, dir, names(t, dir+"/blobs/sha256")); !slices.Equal(before, after) {
		t.Errorf("blobs were written again: %v, %v", before, after)
	}
	if err := WriteLayout(t.Context(), dir, two, "one"); err != nil {
		t.Fatal(err)
	}
	tags, err := checkLayout(dir)
	if err != nil || len(tags) != 2 || tags["one"] != tags["two"] {
		t.Errorf("the tags are %v (%v)", tags, err)
	}
	if got := names(t, dir); !slices.Equal(got, []string{"blobs", "index.json", "oci-layout"}) {
		t.Errorf("the layout has %q", got)
	}
}

func stamps(t testing.TB, dir string, files []string) []string {
	t.Helper()
	var stamps []string
	for _, file := range files {
		info, err := os.Stat(filepath.Join(dir, "blobs/sha256", file))
		if err != nil {
			t.Fatal(err)
		}
		stamps = append(stamps, file+" "+info.ModTime().String()+" "+info.Mode().String())
	}
	return stamps
}

func TestLayoutsReplaceDamagedBlobs(t *testing.T) {
	dir, index := t.TempDir(), several(t).mustIndex(t, Compression{Method: None})
	if err := WriteLayout(t.Context(), dir, index, "latest"); err != nil {
		t.Fatal(err)
	}
	for _, file := range names(t, dir+"/blobs/sha256") {
		if err := os.Truncate(dir+"/blobs/sha256/"+file, 1); err != nil {
			t.Fatal(err)
		}
	}
	if err := WriteLayout(t.Context(), dir, index, "latest"); err != nil {
		t.Fatal(err)
	}
	if _, err := checkLayout(dir); err != nil {
		t.Error(err)
	}
}

func TestLayoutsWrittenAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "layout")
	var done sync.WaitGroup
	for n := range 8 {
		index := made(t, map[string]string{"a": strings.Repeat("shared", 100_000)}, map[string]string{"n": fmt.Sprint(n / 2)}).mustIndex(t, Compression{Method: None})
		done.Go(func() {
			if err := WriteLayout(t.Context(), dir, index, fmt.Sprint("tag-", n)); err != nil {
				t.Error(err)
			}
		})
	}
	done.Wait()
	if tags, err := checkLayout(dir); err != nil || len(tags) != 8 {
		t.Errorf("the tags are %v (%v)", tags, err)
	}
}

func TestDirectoriesThatAreNoLayout(t *testing.T) {
	index := several(t).mustIndex(t, Compression{Method: None})
	home := t.TempDir()
	write(t, home+"/notes.txt", "text", 0o644)
	if err := WriteLayout(t.Context(), home, index, "latest"); err == nil || !strings.Contains(err.Error(), "notes.txt") {
		t.Errorf("the error is %v", err)
	}
	if got := names(t, home); len(got) != 1 {
		t.Errorf("the directory has %q", got)
	}
	if err := WriteLayout(t.Context(), home+"/notes.txt", index, "latest"); err == nil {
		t.Error("a file is taken for a directory")
	}
	damaged := t.TempDir()
	write(t, damaged+"/oci-layout", layoutText, 0o644)
	write(t, damaged+"/index.json", "{", 0o644)
	if err := WriteLayout(t.Context(), damaged, index, "latest"); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("the error is %v", err)
	}
}

func TestBadLayersAreNotWritten(t *testing.T) {
	i := several(t)
	dir, index := t.TempDir(), i.mustIndex(t, Compression{Method: None})
	write(t, i.onlyPath(1)+"/new", "", 0o444)
	err := WriteLayout(t.Context(), dir, index, "latest")
	if err == nil || !strings.Contains(err.Error(), "layer made") {
		t.Errorf("the error is %v", err)
	}
	if _, err := os.Stat(dir + "/index.json"); err == nil {
		t.Error("there is an index.json")
	}
	for _, file := range names(t, dir+"/blobs/sha256") {
		data := read(t, dir+"/blobs/sha256/"+file)
		if sumOf(data).digest.Hex != file {
			t.Errorf("%s is left", file)
		}
	}
}

func TestLayoutsStopWithTheirContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	i, _ := pieces(t, "text")
	dir, index := t.TempDir(), i.mustIndex(t, Compression{Method: None})
	go func() { // as soon as something is being written
		for ctx.Err() == nil {
			if files, _ := filepath.Glob(dir + "/blobs/sha256/.*"); len(files) > 0 {
				cancel()
			}
		}
	}()
	if err := WriteLayout(ctx, dir, index, "latest"); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	if left, _ := filepath.Glob(dir + "/blobs/sha256/.*"); len(left) > 0 || state(t, dir) != (v1.Hash{}) {
		t.Errorf("there are %q, and maybe an index", left)
	}
}

func TestIndexes(t *testing.T) {
	amd, arm := several(t), several(t)
	arm.Platform.Architecture = "arm64"
	images := []v1.Image{arm.must(t, Compression{Method: None}, nil), amd.must(t, Compression{Method: None}, nil)}
	annotations := map[string]string{"org.opencontainers.image.source": "here"}
	one, err := Index(images, annotations)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(images)
	two, err := Index(images, annotations)
	if err != nil || digestOf(t, one) != digestOf(t, two) {
		t.Errorf("the order makes a difference (%v)", err)
	}
	m, err := one.IndexManifest()
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Manifests) != 2 || m.Manifests[0].Platform.String() != "linux/amd64" || m.Manifests[1].Platform.String() != "linux/arm64" {
		t.Errorf("the platforms are %v", m.Manifests)
	}
	if m.Annotations["org.opencontainers.image.source"] != "here" {
		t.Errorf("the annotations are %v", m.Annotations)
	}
	if _, err := Index(append(images, images[0]), nil); err == nil || !strings.Contains(err.Error(), "linux/") {
		t.Errorf("two for one platform: %v", err)
	}
	if _, err := Index(nil, nil); err == nil {
		t.Error("there is an index of nothing")
	}
}
