package image

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"

	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// The methods of compression.
const (
	None = "none"
	Gzip = "gzip"
	Zstd = "zstd"
)

const (
	defaultGzip = 6
	defaultZstd = 3

	// encoders changes with any change of the bytes that the encoders make: it
	// is the version of the module that has them.
	encoders = "klauspost-1.20.4"

	// zstdWindow bounds the memory of encoders and of whoever unpacks.
	zstdWindow = 4 << 20

	maxUnpacked = 1 << 40 // bytes of a layer of a base image
)

// Compression is how the blobs of layers are compressed. There are nine levels
// of gzip, from 1, and 22 of zstd, of which several give the same result: from
// 6 on they all do, since the encoder for more would take fifty times as long as
// reading the layer, and more memory than everything else.
type Compression struct {
	Method string // None, Gzip or Zstd
	Level  int    // 0 is the method's default
}

// Resolve replaces the default level by its number. The error tells what is
// wrong with the method or the level.
func (c Compression) Resolve() (Compression, error) {
	highest := 0
	switch c.Method {
	case None:
	case Gzip:
		highest = gzip.BestCompression
		if c.Level == 0 {
			c.Level = defaultGzip
		}
	case Zstd:
		highest = 22
		if c.Level == 0 {
			c.Level = defaultZstd
		}
	default:
		return c, fmt.Errorf("there is no compression %q; there are none, gzip and zstd", c.Method)
	}
	if c.Level < 0 || c.Level > highest {
		return c, fmt.Errorf("%s has no level %d; the highest is %d", c.Method, c.Level, highest)
	}
	return c, nil
}

func (c Compression) String() string { return fmt.Sprintf("%s at level %d", c.Method, c.Level) }

func (c Compression) mediaType() types.MediaType {
	switch c.Method {
	case Gzip:
		return types.OCILayer
	case Zstd:
		return types.OCILayerZStd
	}
	return types.OCIUncompressedLayer
}

// atOnce is how many layers are compressed at the same time: an encoder of zstd
// takes more than ten megabytes, one of gzip one or two.
func (c Compression) atOnce() int {
	if c.Method == Zstd {
		return 2
	}
	return min(4, runtime.GOMAXPROCS(0))
}

// encoder works in the goroutine that writes to it: with several, what it makes
// might depend on how many processors there are.
func (c Compression) encoder(w io.Writer) (io.WriteCloser, error) {
	if c.Method == Gzip {
		return gzip.NewWriterLevel(w, c.Level)
	}
	return zstd.NewWriter(w,
		zstd.WithEncoderLevel(min(zstd.EncoderLevelFromZstd(c.Level), zstd.SpeedBetterCompression)),
		zstd.WithEncoderConcurrency(1),
		zstd.WithWindowSize(zstdWindow),
		zstd.WithLowerEncoderMem(true),
	)
}

// compressed streams the layer's tar through an encoder.
func (l *Layer) compressed(ctx context.Context, c Compression, judge func(context.Context, sum) error) *stream {
	return newStream(ctx, func(ctx context.Context, out *chunker) error {
		encoder, err := c.encoder(out)
		if err != nil {
			return fmt.Errorf("compressing %v: %w", l, err)
		}
		in := l.unpacked(ctx)
		defer in.stop()
		if _, err := in.WriteTo(encoder); err != nil {
			return err
		}
		return encoder.Close()
	}, judge)
}

// unpack writes the tar in the layer's compressed file.
func (l *Layer) unpack(ctx context.Context, out *chunker) error {
	in := l.blob(ctx)
	defer in.stop()
	decoder, err := l.decoder(in)
	if err != nil {
		return fmt.Errorf("unpacking %v: %w", l, err)
	}
	defer decoder.Close()
	n, err := out.fill(decoder, maxUnpacked)
	switch {
	case err == nil:
		return fmt.Errorf("unpacking %v: it has more than %d bytes", l, n)
	case !errors.Is(err, io.EOF):
		return fmt.Errorf("unpacking %v: %w", l, err)
	}
	return nil
}

func (l *Layer) decoder(in io.Reader) (io.ReadCloser, error) {
	if l.MediaType == types.OCILayer {
		return gzip.NewReader(in)
	}
	decoder, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(8<<20))
	if err != nil {
		return nil, err
	}
	return decoder.IOReadCloser(), nil
}
