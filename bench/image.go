package main

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/agentboxc/agentboxc/rig/nix2container/layer"
)

// exporting is a way to write an image as a layout. Without a compression there
// is a limit for the time of that to the time that openssl takes to hash the
// same bytes; the limit for the memory is the same for all.
type exporting struct {
	method, level string
	ratio         float64
	runs          int // after one that does not count; 0 for one that does
}

var exportings = []exporting{
	{method: "none", level: "0", ratio: 1.8, runs: 5},
	{method: "gzip", level: "6"},
	{method: "zstd", level: "6"},
}

const exportPeak = 64 << 20

// layerSizes are the bytes in the files of each layer: 1.4 GB in all.
var layerSizes = []int64{500e6, 350e6, 250e6, 150e6, 100e6, 50e6}

// benchImages measures on an image that it makes up. The program is the test
// binary of the package, since nothing else can import that.
func benchImages(dir string) error {
	openssl, err := exec.LookPath("openssl")
	switch {
	case errors.Is(err, exec.ErrNotFound):
		fmt.Println("exporting images: not measured: openssl is not installed")
		return nil
	case err != nil:
		return fmt.Errorf("looking for openssl: %w", err)
	}
	program := filepath.Join(dir, "image.test")
	build := exec.Command("go", "test", "-c", "-o", program, "./cmd/agentboxc/internal/image")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("building the program that exports: %w", err)
	}
	if err := os.Setenv("AGENTBOXC_IMAGE_WRITE_LAYOUT", "1"); err != nil {
		return err
	}
	root := filepath.Join(dir, "image")
	defer os.RemoveAll(root)
	file, err := makeImage(root)
	if err != nil {
		return fmt.Errorf("making an image: %w", err)
	}
	fmt.Printf("\n%-14s %9s %9s %7s %7s %7s %9s\n", "exporting", "time", "openssl", "ratio", "limit", "cpu", "memory")
	broken := false
	for _, e := range exportings {
		within, err := e.measure(root, []string{program, file, root, filepath.Join(root, "layout"), e.method, e.level}, openssl)
		if err != nil {
			return err
		}
		broken = broken || !within
	}
	if broken {
		return errors.New("a limit of exporting is broken")
	}
	return nil
}

func (e exporting) measure(root string, export []string, openssl string) (within bool, err error) {
	var us, them samples
	layout := filepath.Join(root, "layout")
	for run := range e.runs + 1 {
		s, err := once(export)
		if err != nil {
			return false, err
		}
		blobs, err := filepath.Glob(filepath.Join(layout, "blobs/sha256/*"))
		if err != nil {
			return false, err
		}
		hash, err := once(append([]string{openssl, "sha256"}, blobs...))
		if err != nil {
			return false, err
		}
		if err := os.RemoveAll(layout); err != nil {
			return false, err
		}
		if run > 0 || e.runs == 0 { // the first brings everything into the memory of the system
			us, them = append(us, s), append(them, hash)
		}
	}
	limit, verdict := "-", ""
	if e.ratio > 0 {
		limit = fmt.Sprintf("%.1fx", e.ratio)
	}
	switch {
	case e.ratio > 0 && quotient(us, them, elapsed) > e.ratio:
		verdict = "  too slow"
	case us.peak() > exportPeak:
		verdict = "  too much memory"
	}
	fmt.Printf("%-14s %9s %9s %6.2fx %7s %6.2fx %8.1fM%s\n", e.method+" "+e.level,
		round(us.median(elapsed)), round(them.median(elapsed)), quotient(us, them, elapsed), limit,
		quotient(us, them, cpu), float64(us.peak())/(1<<20), verdict)
	return verdict == "", nil
}

// makeImage writes a store below root, and the description of an image of it.
func makeImage(root string) (file string, err error) {
	image := layer.Image{Version: 1, Arch: "amd64"}
	random := rand.New(rand.NewPCG(1, 2))
	for n, size := range layerSizes {
		path := fmt.Sprintf("/nix/store/%032d-part-%d", n, n)
		if err := fill(random, root+path, size); err != nil {
			return "", err
		}
		here := layer.Path{Path: root + path, Options: &layer.Options{Rewrite: layer.Rewrite{Regex: "^" + regexp.QuoteMeta(root)}}}
		sum, err := layer.Summarize([]layer.Path{here})
		if err != nil {
			return "", err
		}
		image.Layers = append(image.Layers, layer.Layer{
			Digest: sum.Digest, DiffIDs: sum.Digest, Size: sum.Size, Paths: []layer.Path{{Path: path}}, MediaType: layer.MediaType,
		})
	}
	data, err := json.Marshal(image)
	if err != nil {
		return "", err
	}
	file = filepath.Join(root, "image.json")
	return file, os.WriteFile(file, data, 0o644)
}

// fill writes files as packages have them: many small ones, and few in which
// most of the bytes are. About half of what is in them can be compressed.
func fill(random *rand.Rand, dir string, size int64) error {
	for n := 0; size > 0; n++ {
		length := min(size, []int64{300, 2_000, 9_000, 40_000, 6_000, 700, 150_000, 3_000, 20_000, 5_000_000}[n%10])
		size -= length
		file := filepath.Join(dir, fmt.Sprint(n/100), fmt.Sprint(n))
		if n%100 == 0 {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				return err
			}
		}
		if err := os.WriteFile(file, words(random, length), 0o444); err != nil {
			return err
		}
	}
	return nil
}

func words(random *rand.Rand, length int64) []byte {
	data := make([]byte, 0, length+1<<12)
	for int64(len(data)) < length {
		for range 64 {
			data = binary.LittleEndian.AppendUint64(data, random.Uint64())
		}
		data = append(data, strings.Repeat(fmt.Sprintf("/nix/store/%d ", random.IntN(1000)), 30)...)
	}
	return data[:length]
}
