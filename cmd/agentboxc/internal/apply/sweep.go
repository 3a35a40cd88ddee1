package apply

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Sweep removes what a killed process left beside the named files: their
// temporary copies. Only the holder of the lock on the directory may call it,
// since nobody else's copies are in use then. What can't be removed stays: that
// is no reason not to write.
func Sweep(root *os.Root, names ...string) {
	for _, name := range names {
		target, err := resolve(root, name)
		if err == nil {
			sweepOne(root, target)
		}
	}
}

func sweepOne(root *os.Root, target string) {
	dir, base := path.Split(target)
	entries, err := fs.ReadDir(root.FS(), path.Clean(dir))
	if err != nil {
		return
	}
	for _, entry := range entries {
		number, ok := strings.CutPrefix(entry.Name(), "."+base)
		if ok && number != "" && strings.Trim(number, "0123456789") == "" {
			_ = root.Remove(filepath.FromSlash(path.Join(dir, entry.Name())))
		}
	}
}
