package host

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/source"
)

// FindSources returns the source files that the paths name, in order of their
// paths: a file is named itself, a directory stands for the source files in it
// and, when recursive, below it. Hidden directories and links to directories
// are not entered.
func FindSources(paths []string, recursive bool) ([]string, error) {
	var files []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, fmt.Errorf("looking for source files: %w", err)
		}
		if !info.IsDir() {
			files = append(files, filepath.Clean(path))
			continue
		}
		below, err := sourcesIn(path, recursive)
		if err != nil {
			return nil, fmt.Errorf("looking for source files: %w", err)
		}
		files = append(files, below...)
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}

func sourcesIn(dir string, recursive bool) ([]string, error) {
	var files []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules"
		switch {
		case path == dir:
			return nil
		case entry.IsDir() && (hidden || !recursive):
			return filepath.SkipDir
		case !entry.IsDir() && !hidden && isSource(entry.Name()):
			files = append(files, path)
		}
		return nil
	})
	return files, err
}

// isSource reports whether a file of the name has a canonical layout. JSON has
// none.
func isSource(name string) bool {
	return isUnitSource(name) && !source.IsJSON(name) || name == source.WorkspaceFile ||
		strings.HasSuffix(name, ".agentboxvars") || strings.HasSuffix(name, source.TestSuffix)
}

// isUnitSource reports whether a file of the name is part of a unit.
func isUnitSource(name string) bool {
	name = strings.TrimSuffix(name, source.JSON)
	return name == source.MainFile || strings.HasSuffix(name, source.Suffix)
}
