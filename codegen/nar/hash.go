package nar

import (
	"crypto/sha256"
	"encoding/base64"
	"hash"
)

// Sum is the SHA-256 of an archive.
type Sum [sha256.Size]byte

// String is the sum as lock files have it: "sha256-" and base64.
func (s Sum) String() string { return "sha256-" + base64.StdEncoding.EncodeToString(s[:]) }

// pieces is how many pieces of an archive are in memory at once.
const pieces = 4

// Hasher is a Writer whose archive is hashed and not kept. It hashes one piece
// while the next are being read.
type Hasher struct {
	*Writer
	hash  hash.Hash
	full  chan []byte // nil for an archive of one piece, which needs no goroutine
	empty chan []byte
}

// NewHasher returns a Hasher that needs a call of Sum in the end, even after an
// error.
func NewHasher() *Hasher {
	h := &Hasher{hash: sha256.New()}
	h.Writer = newWriter(h.swap)
	return h
}

func (h *Hasher) swap(full []byte) ([]byte, error) {
	if h.full == nil {
		h.start()
	}
	h.full <- full
	return <-h.empty, nil
}

func (h *Hasher) start() {
	h.full, h.empty = make(chan []byte, pieces), make(chan []byte, pieces)
	for range pieces - 1 {
		h.empty <- make([]byte, 0, pieceSize)
	}
	go func() {
		defer close(h.empty)
		for piece := range h.full {
			h.hash.Write(piece)
			h.empty <- piece[:0]
		}
	}()
}

// Sum ends the archive.
func (h *Hasher) Sum() (Sum, error) {
	if h.full != nil {
		close(h.full)
		for range h.empty { // until everything before the last piece is hashed
		}
	}
	if h.err != nil {
		return Sum{}, h.err
	}
	h.hash.Write(h.piece)
	return Sum(h.hash.Sum(nil)), nil
}
