package image

import (
	"context"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// Image is an image as nix2container describes it.
type Image struct {
	Platform v1.Platform
	Config   v1.Config  // those fields that nix2container carries
	Created  *time.Time // nil when the description does not say
	Layers   []*Layer   // lowest first

	// Verify returns those of the store paths that are not what Nix has
	// recorded of them. It is asked when a layer turns out to have another
	// digest than its description says, so that the error can name the store
	// path at fault. Without it the error names none. It is set before the
	// first layer is read.
	Verify func(ctx context.Context, storePaths []string) (bad []string, err error)
}

// Layer is one layer of an image.
type Layer struct {
	Name      string          // of the layer block it was made for; "" for the variant's own
	Digest    v1.Hash         // of the blob; for all but compressed layers of a base image that is the diff id
	DiffID    v1.Hash         // of the uncompressed tar
	Size      int64           // bytes of the uncompressed tar; 0 when the description does not say
	MediaType types.MediaType // of the blob
	Paths     []Path          // in the order in which they go into the tar
	File      string          // where the blob lies when it is not made from Paths, without the store's root; else ""

	history history
	root    string // in front of store paths
	image   *Image
}

// Path is a store path in a layer, with what happens to it on its way there.
type Path struct {
	Path string // as in "/nix/store/…-bash-5.2"

	rename rename
	perms  []perm
}

// StorePaths returns the store paths of all layers, without repetitions, in the
// order in which they occur.
func (i *Image) StorePaths() []string {
	var paths []string
	seen := map[string]bool{}
	for _, l := range i.Layers {
		for _, p := range l.Paths {
			if !seen[p.Path] {
				seen[p.Path] = true
				paths = append(paths, p.Path)
			}
		}
	}
	return paths
}

// packed reports whether the blob is compressed as it lies on disk.
func (l *Layer) packed() bool { return l.MediaType != types.OCIUncompressedLayer }

// String is how errors call the layer.
func (l *Layer) String() string {
	if l.Name == "" {
		return "the layer " + l.Digest.String()
	}
	return "layer " + l.Name + " (" + l.Digest.String() + ")"
}
