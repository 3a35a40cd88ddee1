package image

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/partial"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"golang.org/x/sync/errgroup"
)

// V1 returns the image with its layers compressed in one way; those of a base
// image that are compressed in the store stay as they are. Layers of which
// blobs does not know the digest are compressed at once, several at a time;
// blobs may be nil without compression. The annotations go into the manifest.
//
// The context is also that of all later reading of layers. A layer that turns
// out to be another than the description says gives an error in place of the
// end of the file.
func (i *Image) V1(ctx context.Context, c Compression, blobs *Blobs, annotations map[string]string) (v1.Image, error) {
	c, err := c.Resolve()
	if err != nil {
		return nil, err
	}
	if blobs == nil && c.Method != None {
		return nil, errors.New("compressing layers without a place for them")
	}
	built := &builtImage{layers: make([]*blob, len(i.Layers))}
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(c.atOnce())
	for n, l := range i.Layers {
		group.Go(func() error {
			b, err := l.refer(groupCtx, c, blobs)
			if err == nil {
				b.ctx = ctx // the group's ends here
			}
			built.layers[n] = b
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	if built.config, err = i.config(); err != nil {
		return nil, err
	}
	built.manifest, err = built.makeManifest(annotations)
	return built, err
}

// imageConfig is the configuration of an image, in the order of keys that
// nix2container's own exporter has: both give it the same digest.
type imageConfig struct {
	Created      *time.Time    `json:"created,omitempty"`
	Architecture string        `json:"architecture"`
	OS           string        `json:"os"`
	Variant      string        `json:"variant,omitempty"`
	Config       configuration `json:"config"`
	RootFS       v1.RootFS     `json:"rootfs"`
	History      []history     `json:"history,omitempty"`
}

func (i *Image) config() ([]byte, error) {
	c := imageConfig{
		Created:      i.Created,
		Architecture: i.Platform.Architecture,
		OS:           i.Platform.OS,
		Variant:      i.Platform.Variant,
		Config:       configurationOf(i.Config),
		RootFS:       v1.RootFS{Type: "layers", DiffIDs: []v1.Hash{}},
	}
	for _, l := range i.Layers {
		c.RootFS.DiffIDs = append(c.RootFS.DiffIDs, l.DiffID)
		c.History = append(c.History, l.history)
	}
	data, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("writing the configuration of the image: %w", err)
	}
	return data, nil
}

// builtImage is a v1.Image.
type builtImage struct {
	config, manifest []byte
	layers           []*blob
}

func (i *builtImage) makeManifest(annotations map[string]string) ([]byte, error) {
	name, err := i.ConfigName()
	if err != nil {
		return nil, err
	}
	m := v1.Manifest{
		SchemaVersion: 2,
		MediaType:     types.OCIManifestSchema1,
		Config:        v1.Descriptor{MediaType: types.OCIConfigJSON, Size: int64(len(i.config)), Digest: name},
		Layers:        []v1.Descriptor{},
		Annotations:   maps.Clone(annotations),
	}
	for _, l := range i.layers {
		d, err := partial.Descriptor(l)
		if err != nil {
			return nil, err
		}
		m.Layers = append(m.Layers, *d)
	}
	data, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("writing the manifest of the image: %w", err)
	}
	return data, nil
}

func (i *builtImage) Layers() ([]v1.Layer, error) {
	layers := make([]v1.Layer, len(i.layers))
	for n, l := range i.layers {
		layers[n] = l
	}
	return layers, nil
}

func (i *builtImage) LayerByDigest(h v1.Hash) (v1.Layer, error) {
	if name, err := i.ConfigName(); err != nil || name == h {
		return partial.ConfigLayer(i)
	}
	for _, l := range i.layers {
		if l.sum.digest == h {
			return l, nil
		}
	}
	return nil, fmt.Errorf("the image has no blob %v", h)
}

func (i *builtImage) LayerByDiffID(h v1.Hash) (v1.Layer, error) {
	for _, l := range i.layers {
		if l.layer.DiffID == h {
			return l, nil
		}
	}
	return nil, fmt.Errorf("the image has no layer %v", h)
}

func (i *builtImage) MediaType() (types.MediaType, error) { return types.OCIManifestSchema1, nil }
func (i *builtImage) Size() (int64, error)                { return int64(len(i.manifest)), nil }
func (i *builtImage) ConfigName() (v1.Hash, error)        { return partial.ConfigName(i) }
func (i *builtImage) ConfigFile() (*v1.ConfigFile, error) { return partial.ConfigFile(i) }
func (i *builtImage) RawConfigFile() ([]byte, error)      { return i.config, nil }
func (i *builtImage) Digest() (v1.Hash, error)            { return partial.Digest(i) }
func (i *builtImage) Manifest() (*v1.Manifest, error)     { return partial.Manifest(i) }
func (i *builtImage) RawManifest() ([]byte, error)        { return i.manifest, nil }
