package cache

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// abandoned is the age from which on a temporary file belongs to nobody.
const abandoned = time.Hour

// Prune removes the oldest files of a directory until no more than most bytes are
// left, but never the one that was just written. Other processes may do the same
// at the same time.
func Prune(dir string, most int64, but string) error {
	names, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("looking for old entries of the cache: %w", err)
	}
	var (
		files []fs.FileInfo
		total int64
	)
	for _, name := range names {
		info, err := name.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue // another process was faster
		}
		files = append(files, info)
		total += info.Size()
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for _, file := range files {
		isTemporary := strings.HasPrefix(file.Name(), ".")
		isOld := isTemporary && time.Since(file.ModTime()) > abandoned
		if file.Name() == but || !isOld && (isTemporary || total <= most) {
			continue
		}
		if err := os.Remove(filepath.Join(dir, file.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("removing an old entry of the cache: %w", err)
		}
		total -= file.Size()
	}
	return nil
}
