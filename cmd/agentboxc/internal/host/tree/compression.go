package tree

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// maxWindow is how far a decompressor may look back at what it has read. The
// highest settings of the programs xz and zstd stay within it.
const maxWindow = 128 << 20

const gzipMagic = "\x1f\x8b"

// compressions are the formats that a tar archive comes in.
var compressions = []struct {
	name  string
	magic string
	open  func(*bufio.Reader) (io.Reader, error)
}{
	{"gzip", gzipMagic, openGzip},
	{"xz", xzMagic, openXz},
	{"bzip2", "BZh", openBzip2},
	{"zstd", "\x28\xb5\x2f\xfd", openZstd},
}

// decompress returns what r holds, up to most bytes, or nil if head, with which
// it begins, is of no compressed format.
func decompress(r *bufio.Reader, head []byte, most int64) (io.Reader, error) {
	for _, c := range compressions {
		if !bytes.HasPrefix(head, []byte(c.magic)) {
			continue
		}
		plain, err := c.open(r)
		if err != nil {
			return nil, fmt.Errorf("decompressing it with %s: %w", c.name, err)
		}
		return &decompressed{r: plain, name: c.name, most: most}, nil
	}
	return nil, nil
}

// decompressed is a stream with a bound, since a small archive can hold one
// without end.
type decompressed struct {
	r    io.Reader
	name string
	most int64
	read int64
}

func (d *decompressed) Read(p []byte) (int, error) {
	n, err := d.r.Read(p)
	if d.read += int64(n); d.read > d.most {
		return n, &LimitError{What: "bytes when it is decompressed", Most: d.most}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("decompressing it with %s: %w", d.name, err)
	}
	return n, err
}

func openBzip2(r *bufio.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }

func openZstd(r *bufio.Reader) (io.Reader, error) {
	// One at a time is as fast, and leaves no goroutine to end.
	return zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
}

// gzipMembers is what one gzip stream after the other holds. Like the program,
// it ignores what follows the last one.
type gzipMembers struct {
	r      *bufio.Reader
	member *gzip.Reader
}

func openGzip(r *bufio.Reader) (io.Reader, error) {
	member, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	member.Multistream(false)
	return &gzipMembers{r: r, member: member}, nil
}

func (g *gzipMembers) Read(p []byte) (int, error) {
	n, err := g.member.Read(p)
	if !errors.Is(err, io.EOF) {
		return n, err
	}
	if next, _ := g.r.Peek(len(gzipMagic)); string(next) != gzipMagic {
		return n, io.EOF
	}
	err = g.member.Reset(g.r)
	g.member.Multistream(false)
	return n, err
}
