package server

import (
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/uri"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
)

// folder is one that the editor has open.
type folder struct {
	uri  uri.URI
	path string // absolute, without symbolic links
}

func newFolder(u uri.URI) (folder, bool) {
	path, ok := pathOf(u)
	if !ok {
		return folder{}, false
	}
	return folder{u, realDir(path)}, true
}

// realDir is a directory without symbolic links.
func realDir(path string) string { return filepath.Dir(host.RealName(filepath.Join(path, "_"))) }

// setFolders replaces the folders.
func (w *world) setFolders(folders []folder) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.folders = folders
}

// changeFolders takes folders away, and adds others.
func (w *world) changeFolders(added, removed []uri.URI) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var kept []folder
	for _, f := range w.folders {
		if !slices.Contains(removed, f.uri) {
			kept = append(kept, f)
		}
	}
	for _, u := range added {
		if f, ok := newFolder(u); ok {
			kept = append(kept, f)
		}
	}
	w.folders = kept
}

// uriOf is how the editor calls a file. An editor that was given a folder by a
// symbolic link calls what is in it by that link.
func (w *world) uriOf(path string) uri.URI {
	w.mu.Lock()
	folders := w.folders
	w.mu.Unlock()
	for _, f := range folders {
		if rest, ok := strings.CutPrefix(path, f.path+"/"); ok {
			given, _ := pathOf(f.uri)
			return uriOf(filepath.Join(given, rest))
		}
	}
	return uriOf(path)
}
