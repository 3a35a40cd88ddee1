package host

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
)

// maxGenerated bounds what is read of a file that agentboxc has written before.
const maxGenerated = 64 << 20

// Read returns a file of the unit's directory, nil when there is none.
func (p *Place) Read(name string) ([]byte, error) { return p.ReadRoot(path.Join(p.Dir, name)) }

// ReadRoot is Read for a name relative to the root.
func (p *Place) ReadRoot(name string) ([]byte, error) { return ReadIn(p.FS(), name) }

// ReadIn is ReadRoot for any tree.
func ReadIn(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("reading %s: %w", name, err)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("reading %s: it is not a regular file", name)
	case info.Size() > maxGenerated:
		return nil, fmt.Errorf("reading %s: it has more than %d bytes", name, maxGenerated)
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxGenerated))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return data, nil
}
