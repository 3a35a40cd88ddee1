package image

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/partial"
	"github.com/google/go-containerregistry/pkg/v1/static"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/google/go-containerregistry/pkg/v1/validate"
)

var compressions = []Compression{{None, 0}, {Gzip, 1}, {Gzip, 0}, {Gzip, 9}, {Zstd, 1}, {Zstd, 0}, {Zstd, 7}, {Zstd, 19}}

// several is an image with layers of different sizes.
func several(t testing.TB) *Image {
	t.Helper()
	return made(t,
		map[string]string{"a": strings.Repeat("some text\n", 100_000), "b": "b"},
		map[string]string{"a": strings.Repeat("another text\n", 10_000)},
		map[string]string{"a": "a"},
	)
}

func blobsIn(t testing.TB, dir string) *Blobs {
	t.Helper()
	b, err := OpenBlobs(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func (i *Image) must(t testing.TB, c Compression, blobs *Blobs) v1.Image {
	t.Helper()
	image, err := i.V1(t.Context(), c, blobs, annotations)
	if err != nil {
		t.Fatal(err)
	}
	return image
}

// checkImage reads everything, and compares all that can be computed. The
// validator of go-containerregistry knows no compression but gzip.
func checkImage(t *testing.T, image v1.Image) {
	t.Helper()
	m, err := image.Manifest()
	if err != nil {
		t.Fatal(err)
	}
	var opts []validate.Option
	for _, l := range m.Layers {
		if l.MediaType != types.OCILayer {
			opts = []validate.Option{validate.Fast}
		}
	}
	if err := validate.Image(image, opts...); err != nil {
		t.Error(err)
	}
	layers, err := image.Layers()
	if err != nil {
		t.Fatal(err)
	}
	for n, l := range layers {
		diffID, err := l.DiffID()
		if err != nil {
			t.Fatal(err)
		}
		for what, open := range map[string]func() (io.ReadCloser, error){
			"blob": l.Compressed, "tar": l.Uncompressed, "unpacked blob": func() (io.ReadCloser, error) { return unzipped(l) },
		} {
			r, err := open()
			if err != nil {
				t.Fatal(err)
			}
			got, err := drain(r)
			if err != nil {
				t.Errorf("the %s of layer %d: %v", what, n, err)
			}
			if what == "blob" && got != (sum{m.Layers[n].Digest, m.Layers[n].Size}) || what != "blob" && got.digest != diffID {
				t.Errorf("the %s of layer %d is %v", what, n, got)
			}
		}
	}
}

// unzipped unpacks the blob by other means than the product's.
func unzipped(l v1.Layer) (io.ReadCloser, error) {
	r, err := l.Compressed()
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, errors.Join(err, r.Close())
	}
	if l, err = partial.CompressedToLayer(static.NewLayer(data, types.OCILayer)); err != nil {
		return nil, err
	}
	return l.Uncompressed()
}

func TestImagesAreValid(t *testing.T) {
	i := several(t)
	for _, c := range compressions {
		t.Run(c.String(), func(t *testing.T) {
			image := i.must(t, c, blobsIn(t, ""))
			checkImage(t, image)
			m, err := image.Manifest()
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range m.Layers {
				if l.MediaType != c.mediaType() {
					t.Errorf("a layer has type %v", l.MediaType)
				}
			}
			if m.Annotations["org.opencontainers.image.title"] != "test" {
				t.Errorf("the annotations are %v", m.Annotations)
			}
		})
	}
}

// These digests are the same everywhere. When a new version of the encoders
// changes them, the constant that names the version has to change as well.
func TestCompressedDigestsAreFixed(t *testing.T) {
	want := map[Compression]string{
		{Gzip, 1}:  "0657d073301f287aa870a375530a3198dee633e88d0eff78526d883013074e9e",
		{Gzip, 6}:  "a734e302e843c0e4ede6027a2370dafdc66a9e486067fae31fced21458de1f71",
		{Gzip, 9}:  "1754b71023422ef9f84e191bb0a5d9f611d12fde8c287eaee3e907747f199a8b",
		{Zstd, 1}:  "405a038ad644d85792c663f16b6291d237f5dfb14b8ae1eb7a9388ededdbdd71",
		{Zstd, 3}:  "6c0a4ec61170baff6be9e0a2d212c30c14710076e0c83b3877b6a92cfa4a0839",
		{Zstd, 7}:  "7027cfc2ddf6f59e3db2bdfde87e2308ba95334af0acdc682a6ed11ef3852ef3",
		{Zstd, 19}: "7027cfc2ddf6f59e3db2bdfde87e2308ba95334af0acdc682a6ed11ef3852ef3",
	}
	root := restore(t)
	i := imageOf(t, root, described(t)["plain"]...)
	for c, digest := range want {
		s, err := blobsIn(t, "").sum(t.Context(), i.Layers[0], c)
		if err != nil {
			t.Fatal(err)
		}
		if s.digest.Hex != digest {
			t.Errorf("with %v the digest is %q", c, s.digest.Hex)
		}
	}
}

func TestEncodersAreThoseOfTheName(t *testing.T) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		t.Fatal("the test has no information on its modules")
	}
	for _, m := range info.Deps {
		if m.Path == "github.com/klauspost/compress" && encoders != "klauspost-"+strings.TrimPrefix(m.Version, "v") {
			t.Errorf("the encoders are %s of version %s; see TestCompressedDigestsAreFixed", encoders, m.Version)
		}
	}
}

