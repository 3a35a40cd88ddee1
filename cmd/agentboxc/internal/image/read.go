package image

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"regexp"
	"strings"
	"sync"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// Limits of a description. They are far beyond what a container runtime starts.
const (
	maxDescription = 16 << 20
	maxLayers      = 1000
	maxPaths       = 100_000 // of all layers
	maxPerms       = 10_000  // of one path
	maxPattern     = 4 << 10 // bytes
)

const (
	version   = 1
	storeDir  = "/nix/store/"
	madeBy    = "agentboxc layer " // in front of a layer's name in its history
	blockSize = 512
)

var storePath = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^/nix/store/[0-9a-z]{32}-[0-9A-Za-z+._?=-]+$`) })

// Read reads the description of an image. Root is put in front of store paths,
// the file itself excepted: it is "" for the machine's own store. The store
// paths are not looked at.
func Read(file, root string) (*Image, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("reading the description of an image: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxDescription+1))
	if err != nil {
		return nil, fmt.Errorf("reading the description of an image: %w", err)
	}
	i, err := parse(data, root)
	if err != nil {
		return nil, fmt.Errorf("reading the description of an image in %s: %w", file, err)
	}
	return i, nil
}

func parse(data []byte, root string) (*Image, error) {
	if len(data) > maxDescription {
		return nil, fmt.Errorf("it has more than %d MiB", maxDescription>>20)
	}
	var d description
	if err := decode(data, &d); err != nil {
		return nil, err
	}
	if d.Arch == "" {
		return nil, errors.New("it names no architecture")
	}
	i := &Image{Platform: platform(d.Arch), Config: d.Config.v1(), Created: d.Created}
	if len(d.Layers) > maxLayers {
		return nil, fmt.Errorf("it has %d layers; the limit is %d", len(d.Layers), maxLayers)
	}
	known, paths := patterns{}, 0
	for n, described := range d.Layers {
		if paths += len(described.Paths); paths > maxPaths {
			return nil, fmt.Errorf("it has more than %d store paths", maxPaths)
		}
		l, err := known.layer(described)
		if err != nil {
			return nil, fmt.Errorf("layer %d of %d: %w", n+1, len(d.Layers), err)
		}
		l.root, l.image = root, i
		i.Layers = append(i.Layers, l)
	}
	return i, nil
}

// decode asks for the version before anything else, since another one may
// have other types in the same places.
func decode(data []byte, d *description) error {
	var only struct {
		Version *int `json:"version"`
	}
	if err := json.Unmarshal(data, &only); err != nil {
		return fmt.Errorf("it is no description by nix2container: %w", err)
	}
	switch {
	case only.Version == nil:
		return errors.New("it is no description by nix2container: it has no version")
	case *only.Version != version:
		return fmt.Errorf("it has version %d of nix2container's format, and only version %d is known; "+
			"pin the input nix2container to a revision that writes it, or use a newer agentboxc", *only.Version, version)
	}
	if err := json.Unmarshal(data, d); err != nil {
		return fmt.Errorf("it is no description by nix2container: %w", err)
	}
	return nil
}

func platform(arch string) v1.Platform {
	arch, variant, _ := strings.Cut(arch, "/")
	return v1.Platform{OS: "linux", Architecture: arch, Variant: variant}
}

func (p patterns) layer(d layerDescription) (*Layer, error) {
	l := &Layer{
		MediaType: types.MediaType(d.MediaType),
		Size:      d.Size,
		File:      d.LayerPath,
		history:   d.History,
	}
	if name, ok := strings.CutPrefix(d.History.CreatedBy, madeBy); ok {
		l.Name = name
	}
	var err error
	if l.Digest, err = digest(d.Digest); err != nil {
		return nil, fmt.Errorf("reading its digest: %w", err)
	}
	if l.DiffID, err = digest(d.DiffID); err != nil {
		return nil, fmt.Errorf("reading its diff id: %w", err)
	}
	for _, described := range d.Paths {
		if !storePath().MatchString(described.Path) {
			return nil, fmt.Errorf("%q is no store path", described.Path)
		}
		path, err := p.path(described)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", described.Path, err)
		}
		l.Paths = append(l.Paths, path)
	}
	return l, l.check()
}

func (l *Layer) check() error {
	switch l.MediaType {
	case types.OCIUncompressedLayer:
		if l.Digest != l.DiffID {
			return fmt.Errorf("it is not compressed, and yet its digest %v is not its diff id %v", l.Digest, l.DiffID)
		}
	case types.OCILayer, types.OCILayerZStd:
		if l.File == "" {
			return fmt.Errorf("it has type %s and no file", l.MediaType)
		}
	default:
		return fmt.Errorf("its type %q is not known; known are %s, %s and %s",
			l.MediaType, types.OCIUncompressedLayer, types.OCILayer, types.OCILayerZStd)
	}
	switch {
	case l.Size < 0 || l.Size%blockSize != 0:
		return fmt.Errorf("%d bytes are no size of a tar", l.Size)
	case l.File != "" && !(isClean(l.File) && strings.HasPrefix(l.File, storeDir)):
		return fmt.Errorf("its file %q is not in the store", l.File)
	case l.File == "" && (len(l.Paths) == 0 || l.Size == 0):
		return errors.New("it has neither a file nor store paths of some size")
	}
	return nil
}

func digest(s string) (v1.Hash, error) {
	h, err := v1.NewHash(s)
	if err == nil && h.Algorithm != "sha256" {
		err = fmt.Errorf("%q is not made by SHA-256", s)
	}
	return h, err
}

func isClean(name string) bool { return path.IsAbs(name) && path.Clean(name) == name }

func (c configuration) v1() v1.Config {
	return v1.Config{
		User: c.User, ExposedPorts: c.ExposedPorts, Env: c.Env, Entrypoint: c.Entrypoint, Cmd: c.Cmd, Volumes: c.Volumes,
		WorkingDir: c.WorkingDir, Labels: c.Labels, StopSignal: c.StopSignal, ArgsEscaped: c.ArgsEscaped,
	}
}

func configurationOf(c v1.Config) configuration {
	return configuration{
		User: c.User, ExposedPorts: c.ExposedPorts, Env: c.Env, Entrypoint: c.Entrypoint, Cmd: c.Cmd, Volumes: c.Volumes,
		WorkingDir: c.WorkingDir, Labels: c.Labels, StopSignal: c.StopSignal, ArgsEscaped: c.ArgsEscaped,
	}
}
