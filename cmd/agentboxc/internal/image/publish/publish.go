// Package publish brings finished images to registries and to docker's daemon.
// It opens no layer that a registry has already, and tells what happens through
// a callback. It does not make or compress images, print, or ask anybody for
// credentials.
package publish

import (
	"context"
	"fmt"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// Artifact is a v1.Image, or a v1.ImageIndex that has nothing but images in it.
// Its digests have to be known before its layers are read.
type Artifact interface {
	Digest() (v1.Hash, error)
	Size() (int64, error)
	MediaType() (types.MediaType, error)
	RawManifest() ([]byte, error)
}

// Result is what a push did.
type Result struct {
	Digest string   // "sha256:…", what every tag names now
	Tags   []string // those that were moved, in the target's order
	// Uploaded, Mounted and Existing count layers and configs: those that were
	// sent, came from another repository, or were there. What belongs to images
	// that the repository had as a whole is not looked at.
	Uploaded, Mounted, Existing int
	Bytes                       int64 // of those uploaded
}

// Push makes every tag of the target name an image or index, and writes no other
// tag: the images of an index are pushed by their digests, before it. Where all
// tags have it already, only manifests are asked for.
//
// What went wrong is an *Error, an error of a layer that could not be read or
// another fault of this machine, or all of them together in a *multierror.Error;
// when the context has ended, it is the context's error. Whatever was pushed
// before stays there, and the next push goes on from it.
func Push(ctx context.Context, target Target, what Artifact, options Options) (*Result, error) {
	repo, tags, err := target.resolve(options.Insecure)
	if err != nil {
		return nil, err
	}
	top, images, err := takeApart(what)
	if err != nil {
		return nil, err
	}
	r, err := connect(ctx, repo, options)
	if err != nil {
		return nil, err
	}
	defer r.close()
	p := &push{registry: r, result: Result{Digest: top.digest.String()}}
	if err := p.run(ctx, top, images, tags); err != nil {
		return nil, err
	}
	return &p.result, nil
}

// manifest is an image or an index, with what it is called for people.
type manifest struct {
	Artifact
	digest v1.Hash
	name   string
}

// takeApart returns an artifact and the images in it, which is itself if it is one.
func takeApart(what Artifact) (top manifest, images []manifest, err error) {
	if top, err = named(what, "the image"); err != nil {
		return manifest{}, nil, err
	}
	switch what := what.(type) {
	case v1.Image:
		return top, []manifest{top}, nil
	case v1.ImageIndex:
		top.name = "the index"
		images, err = imagesIn(what)
		return top, images, err
	}
	return manifest{}, nil, fmt.Errorf("publishing a %T: it is neither an image nor an index", what)
}

func imagesIn(index v1.ImageIndex) ([]manifest, error) {
	list, err := index.IndexManifest()
	if err != nil {
		return nil, fmt.Errorf("reading the index: %w", err)
	}
	images := make([]manifest, 0, len(list.Manifests))
	for _, d := range list.Manifests {
		if !d.MediaType.IsImage() {
			return nil, fmt.Errorf("reading the index: %s is a %s, and only images can be pushed in an index", d.Digest, d.MediaType)
		}
		image, err := index.Image(d.Digest)
		if err != nil {
			return nil, fmt.Errorf("reading the image %s: %w", d.Digest, err)
		}
		name := "the image " + d.Digest.String()
		if d.Platform != nil {
			name = "the image for " + d.Platform.String()
		}
		m, err := named(image, name)
		if err != nil {
			return nil, err
		}
		images = append(images, m)
	}
	return images, nil
}

func named(what Artifact, name string) (manifest, error) {
	digest, err := what.Digest()
	if err != nil {
		return manifest{}, fmt.Errorf("computing the digest of %s: %w", name, err)
	}
	return manifest{Artifact: what, digest: digest, name: name}, nil
}