// What is written in which pieces makes no difference to an encoder.
func TestCompressionDoesNotDependOnPieces(t *testing.T) {
	data := bytes.Repeat([]byte("some text, and more of it; "), 60_000)
	for _, c := range compressions[1:] {
		c, err := c.Resolve()
		if err != nil {
			t.Fatal(err)
		}
		var results [2]bytes.Buffer
		for n, piece := range []int{chunkSize, 4_999} {
			w, err := c.encoder(&results[n])
			if err != nil {
				t.Fatal(err)
			}
			for rest := data; len(rest) > 0; rest = rest[min(piece, len(rest)):] {
				if _, err := w.Write(rest[:min(piece, len(rest))]); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(results[0].Bytes(), results[1].Bytes()) {
			t.Errorf("%v depends on pieces", c)
		}
	}
}

func TestBlobsAreRemembered(t *testing.T) {
	i, dir := several(t), t.TempDir()
	c := Compression{Gzip, 6}
	first, err := i.must(t, c, blobsIn(t, dir)).Digest()
	if err != nil {
		t.Fatal(err)
	}
	// Without the store nothing can be compressed any more.
	root := i.Layers[0].root
	if err := os.Rename(root+"/nix", root+"/away"); err != nil {
		t.Fatal(err)
	}
	blobs := blobsIn(t, dir)
	second := i.must(t, c, blobs)
	if got, err := second.Digest(); err != nil || got != first {
		t.Errorf("the second digest is %v (%v), the first %v", got, err, first)
	}
	for _, l := range i.Layers {
		if size, ok := blobs.Compressed(l, Compression{Gzip, 0}); !ok || size.Size == 0 || size.Level != 6 || size.Method != Gzip {
			t.Errorf("%v is known with %+v", l, size)
		}
		if _, ok := blobs.Compressed(l, Compression{Zstd, 0}); ok {
			t.Errorf("%v is known in zstd", l)
		}
	}
	if err := os.Rename(root+"/away", root+"/nix"); err != nil {
		t.Fatal(err)
	}
	if err := validate.Image(second); err != nil { // compressed again while it is read
		t.Error(err)
	}
}

func TestDamagedMemoriesCountForNothing(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"empty":     func([]byte) []byte { return nil },
		"truncated": func(b []byte) []byte { return b[:len(b)/2] },
		"other":     func(b []byte) []byte { return bytes.Replace(b, []byte("sha256:"), []byte("sha256:00"), 1) },
		"a digit":   func(b []byte) []byte { b[len(`{"digest":"sha256:`)] ^= 1; return b },
	} {
		t.Run(name, func(t *testing.T) {
			i, dir := several(t), t.TempDir()
			want, _ := i.must(t, Compression{Gzip, 6}, blobsIn(t, dir)).Digest()
			files, err := filepath.Glob(dir + "/*/*")
			if err != nil || len(files) != 3 {
				t.Fatalf("remembered are %v (%v)", files, err)
			}
			for _, file := range files {
				write(t, file, string(damage(read(t, file))), 0o644)
			}
			if got, _ := i.must(t, Compression{Gzip, 6}, blobsIn(t, dir)).Digest(); got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

// A memory can only be wrong when somebody meant it to be.
func TestWrongMemoriesAreForgotten(t *testing.T) {
	i, dir := made(t, map[string]string{"a": "a"}), t.TempDir()
	key := blobKey{i.Layers[0].DiffID.Hex, Compression{Gzip, 6}}
	if err := blobsIn(t, dir).remember(key, sum{i.Layers[0].DiffID, 100}); err != nil {
		t.Fatal(err)
	}
	layers, err := i.must(t, key.compression, blobsIn(t, dir)).Layers()
	if err != nil {
		t.Fatal(err)
	}
	r, err := layers[0].Compressed()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := drain(r); err == nil || !strings.Contains(err.Error(), "try again") {
		t.Errorf("the error is %v", err)
	}
	if err := validate.Image(i.must(t, key.compression, blobsIn(t, dir))); err != nil {
		t.Error(err)
	}
}

func TestUnknownCompressions(t *testing.T) {
	for c, want := range map[Compression]string{
		{"brotli", 1}: "no compression",
		{"", 0}:       "no compression",
		{Gzip, 10}:    "highest is 9",
		{Zstd, 23}:    "highest is 22",
		{Zstd, -1}:    "no level -1",
		{None, 1}:     "no level 1",
	} {
		if _, err := made(t, map[string]string{"a": ""}).V1(t.Context(), c, blobsIn(t, ""), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// Whoever stops reading stops everything.
func TestClosingEndsStreams(t *testing.T) {
	i := several(t)
	r := i.Layers[0].compressed(t.Context(), Compression{Gzip, 1}, func(context.Context, sum) error { return nil })
	if _, err := io.ReadFull(r, make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := drain(i.Layers[0].blob(ctx)); err == nil {
		t.Error("a stream ignores that its context has ended")
	}
}
