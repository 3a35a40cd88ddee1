package tree

import (
	"archive/tar"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/nar"
)

// blockSize is what a tar archive is made of.
const blockSize = 512

// isTar reports whether a tar archive can begin so.
func isTar(head []byte) bool {
	if len(head) < blockSize {
		return false
	}
	_, err := tar.NewReader(bytes.NewReader(head)).Next()
	return !errors.Is(err, tar.ErrHeader) // that more blocks are missing is no wonder
}

func (a *archive) readTar(r *bufio.Reader) error {
	head, err := r.Peek(blockSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if !isTar(head) {
		return notArchive(head)
	}
	for t := tar.NewReader(r); ; {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading its entries: %w", err)
		}
		if err := a.addTar(h, t); err != nil {
			return err
		}
	}
}

func (a *archive) addTar(h *tar.Header, contents io.Reader) error {
	if h.Typeflag == tar.TypeXGlobalHeader {
		return nil // no entry: git puts the commit there
	}
	a.newest = max(a.newest, h.ModTime.Unix())
	switch h.Typeflag {
	case tar.TypeDir:
		return a.Directory(h.Name)
	case tar.TypeSymlink:
		return a.Link(h.Name, h.Linkname)
	case tar.TypeLink:
		return a.HardLink(h.Name, h.Linkname)
	case tar.TypeReg, tar.TypeCont, tar.TypeGNUSparse:
		if strings.HasSuffix(h.Name, "/") {
			return a.Directory(h.Name) // as old programs wrote them
		}
		return a.File(h.Name, nar.Executable(h.FileInfo().Mode()), contents)
	}
	return a.unsupported(h.Name, h.FileInfo().Mode())
}
