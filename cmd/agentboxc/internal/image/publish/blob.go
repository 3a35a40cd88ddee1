package publish

import (
	"cmp"
	"fmt"
	"slices"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/partial"
)

// blob is a layer, compressed as it is pushed, or the config of an image.
type blob struct {
	v1.Layer
	digest v1.Hash
	size   int64
	kind   string // "layer" or "config"
	name   string // of the layer, or ""
}

func (b blob) String() string {
	if b.name == "" {
		return fmt.Sprintf("%s %s", b.kind, b.digest)
	}
	return fmt.Sprintf("%s %q (%s)", b.kind, b.name, b.digest)
}

func (b blob) event(kind EventKind) Event {
	return Event{Kind: kind, Subject: b.String(), Layer: b.name, Digest: b.digest.String(), Total: b.size}
}

// blobsOf returns what images consist of, each once, the largest first: they
// would be what the others wait for in the end.
func (r *registry) blobsOf(images []manifest) ([]blob, error) {
	var blobs []blob
	seen := map[v1.Hash]bool{}
	for _, m := range images {
		all, err := blobsIn(m.Artifact.(v1.Image))
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", m.name, err)
		}
		for _, b := range all {
			if seen[b.digest] {
				continue
			}
			seen[b.digest] = true
			if b.kind == "layer" {
				b.name = r.options.layerName(b.digest)
			}
			blobs = append(blobs, b)
		}
	}
	slices.SortStableFunc(blobs, func(a, b blob) int { return cmp.Compare(b.size, a.size) })
	return blobs, nil
}

func blobsIn(image v1.Image) ([]blob, error) {
	config, err := partial.ConfigLayer(image)
	if err != nil {
		return nil, err
	}
	layers, err := image.Layers()
	if err != nil {
		return nil, err
	}
	all := []blob{{Layer: config, kind: "config"}}
	for _, layer := range layers {
		all = append(all, blob{Layer: layer, kind: "layer"})
	}
	for i := range all {
		if all[i].digest, err = all[i].Digest(); err != nil {
			return nil, err
		}
		if all[i].size, err = all[i].Size(); err != nil {
			return nil, err
		}
	}
	return all, nil
}
