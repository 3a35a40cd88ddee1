package tree

import (
	"bufio"
	"errors"
	"io"

	"github.com/therootcompany/xz"
)

const xzMagic = "\xfd7zXZ\x00"

func openXz(r *bufio.Reader) (io.Reader, error) {
	decompressed, err := xz.NewReader(r, maxWindow)
	return xzReader{decompressed}, xzError(err)
}

type xzReader struct{ *xz.Reader }

func (r xzReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	return n, xzError(err)
}

func xzError(err error) error {
	if errors.Is(err, xz.ErrMemlimit) {
		return &LimitError{What: "bytes of dictionary", Most: maxWindow}
	}
	return err
}
