package main

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

const (
	pushLayers = 8
	layerBytes = 37 << 20
	pushRatio  = 1.5      // of our time to crane's
	pushMemory = 64 << 20 // bytes, whatever the size of an image
	freshRuns  = 3
	idleRuns   = 30
)

// pushing compares pushes of one image, whose layers are ready on disk, with
// those of crane, to a registry on loopback.
type pushing struct {
	registry *registry
	layout   string
	digest   v1.Hash
	ours     string // the test program of package publish
	crane    string
}

// benchPushing says what it did not measure for want of a program.
func benchPushing(dir string) error {
	server, err := exec.LookPath("docker-registry")
	switch {
	case errors.Is(err, exec.ErrNotFound):
		fmt.Println("\npushing: not measured: docker-registry is not installed")
		return nil
	case err != nil:
		return fmt.Errorf("looking for docker-registry: %w", err)
	}
	crane, err := buildCrane(dir)
	if err != nil {
		fmt.Println("\npushing: not measured:", err)
		return nil
	}
	p := pushing{layout: filepath.Join(dir, "layout"), ours: filepath.Join(dir, "publish.test"), crane: crane}
	cmd := exec.Command("go", "test", "-c", "-trimpath", "-o", p.ours, "./cmd/agentboxc/internal/image/publish")
	cmd.Env, cmd.Stderr = append(os.Environ(), "CGO_ENABLED=0"), os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("building what pushes: %w", err)
	}
	if p.digest, err = writeLayout(p.layout); err != nil {
		return fmt.Errorf("writing an image to push: %w", err)
	}
	if p.registry, err = startRegistry(server, filepath.Join(dir, "registry")); err != nil {
		return err
	}
	defer p.registry.stop()
	return p.run()
}

// buildCrane builds the version that go.mod names of the library, outside of this
// module, which does not need what crane does.
func buildCrane(dir string) (string, error) {
	version, err := exec.Command("go", "list", "-m", "-f", "{{.Version}}", "github.com/google/go-containerregistry").Output()
	if err != nil {
		return "", fmt.Errorf("looking for the version of crane: %w", err)
	}
	cmd := exec.Command("go", "install", "github.com/google/go-containerregistry/cmd/crane@"+string(version[:len(version)-1]))
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-trimpath", "GOWORK=off", "GOBIN="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("crane cannot be built: %w\n%s", err, out)
	}
	return filepath.Join(dir, "crane"), nil
}

// writeLayout writes an index with one image.
func writeLayout(dir string) (v1.Hash, error) {
	image := mutate.MediaType(empty.Image, types.OCIManifestSchema1)
	for n := range pushLayers {
		layer := noise{seed: [32]byte{byte(n)}}
		var err error
		if layer.digest, _, err = v1.SHA256(layer.stream()); err != nil {
			return v1.Hash{}, err
		}
		if image, err = mutate.AppendLayers(image, layer); err != nil {
			return v1.Hash{}, err
		}
	}
	path, err := layout.Write(dir, mutate.AppendManifests(empty.Index, mutate.IndexAddendum{Add: image}))
	if err != nil {
		return v1.Hash{}, err
	}
	index, err := path.ImageIndex()
	if err != nil {
		return v1.Hash{}, err
	}
	return index.Digest()
}

// noise is a layer that no compression makes smaller. It is never in memory as a
// whole: the peak of a process counts for its children, too.
type noise struct {
	seed   [32]byte
	digest v1.Hash
}

func (n noise) stream() io.ReadCloser {
	return io.NopCloser(io.LimitReader(rand.NewChaCha8(n.seed), layerBytes))
}

// The methods of v1.Layer.
func (n noise) Digest() (v1.Hash, error)             { return n.digest, nil }
func (n noise) DiffID() (v1.Hash, error)             { return n.digest, nil }
func (n noise) Compressed() (io.ReadCloser, error)   { return n.stream(), nil }
func (n noise) Uncompressed() (io.ReadCloser, error) { return n.stream(), nil }
func (n noise) Size() (int64, error)                 { return layerBytes, nil }
func (n noise) MediaType() (types.MediaType, error)  { return types.OCILayer, nil }

func (p *pushing) run() error {
	var fresh, idle [2]samples
	for range freshRuns {
		for i, program := range [][]string{p.usArgs(), p.craneArgs()} {
			if err := p.registry.empty(); err != nil {
				return err
			}
			for run := range 1 + idleRuns/freshRuns {
				s, err := once(program)
				if err != nil {
					return err
				}
				if run == 0 {
					fresh[i] = append(fresh[i], s)
				} else {
					idle[i] = append(idle[i], s)
				}
			}
			if err := p.check(); err != nil {
				return fmt.Errorf("after %s: %w", program[len(program)-1], err)
			}
		}
	}
	fmt.Printf("\n%-14s %9s %9s %7s %7s %7s %9s\n", "pushing", "time", "crane", "ratio", "limit", "cpu", "memory")
	withinFresh := printPushing("300 MB", fresh[0], fresh[1])
	withinIdle := printPushing("unchanged", idle[0], idle[1])
	if !withinFresh || !withinIdle {
		return errors.New("a limit of pushing is broken")
	}
	return nil
}

const pushTarget = "/bench/image:v1"

func (p *pushing) usArgs() []string {
	return []string{"env", "AGENTBOXC_PUSH_LAYOUT=" + p.layout, "AGENTBOXC_PUSH_TARGET=" + p.registry.host + pushTarget, p.ours}
}

func (p *pushing) craneArgs() []string {
	return []string{p.crane, "push", "--index", p.layout, p.registry.host + pushTarget}
}

// check looks whether what is measured has been done.
func (p *pushing) check() error {
	req, err := http.NewRequest(http.MethodHead, "http://"+p.registry.host+"/v2/bench/image/manifests/"+p.digest.String(), http.NoBody)
	if err != nil {
		return err
	}
	req.Header.Set("Accept", string(types.OCIImageIndex))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the registry has no %s: %s", p.digest, resp.Status)
	}
	return nil
}

func printPushing(name string, us, crane samples) (within bool) {
	verdict := ""
	switch {
	case quotient(us, crane, elapsed) > pushRatio:
		verdict = "  too slow"
	case us.peak() > pushMemory:
		verdict = "  too much memory"
	}
	fmt.Printf("%-14s %9s %9s %6.2fx %6.1fx %6.2fx %8.1fM%s\n",
		name, round(us.median(elapsed)), round(crane.median(elapsed)), quotient(us, crane, elapsed), pushRatio,
		quotient(us, crane, cpu), float64(us.peak())/(1<<20), verdict)
	return verdict == ""
}
