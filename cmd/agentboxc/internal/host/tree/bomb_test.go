package tree

import (
	"archive/tar"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// small are limits that a bomb breaks soon.
var small = Limits{Bytes: 1 << 20, Entries: 1000, Depth: 20, Name: 255, FileBytes: 1000, KeptBytes: 2000}

// zeros are without end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// compressed is what w makes of r, while it is read.
func compressed(open func(io.Writer) io.WriteCloser, r io.Reader) io.ReadCloser {
	out, in := io.Pipe()
	go func() {
		w := open(in)
		_, err := io.Copy(w, r)
		in.CloseWithError(errors.Join(err, w.Close()))
	}()
	return out
}

func toGzip(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }

func toZstd(w io.Writer) io.WriteCloser {
	e, err := zstd.NewWriter(w)
	if err != nil {
		panic(err)
	}
	return e
}

// bombs are archives that are, or pretend to be, far beyond small.
func bombs(t testing.TB) map[string]io.Reader {
	const huge = "77777777777" // 8 GB
	entryAfterEntry := func() io.Reader {
		var all []io.Reader
		for i := range 2000 {
			all = append(all, bytes.NewReader(block(fmt.Sprint("r/", i), tar.TypeReg, "00000000000")))
		}
		return io.MultiReader(all...)
	}
	file := func() io.Reader { return io.MultiReader(bytes.NewReader(block("r/a", tar.TypeReg, huge)), zeros{}) }
	return map[string]io.Reader{
		"a large file":              file(),
		"a large file in gzip":      compressed(toGzip, file()),
		"a large file in zstd":      compressed(toZstd, file()),
		"many files":                entryAfterEntry(),
		"many files in gzip":        compressed(toGzip, entryAfterEntry()),
		"hard links":                hardLinks(t),
		"a hole":                    bytes.NewReader(hole(huge)),
		"a long name in gzip":       compressed(toGzip, io.MultiReader(bytes.NewReader(block("r/a", tar.TypeGNULongName, huge)), zeros{})),
		"zeros after the end, gzip": compressed(toGzip, io.MultiReader(bytes.NewReader(tarOf(t, entries("r/a=1"))), zeros{})),
		"zeros after the end, zstd": compressed(toZstd, io.MultiReader(bytes.NewReader(tarOf(t, entries("r/a=1"))), zeros{})),
		"gzip in gzip":              compressed(toGzip, compressed(toGzip, zeros{})),
		"a dictionary of xz":        bytes.NewReader(xzWithDictionary(t, 40)),
		"a later dictionary of xz":  bytes.NewReader(append(xzOf(t, tarOf(t, entries("r/a=1"))), xzWithDictionary(t, 40)...)),
		"a window of zstd":          bytes.NewReader([]byte("\x28\xb5\x2f\xfd\x00\xf8\x01\x00\x00")),
		"a zip archive":             bytes.NewReader(zipOf(t, []entry{{kind: tar.TypeReg, path: "r/a", text: strings.Repeat("\x00", 2<<20)}})),
		"endless zip":               io.MultiReader(strings.NewReader("PK\x03\x04"), zeros{}),
	}
}

// hardLinks make a tree that is much larger than the archive.
func hardLinks(t testing.TB) io.Reader {
	all := []entry{{kind: tar.TypeReg, path: "r/a", text: strings.Repeat("x", 100_000)}}
	for i := range 100 {
		all = append(all, entry{kind: tar.TypeLink, path: fmt.Sprint("r/", i), text: "r/a"})
	}
	return bytes.NewReader(tarOf(t, all))
}

// hole is an archive of a file that is nothing but a hole.
func hole(size string) []byte {
	b := block("r/a", tar.TypeGNUSparse, "00000000000")
	copy(b[257:], "ustar  \x00")
	copy(b[386:], size+"\x0000000000000\x00")
	copy(b[483:], size)
	return seal(b)
}

// xzWithDictionary is an archive whose first block asks for a dictionary, by the
// number that stands for its size.
func xzWithDictionary(t testing.TB, size byte) []byte {
	const header = 12 // of the stream; that of the first block follows
	archive := xzOf(t, tarOf(t, entries("r/a=1")))
	at := bytes.Index(archive, []byte("\x21\x01")) + 2
	end := header + (int(archive[header])+1)*4 - 4
	archive[at] = size
	binary.LittleEndian.PutUint32(archive[end:], crc32.ChecksumIEEE(archive[header:end]))
	return archive
}

func TestBombs(t *testing.T) {
	for name, r := range bombs(t) {
		t.Run(name, func(t *testing.T) {
			before := memory()
			_, err := ReadArchive(r, small)
			if err == nil {
				t.Error("it was read")
			}
			var limit *LimitError
			isLimit := errors.As(err, &limit)
			if other := name == "a long name in gzip" || name == "gzip in gzip" || name == "a window of zstd"; isLimit == other {
				t.Errorf("error is %v", err)
			}
			if used := memory() - before; used > 64<<20 {
				t.Errorf("it took %d MB", used>>20)
			}
			if c, ok := r.(io.Closer); ok {
				c.Close()
			}
		})
	}
}

// memory is how much has been allocated so far.
func memory() uint64 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.TotalAlloc
}

// Every size of a dictionary up to the limit is read.
func TestDictionariesOfXz(t *testing.T) {
	for size := range byte(41) {
		archive := xzWithDictionary(t, size)
		bytes := int64(2|size&1) << (size/2 + 11)
		if size == 40 {
			bytes = 1<<32 - 1
		}
		got := read(archive, DefaultLimits)
		if taken := strings.HasPrefix(got, "sha256-"); taken != (bytes <= maxWindow) {
			t.Errorf("a dictionary of %d bytes: it reads as %s", bytes, got)
		}
	}
}
