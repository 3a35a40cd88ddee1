package image

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/validate"
)

// tool is an independent reader of what is written here.
func tool(t testing.TB, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	switch {
	case err == nil:
		return path
	case os.Getenv("CI") == "true":
		t.Fatalf("%s is not installed; .ci/tools installs it", program)
	}
	t.Skipf("NOT TESTED with %s, which is not installed", program)
	return ""
}

func run(t testing.TB, args ...string) string {
	t.Helper()
	cmd := exec.Command(tool(t, args[0]), args[1:]...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%q: %v\n%s", args, err, stderr.Bytes())
	}
	return string(out)
}

func TestSkopeoReadsLayouts(t *testing.T) {
	amd, arm := several(t), several(t)
	arm.Platform.Architecture = "arm64"
	for _, c := range compressions {
		t.Run(c.String(), func(t *testing.T) {
			blobs := blobsIn(t, "")
			index, err := Index([]v1.Image{amd.must(t, c, blobs), arm.must(t, c, blobs)}, nil)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			if err := WriteLayout(t.Context(), dir+"/layout", index, "latest"); err != nil {
				t.Fatal(err)
			}
			raw := run(t, "skopeo", "inspect", "--raw", "oci:"+dir+"/layout:latest")
			if got := sumOf([]byte(raw)).digest; got != digestOf(t, index) {
				t.Errorf("skopeo sees %v, want %v", got, digestOf(t, index))
			}
			run(t, "skopeo", "--insecure-policy", "copy", "--all", "--preserve-digests", "oci:"+dir+"/layout:latest", "dir:"+dir+"/copy")
			contents, err := contentsOf(index)
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range contents {
				file := dir + "/copy/" + want.digest.Hex
				if _, err := os.Stat(file); err != nil {
					file += ".manifest.json"
				}
				if want.digest == digestOf(t, index) {
					file = dir + "/copy/manifest.json"
				}
				if got := sumOf(read(t, file)); got != want.sum {
					t.Errorf("skopeo copied %v for %v", got, want.sum)
				}
			}
		})
	}
}

func TestSkopeoReadsArchives(t *testing.T) {
	i := several(t)
	for _, c := range []Compression{{None, 0}, {Gzip, 6}} {
		image := i.must(t, c, blobsIn(t, ""))
		file := filepath.Join(t.TempDir(), "image.tar")
		if err := WriteArchive(t.Context(), file, map[name.Tag]v1.Image{mustTag(t, "registry.example/team/box:1.0"): image}); err != nil {
			t.Fatal(err)
		}
		copied := t.TempDir()
		run(t, "skopeo", "--insecure-policy", "copy", "docker-archive:"+file+":registry.example/team/box:1.0", "dir:"+copied)
		config, err := image.RawConfigFile()
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, copied+"/"+sumOf(config).digest.Hex); !bytes.Equal(got, config) {
			t.Errorf("skopeo copied the configuration\n%s\nwant\n%s", got, config)
		}
		for _, l := range i.Layers { // which it unpacks
			if got := sumOf(read(t, copied+"/"+l.DiffID.Hex)); got != (sum{l.DiffID, l.Size}) {
				t.Errorf("skopeo copied %v for %v", got, l)
			}
		}
	}
}

func mustTag(t testing.TB, s string) name.Tag {
	t.Helper()
	tag, err := name.NewTag(s)
	if err != nil {
		t.Fatal(err)
	}
	return tag
}

func TestArchives(t *testing.T) {
	one, two := several(t).must(t, Compression{Method: None}, nil), made(t, map[string]string{"x": "x"}).must(t, Compression{Method: None}, nil)
	images := map[name.Tag]v1.Image{mustTag(t, "box"): one, mustTag(t, "box:1"): one, mustTag(t, "two:1"): two}
	var archives [2][]byte
	for n := range archives {
		file := filepath.Join(t.TempDir(), "image.tar")
		if err := WriteArchive(t.Context(), file, images); err != nil {
			t.Fatal(err)
		}
		archives[n] = read(t, file)
		for tag, want := range images {
			got, err := tarball.ImageFromPath(file, &tag)
			if err != nil {
				t.Fatal(err)
			}
			if err := validate.Image(got); err != nil {
				t.Error(err)
			}
			wantName, _ := want.ConfigName()
			if gotName, _ := got.ConfigName(); gotName != wantName {
				t.Errorf("%v is %v, want %v", tag, gotName, wantName)
			}
		}
	}
	if !bytes.Equal(archives[0], archives[1]) {
		t.Error("the same images give different archives")
	}
	var manifest tarball.Manifest
	files := entriesOf(t, archives[0])
	unmarshal(t, files["manifest.json"], &manifest)
	if len(files) != 1+2+4 || len(manifest) != 2 || !slices.Equal(manifest[0].RepoTags, []string{"box:1", "box:latest"}) {
		t.Errorf("%d files, and the manifest is %+v", len(files), manifest)
	}
}

