package server

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
)

// Bounds of what a client may send. No document of the language is larger than 4
// MiB, and JSON may double it.
const (
	maxFrame       = 64 << 20
	maxHeaderLine  = 4 << 10
	maxHeaderLines = 32
)

const lengthField = "Content-Length"

// badFrame is what is wrong with a frame. Reading goes on with the next header that
// can be found.
type badFrame struct{ reason string }

func (b badFrame) Error() string { return b.reason }

// frameReader takes the stream of a client apart. The body of a frame belongs to the
// caller.
type frameReader struct {
	in   *bufio.Reader
	lost bool // where the next frame starts is not known
}

func newFrameReader(in io.Reader) *frameReader {
	return &frameReader{in: bufio.NewReaderSize(in, 64<<10)}
}

// next returns the body of the next frame. An error that is no badFrame is the end
// of the stream.
func (r *frameReader) next() ([]byte, error) {
	length, err := r.header()
	if err != nil {
		r.lost = errors.As(err, &badFrame{})
		return nil, err
	}
	// Grown as it comes: the header is only what the client says.
	var body bytes.Buffer
	body.Grow(min(length, 64<<10))
	n, err := io.CopyN(&body, r.in, int64(length))
	if err == nil || n == int64(length) {
		return body.Bytes(), nil
	}
	return nil, fmt.Errorf("reading a message: %w", err)
}

// header reads up to the empty line. Fields other than the length mean nothing here.
func (r *frameReader) header() (length int, err error) {
	length = -1
	if r.lost {
		if err := r.find(lengthField + ":"); err != nil {
			return 0, err
		}
		r.lost = false
		if length, err = r.lengthIn(r.line()); err != nil {
			return 0, err
		}
	}
	for count := 0; ; {
		line, err := r.line()
		switch {
		case err != nil:
			return 0, err
		case line == "" && length >= 0:
			return length, nil
		case line == "" && count == 0:
			continue // a line end behind the last body
		}
		count++
		name, value, ok := strings.Cut(line, ":")
		if !ok || count > maxHeaderLines {
			return 0, badFrame{"a header of a message is a few lines of NAME: VALUE and an empty one"}
		}
		if strings.EqualFold(strings.TrimSpace(name), lengthField) {
			if length, err = r.lengthIn(value, nil); err != nil {
				return 0, err
			}
		}
	}
}

func (r *frameReader) lengthIn(value string, err error) (int, error) {
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(strings.TrimSpace(value), 10, 63)
	switch {
	case err != nil:
		return 0, badFrame{lengthField + " is not a number of bytes"}
	case n > maxFrame:
		return 0, badFrame{fmt.Sprintf("a message of %d bytes is larger than any that is read, which is %d", n, maxFrame)}
	}
	return int(n), nil
}

// line returns the next line without its end.
func (r *frameReader) line() (string, error) {
	var line []byte
	for len(line) <= maxHeaderLine {
		part, err := r.in.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case err == nil && len(line) <= maxHeaderLine:
			return strings.TrimSuffix(strings.TrimSuffix(string(line), "\n"), "\r"), nil
		case err != nil && !errors.Is(err, bufio.ErrBufferFull):
			return "", err
		}
	}
	return "", badFrame{"a line of a header is too long"}
}

// find reads up to the end of the next occurrence of a text that starts with a
// letter that is not in it again.
func (r *frameReader) find(text string) error {
	matched := 0
	for matched < len(text) {
		b, err := r.in.ReadByte()
		switch {
		case err != nil:
			return err
		case lower(b) == lower(text[matched]):
			matched++
		case lower(b) == lower(text[0]):
			matched = 1
		default:
			matched = 0
		}
	}
	return nil
}

func lower(b byte) byte {
	if 'A' <= b && b <= 'Z' {
		return b | 0x20
	}
	return b
}

// frameWriter writes whole frames, from any goroutine.
type frameWriter struct {
	mu  sync.Mutex
	out io.Writer
	err error // the first; nothing is written after it
}

func (w *frameWriter) write(body []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err != nil {
		return
	}
	frame := make([]byte, 0, len(body)+40)
	frame = fmt.Appendf(frame, "%s: %d\r\n\r\n", lengthField, len(body))
	_, w.err = w.out.Write(append(frame, body...))
}
