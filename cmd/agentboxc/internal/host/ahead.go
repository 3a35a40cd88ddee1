package host

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Ahead locates a directory that may not exist yet, as Around will once it does.
// It is nil for one that would be a tree of its own.
func Ahead(dir string) (*Place, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("locating %s: %w", dir, err)
	}
	missing := ""
	for {
		_, err := os.Stat(abs)
		if err == nil {
			break
		}
		if parent := filepath.Dir(abs); !errors.Is(err, fs.ErrNotExist) || parent == abs {
			return nil, fmt.Errorf("locating %s: %w", dir, err)
		}
		missing = filepath.Join(filepath.Base(abs), missing)
		abs = filepath.Dir(abs)
	}
	resolved, err := realPath(abs)
	if err != nil {
		return nil, err
	}
	full := filepath.Join(resolved, missing)
	root := rootOf(full)
	if root == full && missing != "" {
		return nil, nil
	}
	return open(root, full)
}
