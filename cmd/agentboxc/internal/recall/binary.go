package recall

import (
	"bytes"
	"encoding/binary"
	"math"
)

// writer writes numbers and texts of any bytes, one after the other.
type writer struct{ bytes.Buffer }

func (w *writer) int(n int) { w.Write(binary.AppendVarint(nil, int64(n))) }

func (w *writer) bool(b bool) {
	if b {
		w.WriteByte(1)
	} else {
		w.WriteByte(0)
	}
}

func (w *writer) text(s string) {
	w.int(len(s))
	w.WriteString(s)
}

// count is the length of a list, with one number more for a list that is nil.
func (w *writer) count(n int, isNil bool) {
	if isNil {
		n = -1
	}
	w.int(n + 1)
}

// reader reads what a writer has written. What is nothing of the kind fails, and
// all that is read from then on is zero.
type reader struct {
	rest   []byte
	failed bool
}

func (r *reader) fail() { r.failed, r.rest = true, nil }

// done reports whether all was read, and nothing failed.
func (r *reader) done() bool { return !r.failed && len(r.rest) == 0 }

func (r *reader) int() int {
	n, size := binary.Varint(r.rest)
	if size <= 0 || n > math.MaxInt || n < math.MinInt {
		r.fail()
		return 0
	}
	r.rest = r.rest[size:]
	return int(n)
}

func (r *reader) bytes(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.fail()
		return nil
	}
	data := r.rest[:n:n]
	r.rest = r.rest[n:]
	return data
}

func (r *reader) text() string { return string(r.bytes(r.int())) }

func (r *reader) bool() bool {
	b := r.bytes(1)
	if len(b) == 0 || b[0] > 1 {
		r.fail()
		return false
	}
	return b[0] == 1
}

func (r *reader) fixed() uint64 {
	b := r.bytes(8)
	if len(b) == 0 {
		return 0
	}
	return binary.LittleEndian.Uint64(b)
}

// listOf reads n elements; less than none is nil. Each takes a byte at least, so a
// wrong number takes no memory.
func listOf[T any](r *reader, n int, element func(*reader) T) []T {
	if n < 0 || n > len(r.rest) {
		if n != -1 {
			r.fail()
		}
		return nil
	}
	all := make([]T, 0, min(n, 1024))
	for range n {
		all = append(all, element(r))
		if r.failed {
			return nil
		}
	}
	return all
}
