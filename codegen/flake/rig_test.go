package flake

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/rig"
	n2c "github.com/agentboxc/agentboxc/rig/nix2container/layer"
)

// TestImages builds what the golden files describe with real Nix, and looks
// into the images.
func TestImages(t *testing.T) {
	r := rig.Use(t)
	n := r.Nixes[0]
	flakes := map[string]*rig.Flake{}
	for name, program := range cases {
		p := program()
		out, _ := nix.Print(Build(p))
		f, err := r.Flake(filepath.Join(t.TempDir(), name), "testdata/unit", out, lockOf(t, p.Inputs))
		if err != nil {
			t.Fatal(err)
		}
		flakes[name] = f
	}
	outputs, err := n.Evaluate(flakes)
	if err != nil {
		t.Fatal(err)
	}
	for _, other := range r.Nixes[1:] {
		same, err := other.Evaluate(flakes)
		if err != nil {
			t.Error(err)
		} else if !reflect.DeepEqual(same, outputs) {
			t.Errorf("Nix %s and Nix %s have different store paths for the same flakes", n.Version, other.Version)
		}
	}
	for _, name := range []string{"agentbox", "empty", "platforms"} {
		if err := flakes[name].Check(n); err != nil {
			t.Error(err)
		}
	}
	var drvs []string
	for _, out := range outputs {
		for _, set := range []map[string]map[string]rig.Output{out.Packages, out.DevShells, out.Checks} {
			for _, system := range set {
				for _, o := range system {
					drvs = append(drvs, o.DrvPath)
				}
			}
		}
	}
	slices.Sort(drvs)
	if err := n.Build(slices.Compact(drvs)...); err != nil {
		t.Fatal(err)
	}
	t.Run("root directory", func(t *testing.T) {
		image, err := n.ReadImage(outputs["root"].Packages[rig.System()]["runtime"].OutPath)
		if err != nil {
			t.Fatal(err)
		}
		golden := goldie.New(t, goldie.WithFixtureDir("testdata/golden"), goldie.WithNameSuffix(".txt"))
		golden.Assert(t, "root", listing(t, image))
	})
	t.Run("thirty layers", func(t *testing.T) {
		image, err := n.ReadImage(outputs["thirty"].Packages[rig.System()]["deep"].OutPath)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for i := range 30 {
			want = append(want, fmt.Sprintf("agentboxc layer l%02d", i))
		}
		want = append(want, "agentboxc variant deep")
		if got := image.LayerNames(); !slices.Equal(got, want) {
			t.Errorf("the layers are %q", got)
		}
	})
	for _, name := range slices.Sorted(maps.Keys(outputs)) {
		for system, images := range outputs[name].Packages {
			for variant, image := range images {
				t.Run(name+"/"+system+"/"+variant, func(t *testing.T) { checkImage(t, n, image) })
			}
		}
	}
}

var storeHash = regexp.MustCompile(`/nix/store/[0-9a-z]{32}-`)

// listing lists what the image's last layer has outside the store: mode,
// owner, path, and the target of a link or the content of a file.
func listing(t *testing.T, image *rig.Image) []byte {
	t.Helper()
	r, w := io.Pipe()
	go func() { w.CloseWithError(n2c.WriteTar(w, image.Layers[len(image.Layers)-1].Paths)) }()
	archive := tar.NewReader(r)
	var out bytes.Buffer
	for {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return storeHash.ReplaceAll(out.Bytes(), []byte("/nix/store/HASH-"))
		}
		if err != nil {
			t.Fatal(err)
		}
		// The programs of the package set are not what is tested here.
		if strings.HasPrefix(h.Name, "/nix") || strings.HasPrefix(h.Name, "/bin/") && h.Name != "/bin/hello" {
			continue
		}
		content, err := io.ReadAll(archive)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%04o %d:%d %s:%s %q", h.Mode, h.Uid, h.Gid, h.Uname, h.Gname, h.Name)
		switch h.Typeflag {
		case tar.TypeSymlink:
			fmt.Fprintf(&out, " -> %q", h.Linkname)
		case tar.TypeReg:
			fmt.Fprintf(&out, " = %q", content)
		}
		fmt.Fprintln(&out)
	}
}

func checkImage(t *testing.T, n *rig.Nix, out rig.Output) {
	image, err := n.ReadImage(out.OutPath)
	if err != nil {
		t.Fatal(err)
	}
	problems, err := image.Verify()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
	for i, layer := range image.LayerNames() {
		if !strings.HasPrefix(layer, "agentboxc ") {
			t.Errorf("layer %d was made by %q: something was left over for buildImage's own", i, layer)
		}
	}
}

// lockOf is a lock file for github: inputs, with pins that the rig replaces.
func lockOf(t *testing.T, inputs []*ir.Input) []byte {
	t.Helper()
	type object = map[string]any
	root := object{}
	nodes := object{"root": object{"inputs": root}}
	for _, in := range inputs {
		parts := strings.Split(strings.TrimPrefix(in.URL, "github:"), "/")
		original := object{"type": "github", "owner": parts[0], "repo": parts[1]}
		locked := maps.Clone(original)
		locked["rev"], locked["narHash"], locked["lastModified"] = strings.Repeat("1", 40), "", 1
		if len(parts) > 2 {
			original["ref"] = parts[2]
		}
		node := object{"original": original, "locked": locked}
		if !in.Flake {
			node["flake"] = false
		}
		follows := object{}
		for _, f := range in.Follows {
			follows[f.Name] = []string{f.Target}
		}
		if len(follows) > 0 {
			node["inputs"] = follows
		}
		nodes[in.Name], root[in.Name] = node, in.Name
	}
	data, err := json.Marshal(object{"nodes": nodes, "root": "root", "version": 7})
	if err != nil {
		t.Fatal(err)
	}
	return data
}
