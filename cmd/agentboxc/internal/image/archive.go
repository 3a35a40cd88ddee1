package image

import (
	"archive/tar"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/partial"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/google/renameio/v2"
)

// WriteArchive writes images to a docker archive, which `docker load` and
// skopeo take, and replaces the file when it is complete. The same images give
// the same bytes. Docker knows no zstd there before version 23, and unpacks
// everything anyway, so that layers without a compression serve best.
func WriteArchive(ctx context.Context, file string, images map[name.Tag]v1.Image) error {
	failed := func(err error) error { return fmt.Errorf("writing a docker archive to %s: %w", file, wayOut(err)) }
	if len(images) == 0 {
		return failed(errors.New("there are no images"))
	}
	pending, err := renameio.NewPendingFile(file, renameio.WithTempDir(filepath.Dir(file)), renameio.WithPermissions(0o644))
	if err != nil {
		return failed(err)
	}
	defer pending.Cleanup() //nolint:errcheck // it does nothing after success, and there is an error to return otherwise
	a := &archive{ctx: ctx, tar: tar.NewWriter(pending), written: map[string]bool{}}
	if err := a.write(images); err != nil {
		return failed(err)
	}
	if err := pending.CloseAtomicallyReplace(); err != nil {
		return failed(err)
	}
	return nil
}

type archive struct {
	ctx      context.Context //nolint:containedctx // it lives for one call
	tar      *tar.Writer
	manifest tarball.Manifest
	written  map[string]bool
}

func (a *archive) write(images map[name.Tag]v1.Image) error {
	tags := slices.SortedFunc(maps.Keys(images), func(x, y name.Tag) int { return cmp.Compare(x.Name(), y.Name()) })
	for _, tag := range tags {
		if err := a.image(tag, images[tag]); err != nil {
			return fmt.Errorf("writing %v: %w", tag, err)
		}
	}
	data, err := json.Marshal(a.manifest)
	if err != nil {
		return err
	}
	if err := a.entry("manifest.json", inMemory(data)); err != nil {
		return err
	}
	return a.tar.Close()
}

// image adds a tag to an image that is there already.
func (a *archive) image(tag name.Tag, image v1.Image) error {
	config, err := image.RawConfigFile()
	if err != nil {
		return err
	}
	c := inMemory(config)
	repoTag := tag.String()
	if !strings.HasSuffix(repoTag, ":"+tag.TagStr()) {
		repoTag += ":" + tag.TagStr()
	}
	file := c.digest.Hex + ".json"
	for n := range a.manifest {
		if a.manifest[n].Config == file {
			a.manifest[n].RepoTags = append(a.manifest[n].RepoTags, repoTag)
			return nil
		}
	}
	if err := a.entry(file, c); err != nil {
		return err
	}
	d := tarball.Descriptor{Config: file, RepoTags: []string{repoTag}, Layers: []string{}}
	layers, err := image.Layers()
	if err != nil {
		return err
	}
	for _, l := range layers {
		described, err := partial.Descriptor(l)
		if err != nil {
			return err
		}
		file := described.Digest.Hex + extension(described.MediaType)
		if err := a.entry(file, content{sum{described.Digest, described.Size}, l.Compressed}); err != nil {
			return err
		}
		d.Layers = append(d.Layers, file)
	}
	a.manifest = append(a.manifest, d)
	return nil
}

func (a *archive) entry(name string, c content) error {
	if a.written[name] {
		return nil
	}
	a.written[name] = true
	h := &tar.Header{Name: name, Typeflag: tar.TypeReg, Mode: 0o644, Size: c.size, ModTime: time.Unix(0, 0)}
	if err := a.tar.WriteHeader(h); err != nil {
		return err
	}
	return c.copyTo(a.ctx, a.tar)
}

func extension(t types.MediaType) string {
	switch t {
	case types.OCILayer, types.DockerLayer:
		return ".tar.gz"
	case types.OCILayerZStd:
		return ".tar.zst"
	}
	return ".tar"
}
