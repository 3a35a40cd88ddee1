package image

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// onlyPath is where the store path of layer n lies.
func (i *Image) onlyPath(n int) string { return i.Layers[n].root + i.Layers[n].Paths[0].Path }

func TestFaultsOfTheStore(t *testing.T) {
	type fault struct {
		name  string
		make  func(t *testing.T, i *Image)
		wants []string // in the error
	}
	path := storeDir + hashOf[1:] + "a-made-1.0"
	replace := func(text string) func(*testing.T, *Image) {
		return func(t *testing.T, i *Image) {
			os.Remove(i.onlyPath(0) + "/file")
			write(t, i.onlyPath(0)+"/file", text, 0o444)
		}
	}
	faults := []fault{
		{"a deleted store path", func(_ *testing.T, i *Image) { os.RemoveAll(i.onlyPath(0)) }, []string{"layer made", path, "no such file", "garbage"}},
		{"a deleted file", func(_ *testing.T, i *Image) { os.Remove(i.onlyPath(0) + "/file") }, []string{"layer made", path, "changed"}},
		{"a changed file", replace("other"), []string{"layer made", path, "repair"}},
		{"a longer file", replace("longer than it was, by more than a block" + strings.Repeat(".", 512)), []string{"layer made", path, "repair"}},
		{"a mode", func(_ *testing.T, i *Image) { os.Chmod(i.onlyPath(0)+"/file", 0o555) }, []string{"layer made", path, "repair"}},
		{"a new file", func(t *testing.T, i *Image) { write(t, i.onlyPath(0)+"/new", "", 0o444) }, []string{"layer made", path, "repair"}},
		{"a pipe", func(_ *testing.T, i *Image) {
			os.Remove(i.onlyPath(0) + "/file")
			if err := unix.Mkfifo(i.onlyPath(0)+"/file", 0o444); err != nil {
				panic(err)
			}
		}, []string{"layer made", path + "/file", "no store path can hold"}},
	}
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			i := made(t, map[string]string{"file": "texts"}, map[string]string{"file": "good"})
			i.Verify = func(_ context.Context, paths []string) ([]string, error) {
				if len(paths) != 1 || paths[0] != path {
					t.Errorf("asked for %q", paths)
				}
				return paths, nil
			}
			f.make(t, i)
			_, err := drain(i.Layers[0].blob(t.Context()))
			for _, want := range f.wants {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("the error is %v, which does not say %q", err, want)
				}
			}
			if _, err := drain(i.Layers[1].blob(t.Context())); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestWhoIsToBlame(t *testing.T) {
	lying := func(d *map[string]any) {
		(*d)["digest"] = "sha256:" + strings.Repeat("0", 64)
		(*d)["diff_ids"] = (*d)["digest"]
	}
	for want, verify := range map[string]func(context.Context, []string) ([]string, error){
		"its description must be wrong": func(context.Context, []string) ([]string, error) { return nil, nil },
		"no Nix here":                   func(context.Context, []string) ([]string, error) { return nil, errors.New("no Nix here") },
		"one of its store paths":        nil,
	} {
		good := made(t, map[string]string{"file": "text"})
		var d map[string]any
		unmarshal(t, layerOf(t, good.Layers[0].root, good.Layers[0].Paths[0].Path), &d)
		lying(&d)
		data, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		i := imageOf(t, good.Layers[0].root, data)
		i.Verify = verify
		if _, err := drain(i.Layers[0].blob(t.Context())); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, which does not say %q", err, want)
		}
	}
}

// A file that changes its size after its header has been made is named at
// once, without asking Nix.
func TestSizeChangesMeanwhile(t *testing.T) {
	i := made(t, map[string]string{"file": "texts"})
	for _, text := range []string{"tex", "longer texts"} {
		l := i.Layers[0]
		out := &chunker{ctx: t.Context(), free: make(chan []byte, 1), full: make(chan []byte, 1), chunk: make([]byte, 0, chunkSize)}
		err := l.walk(t.Context(), func(e *entry) error {
			if e.size == 0 {
				return nil
			}
			os.Remove(l.root + e.file)
			write(t, l.root+e.file, text, 0o444)
			defer func() {
				os.Remove(l.root + e.file)
				write(t, l.root+e.file, "texts", 0o444)
			}()
			return l.contents(out, e)
		})
		if err == nil || !strings.Contains(err.Error(), i.onlyPath(0)+"/file") || !strings.Contains(err.Error(), "its size of 5 bytes") {
			t.Errorf("with %q the error is %v", text, err)
		}
	}
}

func TestMeasuringFindsWhatHasAnotherSize(t *testing.T) {
	i := made(t, map[string]string{"file": "text"})
	i.Verify = func(_ context.Context, paths []string) ([]string, error) { return paths, nil }
	write(t, i.onlyPath(0)+"/another", "", 0o444)
	if _, err := i.Measure(t.Context()); err == nil || !strings.Contains(err.Error(), i.Layers[0].Paths[0].Path) {
		t.Errorf("the error is %v", err)
	}
}

