package image

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	godigest "github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/agentboxc/agentboxc/codegen/measure"
)

func TestLayersAreThoseOfNix2container(t *testing.T) {
	root := restore(t)
	for name, layers := range described(t) {
		t.Run(name, func(t *testing.T) { checkLayers(t, imageOf(t, root, layers...)) })
	}
}

// checkLayers reads every layer, and measures it without reading.
func checkLayers(t *testing.T, i *Image) {
	t.Helper()
	for n, l := range i.Layers {
		got, err := drain(l.blob(t.Context()))
		if err != nil {
			t.Error(err)
		}
		if want := (sum{l.Digest, l.Size}); got != want {
			t.Errorf("layer %d is %v, want %v", n, got, want)
		}
	}
	m, err := i.Measure(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for n, l := range m.Layers {
		if l.Digest != i.Layers[n].DiffID.String() || l.Size != i.Layers[n].Size || len(l.Paths) != len(i.Layers[n].Paths) {
			t.Errorf("layer %d is measured as %+v", n, l)
		}
		if left := frame(l); left < 2*blockSize || left > 40*blockSize {
			t.Errorf("layer %d has %d bytes of no store path", n, left)
		}
	}
}

// frame is what counts for no store path.
func frame(l measure.Layer) int64 {
	left := l.Size
	for _, p := range l.Paths {
		left -= p.Size
	}
	return left
}

// Readers with any buffer get the same, and the end only when it is due.
func TestStreamsReadLikeFiles(t *testing.T) {
	i := made(t, map[string]string{"a": strings.Repeat("text", 300_000), "b": "", "dir/c": "c"})
	var want bytes.Buffer
	if _, err := i.Layers[0].blob(t.Context()).WriteTo(&want); err != nil {
		t.Fatal(err)
	}
	r := i.Layers[0].blob(t.Context())
	defer r.Close()
	if err := iotest.TestReader(struct{ io.Reader }{r}, want.Bytes()); err != nil {
		t.Error(err)
	}
}

func TestMeasureCountsForStorePaths(t *testing.T) {
	i := made(t, map[string]string{"bin/a": "12345", "b": strings.Repeat("x", 513)})
	m, err := i.Measure(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := m.Layers[0].Paths[0]
	// The store path, bin, bin/a with one block and b with two.
	want := measure.Path{Hash: hashOf[1:] + "a", Name: "made", Version: "1.0", Size: 7 * blockSize}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if m.Layers[0].Name != "made" || frame(m.Layers[0]) != 5*blockSize { // /, /nix, /nix/store and the end
		t.Errorf("the layer is %+v", m.Layers[0])
	}
}

func TestSplitName(t *testing.T) {
	for full, want := range map[string][2]string{
		"bash-5.2p37":               {"bash", "5.2p37"},
		"bash-interactive-5.2p37":   {"bash-interactive", "5.2p37"},
		"apache-httpd-2.0.48":       {"apache-httpd", "2.0.48"},
		"glibc-2.40-66-bin":         {"glibc", "2.40-66-bin"},
		"python3.12-pip-24.0":       {"python3.12-pip", "24.0"},
		"source":                    {"source", ""},
		"a-":                        {"a-", ""},
		"a--1":                      {"a", "-1"},
		"hello-unstable-2024-01-01": {"hello-unstable", "2024-01-01"},
		"x-_y":                      {"x", "_y"},
		"libfoo-Zed":                {"libfoo-Zed", ""},
		"":                          {"", ""},
	} {
		if name, version := measure.Split(full); [2]string{name, version} != want {
			t.Errorf("%q is %q and %q, want %q", full, name, version, want)
		}
	}
}

func TestDescriptionOfAnImage(t *testing.T) {
	i, err := Read("testdata/image-runtime.json", "")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, l := range i.Layers {
		names = append(names, l.Name)
	}
	var want struct {
		Layers []struct{ History struct{ Created_by string } }
	}
	unmarshal(t, read(t, "testdata/image-runtime.json"), &want)
	for n, l := range want.Layers {
		if name, ours := strings.CutPrefix(l.History.Created_by, madeBy); ours && names[n] != name || !ours && names[n] != "" {
			t.Errorf("layer %d is %q, want %q", n, names[n], name)
		}
	}
	if i.Config.WorkingDir != "/workspace" || !slices.Contains(i.Config.Env, "NODE_ENV=production") {
		t.Errorf("the configuration is %+v", i.Config)
	}
}

// The configuration of an image has the bytes that nix2container's exporter
// would give it, which knows the same types.
func TestConfigurationIsThatOfNix2container(t *testing.T) {
	i, err := Read("testdata/image-runtime.json", "")
	if err != nil {
		t.Fatal(err)
	}
	var theirs struct {
		Config  ocispec.ImageConfig `json:"image-config"`
		Created *time.Time
		Arch    string
		Layers  []struct{ History ocispec.History }
	}
	unmarshal(t, read(t, "testdata/image-runtime.json"), &theirs)
	image := ocispec.Image{
		Created: theirs.Created, Config: theirs.Config, Platform: ocispec.Platform{OS: "linux", Architecture: theirs.Arch},
		RootFS: ocispec.RootFS{Type: "layers"},
	}
	for n, l := range theirs.Layers {
		image.RootFS.DiffIDs = append(image.RootFS.DiffIDs, godigest.Digest(i.Layers[n].DiffID.String()))
		image.History = append(image.History, l.History)
	}
	want, err := json.Marshal(image)
	if err != nil {
		t.Fatal(err)
	}
	got, err := i.config()
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("the configuration is\n%s\nwant\n%s (%v)", got, want, err)
	}
}
