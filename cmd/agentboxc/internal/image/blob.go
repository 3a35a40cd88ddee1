package image

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// blob is a layer as an image refers to it: a v1.Layer.
type blob struct {
	ctx         context.Context //nolint:containedctx // v1.Layer has no place for it, and the image lives as long as its caller's work
	layer       *Layer
	compression Compression // its method is None also for what is compressed in the store
	blobs       *Blobs
	sum         sum
}

// refer settles digest and size, for which a layer may have to be compressed.
func (l *Layer) refer(ctx context.Context, c Compression, blobs *Blobs) (*blob, error) {
	b := &blob{ctx: ctx, layer: l, compression: c, blobs: blobs}
	if l.packed() {
		b.compression = Compression{Method: None}
	}
	if b.compression.Method != None {
		s, err := blobs.sum(ctx, l, c)
		b.sum = s
		return b, err
	}
	b.sum = sum{l.Digest, l.Size}
	if l.File != "" {
		info, err := os.Stat(l.root + l.File)
		if err != nil {
			return nil, l.unreadable(err)
		}
		b.sum.size = info.Size()
	}
	return b, nil
}

func (b *blob) Digest() (v1.Hash, error) { return b.sum.digest, nil }

func (b *blob) DiffID() (v1.Hash, error) { return b.layer.DiffID, nil }

func (b *blob) Size() (int64, error) { return b.sum.size, nil }

func (b *blob) MediaType() (types.MediaType, error) {
	if b.compression.Method == None {
		return b.layer.MediaType, nil
	}
	return b.compression.mediaType(), nil
}

func (b *blob) Uncompressed() (io.ReadCloser, error) { return b.layer.unpacked(b.ctx), nil }

func (b *blob) Compressed() (io.ReadCloser, error) {
	if b.compression.Method == None {
		return b.layer.blob(b.ctx), nil
	}
	key := blobKey{b.layer.DiffID.Hex, b.compression}
	if r, ok := b.blobs.open(key); ok {
		return r, nil
	}
	return b.layer.compressed(b.ctx, b.compression, func(_ context.Context, got sum) error {
		if got == b.sum {
			return nil
		}
		err := fmt.Errorf("%v with %v turned out to be %v of %d bytes, and not what was remembered, %v of %d; try again",
			b.layer, b.compression, got.digest, got.size, b.sum.digest, b.sum.size)
		return errors.Join(err, b.blobs.forget(key))
	}), nil
}