func TestConflictsBetweenStorePaths(t *testing.T) {
	for name, c := range map[string]struct {
		second map[string]string
		want   string // in the error; "" for none
	}{
		"sizes":   {map[string]string{"dir/file": "longer"}, "has 4 bytes in"},
		"modes":   {map[string]string{"dir": "a file"}, "is dr"},
		"neither": {map[string]string{"dir/file": "else", "dir/other": ""}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			i := made(t, map[string]string{"dir/file": "text"}, c.second)
			both := *i.Layers[0]
			for _, l := range i.Layers {
				p := l.Paths[0]
				p.rename = rename{from: p.Path, prefix: true}
				both.Paths = append(both.Paths, p)
			}
			both.Paths = both.Paths[1:]
			sizes := make([]int64, 2)
			_, err := both.count(t.Context(), sizes)
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("the error is %v", err)
			}
			// The later path has both files, and the directory counts for none.
			if c.want == "" && (sizes[0] != 0 || sizes[1] != 3*blockSize) {
				t.Errorf("the sizes are %v", sizes)
			}
		})
	}
}

func TestDescriptionsThatAreRefused(t *testing.T) {
	image := func(text string) string { return `{"version":1,"arch":"amd64","image-config":{},` + text + `}` }
	layer := func(text string) string {
		const h = `"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"`
		return image(`"layers":[{"digest":` + h + `,"diff_ids":` + h + `,"size":1024,"mediatype":"application/vnd.oci.image.layer.v1.tar",` + text + `}]`)
	}
	path := func(text string) string {
		return layer(`"paths":[{"path":"` + storeDir + hashOf + `-x","options":{` + text + `}}]`)
	}
	for text, want := range map[string]string{
		``:                     "no description",
		`[]`:                   "no description",
		`{}`:                   "has no version",
		`{"version":2}`:        "only version 1",
		`{"version":1}`:        "no architecture",
		image(`"layers":3`):    "no description",
		image(`"layers":[{}]`): "its digest",
		image(`"layers":[{"digest":"sha512:00"}]`):                              "its digest",
		layer(`"paths":[]`):                                                     "neither a file nor store paths",
		layer(`"paths":[{"path":"/etc/passwd"}]`):                               "no store path",
		layer(`"paths":[{"path":"/nix/store/../../etc"}]`):                      "no store path",
		layer(`"layer-path":"/nix/store/../../etc/passwd"`):                     "not in the store",
		layer(`"layer-path":"/etc/passwd"`):                                     "not in the store",
		layer(`"layer-path":"x","mediatype":"text/plain"`):                      "not known",
		layer(`"mediatype":"application/vnd.oci.image.layer.v1.tar+gzip"`):      "has type",
		layer(`"size":1023`):                                                    "no size of a tar",
		layer(`"size":-512`):                                                    "no size of a tar",
		path(`"rewrite":{"regex":"("}`):                                         "what to rename",
		path(`"perms":[{"regex":"("}]`):                                         "permissions",
		path(`"perms":[{"regex":"` + strings.Repeat("a", maxPattern+1) + `"}]`): "limit is",
		path(`"perms":[{"mode":"999"}]`):                                        "octal",
		path(`"perms":[{"mode":"77777"}]`):                                      "octal",
		path(`"perms":[{"uid":-1}]`):                                            "negative",
		path(`"perms":[` + strings.Repeat(`{},`, maxPerms) + `{}]`):             "limit is",
		image(`"layers":[` + strings.Repeat(`{},`, maxLayers) + `{}]`):          "limit is",
		strings.Repeat(" ", maxDescription+1):                                   "more than 16 MiB",
	} {
		if _, err := parse([]byte(text), ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.200s: the error is %v, want %q", text, err, want)
		}
	}
	if _, err := Read(filepath.Join(t.TempDir(), "none"), ""); err == nil || !strings.Contains(err.Error(), "reading the description") {
		t.Errorf("the error is %v", err)
	}
}

func TestImagesWithoutLayers(t *testing.T) {
	i, err := parse([]byte(`{"version":1,"image-config":{},"layers":null,"arch":"arm/v7","created":null}`), "")
	if err != nil {
		t.Fatal(err)
	}
	config, err := i.must(t, Compression{Method: None}, nil).RawConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	want := `{"architecture":"arm","os":"linux","variant":"v7","config":{},"rootfs":{"type":"layers","diff_ids":[]}}`
	if string(config) != want {
		t.Errorf("the configuration is %s, want %s", config, want)
	}
}

func FuzzDescription(f *testing.F) {
	for _, file := range []string{"testdata/image-runtime.json", "testdata/layers-perms.json"} {
		f.Add(read(f, file))
	}
	for _, layers := range described(f) {
		f.Add(descriptionOf(f, layers...))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		i, err := parse(data, t.TempDir())
		if err != nil {
			return
		}
		if config, err := i.config(); err != nil || !json.Valid(config) {
			t.Errorf("the configuration is %s (%v)", config, err)
		}
		for _, l := range i.Layers {
			if _, err := drain(l.blob(t.Context())); err == nil {
				t.Errorf("%v can be read from an empty store", l)
			}
		}
	})
}