func entriesOf(t testing.TB, archive []byte) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for r := tar.NewReader(bytes.NewReader(archive)); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		if files[h.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
}

// An archive that cannot be finished leaves the file that was there.
func TestArchivesAreReplacedWhole(t *testing.T) {
	i := several(t)
	image := i.must(t, Compression{Method: None}, nil)
	dir := t.TempDir()
	write(t, dir+"/image.tar", "old", 0o644)
	write(t, i.onlyPath(2)+"/new", "", 0o444)
	err := WriteArchive(t.Context(), dir+"/image.tar", map[name.Tag]v1.Image{mustTag(t, "box"): image})
	if err == nil || !strings.Contains(err.Error(), "layer made") {
		t.Errorf("the error is %v", err)
	}
	if got := names(t, dir); string(read(t, dir+"/image.tar")) != "old" || len(got) != 1 {
		t.Errorf("there are %q", got)
	}
	if err := WriteArchive(t.Context(), dir+"/none/image.tar", map[name.Tag]v1.Image{mustTag(t, "box"): image}); err == nil {
		t.Error("there is no error without a directory")
	}
}

// kept is a layer of an image that has it as a tar in its store, maybe
// compressed.
func kept(t *testing.T, c Compression) *Image {
	t.Helper()
	i := several(t)
	l := i.Layers[0]
	image := i.must(t, c, blobsIn(t, ""))
	layers, err := image.Layers()
	if err != nil {
		t.Fatal(err)
	}
	r, err := layers[0].Compressed()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	file := storeDir + hashOf + "-base/layer"
	write(t, l.root+file, string(data), 0o444)
	described := map[string]any{
		"digest": sumOf(data).digest, "diff_ids": l.DiffID, "layer-path": file, "mediatype": c.mediaType(),
	}
	if c.Method == None {
		described["paths"], described["size"] = []pathDescription{{Path: l.Paths[0].Path}}, l.Size
	}
	text, err := json.Marshal(described)
	if err != nil {
		t.Fatal(err)
	}
	return imageOf(t, l.root, text)
}

func TestLayersKeptAsTars(t *testing.T) {
	for _, c := range compressions {
		t.Run(c.String(), func(t *testing.T) {
			i := kept(t, c)
			for _, to := range []Compression{{None, 0}, {Gzip, 6}} {
				image := i.must(t, to, blobsIn(t, ""))
				checkImage(t, image)
				m, err := image.Manifest()
				if err != nil {
					t.Fatal(err)
				}
				if c.Method != None && m.Layers[0].Digest != i.Layers[0].Digest {
					t.Errorf("with %v the blob is %v and not the one in the store", to, m.Layers[0])
				}
			}
			want, err := several(t).Measure(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			got, err := i.Measure(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if got.Layers[0].Size != want.Layers[0].Size || got.Layers[0].Digest != want.Layers[0].Digest {
				t.Errorf("measured is %+v, want %+v", got.Layers[0], want.Layers[0])
			}
			if c.Method == None && !slices.Equal(got.Layers[0].Paths, want.Layers[0].Paths) {
				t.Errorf("the paths are %+v, want %+v", got.Layers[0].Paths, want.Layers[0].Paths)
			}
		})
	}
}

func TestDamagedTars(t *testing.T) {
	for _, c := range []Compression{{None, 0}, {Gzip, 6}, {Zstd, 3}} {
		for name, damage := range map[string]func([]byte) []byte{
			"truncated": func(b []byte) []byte { return b[:len(b)/2] },
			"empty":     func([]byte) []byte { return nil },
			"longer":    func(b []byte) []byte { return append(b, 0) },
			"changed":   func(b []byte) []byte { b[len(b)/2] ^= 1; return b },
		} {
			i := kept(t, c)
			file := i.Layers[0].root + i.Layers[0].File
			data := damage(read(t, file))
			os.Remove(file)
			write(t, file, string(data), 0o444)
			for what, s := range map[string]*stream{"blob": i.Layers[0].blob(t.Context()), "tar": i.Layers[0].unpacked(t.Context())} {
				if _, err := drain(s); err == nil || !strings.Contains(err.Error(), i.Layers[0].Digest.Hex) {
					t.Errorf("%v, %s: the %s has the error %v", c, name, what, err)
				}
			}
		}
	}
}
