package tree

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"

	"github.com/klauspost/compress/flate"

	"github.com/agentboxc/agentboxc/codegen/nar"
)

// maxZipList is how many bytes the list of entries in a zip archive may have. It
// is in memory as a whole, several times as large.
const maxZipList = 64 << 20

func isZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) // the latter without entries
}

// readZip stores the archive first, since its list of entries comes last.
func (a *archive) readZip(r io.Reader) error {
	raw, err := newSpool()
	if err != nil {
		return err
	}
	defer raw.file.Close()
	whole, err := raw.add(r, a.limits.Bytes)
	if err != nil {
		return err
	}
	if whole.size > a.limits.Bytes {
		return &LimitError{What: "bytes as a zip archive", Most: a.limits.Bytes}
	}
	if err := raw.flush(); err != nil {
		return err
	}
	z, err := openZip(raw.open(whole))
	if err != nil {
		return err
	}
	for _, file := range z.File {
		if err := a.addZip(file); err != nil {
			return err
		}
	}
	return nil
}

func openZip(raw *io.SectionReader) (*zip.Reader, error) {
	file := &listedFile{r: raw}
	z, err := zip.NewReader(file, raw.Size())
	if err != nil {
		return nil, fmt.Errorf("reading the list of its entries: %w", err)
	}
	file.listed = true
	z.RegisterDecompressor(zip.Deflate, flate.NewReader)
	return z, nil
}

func (a *archive) addZip(file *zip.File) error {
	const encrypted = 1
	if file.Flags&encrypted != 0 {
		return fmt.Errorf("%s is encrypted", shown(file.Name))
	}
	a.newest = max(a.newest, file.Modified.Unix())
	mode := file.Mode()
	switch mode.Type() {
	case fs.ModeDir:
		return a.Directory(file.Name)
	case 0, fs.ModeSymlink:
	default:
		return a.unsupported(file.Name, mode)
	}
	contents, err := file.Open()
	if err != nil {
		return fmt.Errorf("reading %s: %w", shown(file.Name), err)
	}
	defer contents.Close()
	if mode.IsRegular() {
		return a.File(file.Name, nar.Executable(mode), contents)
	}
	target, err := io.ReadAll(io.LimitReader(contents, maxTarget+1))
	if err != nil {
		return fmt.Errorf("reading the target of the link %s: %w", shown(file.Name), err)
	}
	return a.Link(file.Name, string(target))
}

// unsupported is the error for an entry of a kind that no tree has.
func (a *archive) unsupported(path string, mode fs.FileMode) error {
	if _, err := a.limits.split(path); err != nil {
		return err
	}
	return &nar.KindError{Path: path, Kind: mode.Type()}
}

// listedFile is a zip archive that fails while its list of entries is read if
// that is too long.
type listedFile struct {
	r      io.ReaderAt
	read   int64
	listed bool
}

func (f *listedFile) ReadAt(p []byte, offset int64) (int, error) {
	if f.read += int64(len(p)); f.read > maxZipList && !f.listed {
		return 0, &LimitError{What: "bytes of names in its list", Most: maxZipList}
	}
	return f.r.ReadAt(p, offset)
}
