package nar

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

const magic = "nix-archive-1"

// pieceSize is how many bytes of an archive are passed on at once, a multiple of
// eight.
const pieceSize = 1 << 18

// Writer writes one archive from events in the archive's order. A node is a call
// of File or of Link; or of Directory, then of Entry and a node for each entry,
// sorted by the bytes of the names, and in the end of End. After the first error,
// which Err returns, nothing more is written.
type Writer struct {
	piece  []byte // is not passed on yet; never grows
	pass   func(full []byte) (empty []byte, err error)
	passed int64    // bytes
	names  []string // the latest entry of each directory that has not ended
	err    error
}

// NewWriter returns a Writer that needs a call of Flush in the end.
func NewWriter(w io.Writer) *Writer {
	return newWriter(func(full []byte) ([]byte, error) {
		_, err := w.Write(full)
		return full[:0], err
	})
}

func newWriter(pass func([]byte) ([]byte, error)) *Writer {
	w := &Writer{piece: make([]byte, 0, pieceSize), pass: pass}
	w.tokens(magic)
	return w
}

// Directory begins a directory.
func (w *Writer) Directory() {
	w.tokens("(", "type", "directory")
	w.names = append(w.names, "")
}

// Entry names the node that comes next. It is an error if no file can have that
// name, or if it does not come after the one before it.
func (w *Writer) Entry(name string) {
	latest := &w.names[len(w.names)-1]
	switch {
	case name == "" || name == "." || name == ".." || strings.ContainsAny(name, "/\x00"):
		w.fail(fmt.Errorf("%q cannot be the name of a file", name))
	case name <= *latest:
		w.fail(fmt.Errorf("%q was listed after %q, and the names of a directory must be sorted", name, *latest))
	}
	*latest = name
	w.tokens("entry", "(", "name", name, "node")
}

// End ends the directory that began last.
func (w *Writer) End() {
	w.names = w.names[:len(w.names)-1]
	w.end()
}

// end closes a node, and the entry that it belongs to.
func (w *Writer) end() {
	w.tokens(")")
	if len(w.names) > 0 {
		w.tokens(")")
	}
}

// Link writes a symbolic link.
func (w *Writer) Link(target string) {
	w.tokens("(", "type", "symlink", "target", target)
	w.end()
}

// File writes a regular file. It is an error if the contents have another size.
func (w *Writer) File(executable bool, size int64, contents io.Reader) {
	w.tokens("(", "type", "regular")
	if executable {
		w.tokens("executable", "")
	}
	w.tokens("contents")
	w.number(uint64(size))
	w.contents(size, contents)
	w.pad(size)
	w.end()
}

// contents reads straight into the pieces.
func (w *Writer) contents(size int64, r io.Reader) {
	for left := size; left > 0 && w.err == nil; {
		room := w.room()
		n, err := io.ReadFull(r, room[:min(left, int64(len(room)))])
		w.piece = w.piece[:len(w.piece)+n]
		left -= int64(n)
		w.fail(w.unlessShort(err, size))
	}
	if w.err != nil {
		return
	}
	n, err := r.Read(w.room()[:1])
	switch {
	case n > 0:
		w.fail(w.changed(size))
	case !errors.Is(err, io.EOF):
		w.fail(err)
	}
}

func (w *Writer) unlessShort(err error, size int64) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return w.changed(size)
	}
	return err
}

func (w *Writer) changed(size int64) error {
	what := "the file"
	if len(w.names) > 0 {
		what = strconv.Quote(strings.Join(w.names, "/"))
	}
	return fmt.Errorf("%s had %d bytes and changed while it was read; try again when nothing writes to it", what, size)
}

func (w *Writer) tokens(tokens ...string) {
	for _, token := range tokens {
		w.number(uint64(len(token)))
		for rest := token; rest != "" && w.err == nil; {
			n := copy(w.room(), rest)
			w.piece = w.piece[:len(w.piece)+n]
			rest = rest[n:]
		}
		w.pad(int64(len(token)))
	}
}

// number finds the archive padded, so that eight bytes fit where one does.
func (w *Writer) number(n uint64) {
	if w.room(); w.err == nil {
		w.piece = binary.LittleEndian.AppendUint64(w.piece, n)
	}
}

// pad fills up to the next multiple of eight.
func (w *Writer) pad(size int64) {
	if w.err == nil {
		w.piece = append(w.piece, make([]byte, -size&7)...)
	}
}

// room is the free part of the piece. It is not empty, unless there is an error.
func (w *Writer) room() []byte {
	if len(w.piece) == cap(w.piece) {
		_ = w.Flush()
	}
	return w.piece[len(w.piece):cap(w.piece)]
}

// Flush passes on what has been written so far, and returns what Err does.
func (w *Writer) Flush() error {
	if w.err == nil {
		w.passed += int64(len(w.piece))
		w.piece, w.err = w.pass(w.piece)
	}
	return w.err
}

// Size is how many bytes the archive has so far.
func (w *Writer) Size() int64 { return w.passed + int64(len(w.piece)) }

// Err is the first error.
func (w *Writer) Err() error { return w.err }

func (w *Writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}
