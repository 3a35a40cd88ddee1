package image

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/partial"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// Index returns images for several platforms under one. They are sorted by
// platform, so that the order in which they were built makes no difference; two
// for the same platform are an error. The annotations are those of the index.
func Index(images []v1.Image, annotations map[string]string) (v1.ImageIndex, error) {
	if len(images) == 0 {
		return nil, errors.New("making an index of no images")
	}
	index := &builtIndex{images: map[v1.Hash]v1.Image{}}
	m := v1.IndexManifest{
		SchemaVersion: 2,
		MediaType:     types.OCIImageIndex,
		Annotations:   maps.Clone(annotations),
	}
	for _, image := range images {
		d, err := referTo(image)
		if err != nil {
			return nil, fmt.Errorf("making an index of images: %w", err)
		}
		m.Manifests = append(m.Manifests, d)
		index.images[d.Digest] = image
	}
	slices.SortFunc(m.Manifests, func(a, b v1.Descriptor) int { return cmp.Compare(a.Platform.String(), b.Platform.String()) })
	for n, d := range m.Manifests[1:] {
		if d.Platform.Equals(*m.Manifests[n].Platform) {
			return nil, fmt.Errorf("making an index of images: two of them are for %v", d.Platform)
		}
	}
	var err error
	if index.manifest, err = json.Marshal(m); err != nil {
		return nil, fmt.Errorf("making an index of images: %w", err)
	}
	return index, nil
}

func referTo(image v1.Image) (v1.Descriptor, error) {
	config, err := image.ConfigFile()
	if err != nil {
		return v1.Descriptor{}, err
	}
	var d v1.Descriptor
	if d.MediaType, err = image.MediaType(); err != nil {
		return v1.Descriptor{}, err
	}
	if d.Size, err = image.Size(); err != nil {
		return v1.Descriptor{}, err
	}
	if d.Digest, err = image.Digest(); err != nil {
		return v1.Descriptor{}, err
	}
	if d.Platform = config.Platform(); d.Platform == nil {
		return v1.Descriptor{}, fmt.Errorf("%v is for no platform", d.Digest)
	}
	return d, nil
}

// builtIndex is a v1.ImageIndex.
type builtIndex struct {
	manifest []byte
	images   map[v1.Hash]v1.Image
}

func (i *builtIndex) Image(h v1.Hash) (v1.Image, error) {
	if image, ok := i.images[h]; ok {
		return image, nil
	}
	return nil, fmt.Errorf("the index has no image %v", h)
}

func (i *builtIndex) ImageIndex(h v1.Hash) (v1.ImageIndex, error) {
	return nil, fmt.Errorf("the index has no index %v", h)
}

func (i *builtIndex) IndexManifest() (*v1.IndexManifest, error) {
	var m v1.IndexManifest
	if err := json.Unmarshal(i.manifest, &m); err != nil {
		return nil, fmt.Errorf("reading the manifest of an index: %w", err)
	}
	return &m, nil
}

func (i *builtIndex) MediaType() (types.MediaType, error) { return types.OCIImageIndex, nil }
func (i *builtIndex) Digest() (v1.Hash, error)            { return partial.Digest(i) }
func (i *builtIndex) Size() (int64, error)                { return int64(len(i.manifest)), nil }
func (i *builtIndex) RawManifest() ([]byte, error)        { return i.manifest, nil }
