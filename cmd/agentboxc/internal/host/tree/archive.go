package tree

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// ReadArchive takes an archive apart as Nix does: tar, plain or compressed with
// gzip, xz, bzip2 or zstd, or zip; their first bytes tell them apart. A directory
// that is alone at the top is left out.
func ReadArchive(r io.Reader, limits Limits) (*Contents, error) {
	b, err := NewBuilder(limits)
	if err != nil {
		return nil, err
	}
	defer func() { _ = b.Close() }() // there is nothing to lose
	contents, err := readArchive(b, r)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("reading an archive that ends too early: %w", err)
	}
	if err != nil {
		return nil, fmt.Errorf("reading an archive: %w", err)
	}
	return contents, nil
}

func readArchive(b *Builder, r io.Reader) (*Contents, error) {
	a := &archive{Builder: b}
	if err := a.read(bufio.NewReaderSize(r, 1<<16)); err != nil {
		return nil, err
	}
	contents, err := b.finish(b.root.only())
	if err != nil {
		return nil, err
	}
	contents.LastModified = a.newest
	return contents, nil
}

// archive is one that is being read into a Builder.
type archive struct {
	*Builder
	newest int64 // time of the entries so far, also of those that are replaced
}

func (a *archive) read(r *bufio.Reader) error {
	head, _ := r.Peek(blockSize) // its error comes back when it is read
	if isZip(head) {
		return a.readZip(r)
	}
	plain, err := decompress(r, head, a.limits.stream())
	if err != nil {
		return err
	}
	if plain == nil {
		return a.readTar(r)
	}
	if err := a.readTar(bufio.NewReaderSize(plain, 1<<16)); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, plain) // the checksum of it all comes last
	return err
}

// notArchive says what came in the place of an archive.
func notArchive(head []byte) error {
	if len(head) == 0 {
		return errors.New("there is nothing in it")
	}
	const most = 60
	return fmt.Errorf("this is neither a zip nor a tar archive, plain or compressed with gzip, xz, bzip2 or zstd; it begins with %q",
		head[:min(most, len(head))])
}
