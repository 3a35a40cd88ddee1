package image

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/agentboxc/agentboxc/codegen"
	"github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/rig"
)

const examples = "../../../../examples"

// builtImages builds every variant of the examples, for every system, and
// returns the descriptions as this process sees them, by example, system and
// name.
func builtImages(t *testing.T, r *rig.Rig, n *rig.Nix) map[string]string {
	t.Helper()
	files, err := filepath.Glob(examples + "/*/agentbox.hcl")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no examples (%v)", err)
	}
	flakes := map[string]*rig.Flake{}
	for _, file := range files {
		dir := filepath.Dir(file)
		flakes[filepath.Base(dir)] = flakeOf(t, r, dir)
	}
	outputs, err := n.Evaluate(flakes)
	if err != nil {
		t.Fatal(err)
	}
	images, drvs := map[string]string{}, []string(nil)
	for example, output := range outputs {
		for system, packages := range output.Packages {
			for name, p := range packages {
				drvs = append(drvs, p.DrvPath)
				images[strings.Join([]string{example, system, name}, "/")] = n.OnDisk(p.OutPath)
			}
		}
	}
	slices.Sort(drvs)
	if err := n.Build(slices.Compact(drvs)...); err != nil {
		t.Fatal(err)
	}
	return images
}

func flakeOf(t *testing.T, r *rig.Rig, dir string) *rig.Flake {
	t.Helper()
	result, diags := lang.Compile(os.DirFS(dir), ".", lang.Options{DirName: filepath.Base(dir)})
	if diags.HasErrors() {
		t.Fatalf("%s does not compile: %v", dir, diags)
	}
	out, _ := codegen.Generate(result.Program, nil)
	lock, err := os.ReadFile(filepath.Join(dir, "flake.lock"))
	if err != nil {
		lock, err = r.MakeLock(out.Flake)
	}
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.Flake(filepath.Join(t.TempDir(), filepath.Base(dir)), dir, out.Flake, lock)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Every image of the examples, from both Nix, has the digests that it was
// built with, and measuring it agrees.
func TestImagesOfRealNix(t *testing.T) {
	r := rig.Use(t)
	for _, n := range r.Nixes {
		t.Run(n.Name, func(t *testing.T) {
			images := builtImages(t, r, n)
			for name, file := range images {
				t.Run(name, func(t *testing.T) {
					i, err := Read(file, n.OnDisk(""))
					if err != nil {
						t.Fatal(err)
					}
					checkLayers(t, i)
				})
			}
			if n == r.Nixes[0] {
				t.Run("container", func(t *testing.T) { runFromLayout(t, n, images["agentbox/"+rig.System()+"/default"]) })
			}
		})
	}
}

// runFromLayout has umoci unpack an image, and starts a program in it.
func runFromLayout(t *testing.T, n *rig.Nix, file string) {
	i, err := Read(file, n.OnDisk(""))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, c := range []Compression{{None, 0}, {Gzip, 1}} {
		layout := filepath.Join(dir, c.Method)
		index, err := Index([]v1.Image{i.must(t, c, blobsIn(t, ""))}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := WriteLayout(t.Context(), layout, index, "latest"); err != nil {
			t.Fatal(err)
		}
		run(t, "umoci", "unpack", "--image", layout+":latest", layout+"-bundle")
		root := layout + "-bundle/rootfs"
		if err := os.MkdirAll(root+"/dev", 0o755); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("/bin/bash", "-c", "echo $((6 * 7)) from $(bash --version | head -n 1)")
		cmd.Env, cmd.Dir = i.Config.Env, "/"
		cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: root}
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.HasPrefix(string(out), "42 from GNU bash") {
			t.Errorf("%v: %v\n%s", c, err, out)
		}
	}
}

// Names of store paths are parted as by Nix.
func TestNamesArePartedAsByNix(t *testing.T) {
	r := rig.Use(t)
	names := []string{
		"bash-5.2p37", "bash-interactive-5.2p37", "glibc-2.40-66-bin", "python3.12-pip-24.0", "source", "a-", "a--1", "x-_y",
		"libfoo-Zed", "hello-unstable-2024-01-01", "-", "--", "-1", "a-.b", "a-?b", "a-=1-2", "nss-cacert-3.101.1-dev", "z-0-a",
	}
	text, err := json.Marshal(names)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range r.Nixes {
		var want []struct{ Name, Version string }
		if err := n.Eval(os.TempDir(), fmt.Sprintf("map builtins.parseDrvName (builtins.fromJSON %q)", text), &want); err != nil {
			t.Fatal(err)
		}
		got := want[:0:0]
		for _, full := range names {
			name, version := measure.Split(full)
			got = append(got, struct{ Name, Version string }{name, version})
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}
