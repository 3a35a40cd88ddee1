package host

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// ReadFile reads a file that the user named on the command line, wherever it
// is, if it has no more than limit bytes.
func ReadFile(path string, limit int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading a file: %w", err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, limit+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading %s: %w", path, err)
	case int64(len(data)) > limit:
		return nil, fmt.Errorf("reading %s: it has more than %d bytes", path, limit)
	}
	return data, nil
}

// IsFile reports whether there is a regular file at the path, and no link to one.
func IsFile(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular()
}

// NameOf is the path of a file relative to the root, with slashes, whether or
// not it is below it.
func (p *Place) NameOf(path string) string {
	rel, err := filepath.Rel(p.Path, RealName(path))
	if err != nil {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(rel)
}

// RealName is a path as an absolute one in a directory without symbolic links.
func RealName(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(abs)); err == nil {
		abs = filepath.Join(dir, filepath.Base(abs))
	}
	return abs
}
