package fetch

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sync"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/tree"
)

// narBuffer is the setting nar-buffer-size of Nix: it does not know the time of
// a tree whose archive it did not keep in memory.
const narBuffer = 32 << 20

var storePath = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^/nix/store/[0-9a-z]{32}-source$`) })

// path reads a directory, or a file, on this machine.
func (j *job) path() (*found, error) {
	path := filepath.Clean(j.ref.Text("path"))
	if !filepath.IsAbs(path) {
		return nil, fmt.Errorf("%s: the path is relative, and nothing says to what", j.name)
	}
	if _, err := os.Lstat(path); err != nil {
		return nil, fmt.Errorf("looking for the directory of an input: %w", err)
	}
	contents, err := tree.ReadDirectory(path, tree.DefaultLimits)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	locked := j.ref.With(map[string]string{"narHash": contents.NarHash})
	if locked.Text("lastModified") == "" {
		modified := contents.LastModified
		if contents.NarSize >= narBuffer || storePath().MatchString(path) {
			modified = 0
		}
		locked = locked.WithNumber("lastModified", modified)
	}
	return &found{locked: locked, files: contents.Files}, nil
}
