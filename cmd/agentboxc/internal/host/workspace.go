package host

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/agentboxc/agentboxc/lang/source"
)

// Place is a unit on disk together with the tree it may read: its workspace,
// outside a workspace its git repository, and outside that its own directory.
// Every file is opened through the tree's root, so that neither a path nor a
// symbolic link can lead out of it.
type Place struct {
	Root *os.Root
	Path string // the root: absolute, without symbolic links
	Dir  string // the unit's directory relative to the root, with slashes; "." for the root itself
	here string // the current directory: absolute, without symbolic links; "" when it is not known
	lent bool   // the root is that of another place, which closes it

	known *knownFS // nil where nothing is
}

// Find locates the unit that path names: its directory or its agentbox.hcl.
// Whether there is an agentbox.hcl in the directory is not looked at.
func Find(path string) (*Place, error) {
	dir, err := unitDir(path)
	if err != nil {
		return nil, err
	}
	return Around(dir)
}

// Around locates a directory, whether or not it is a unit.
func Around(dir string) (*Place, error) {
	dir, err := realPath(dir)
	if err != nil {
		return nil, err
	}
	return open(rootOf(dir), dir)
}

// FS is the tree for reading.
func (p *Place) FS() fs.FS {
	if p.known != nil {
		return p.known
	}
	return p.Root.FS()
}

// At is another unit of the same tree. It has the same root, and needs no Close.
func (p *Place) At(dir string) *Place {
	at := *p
	at.Dir, at.lent = dir, true
	return &at
}

// Close lets go of the root.
func (p *Place) Close() {
	if !p.lent {
		_ = p.Root.Close() // nothing was written through it
	}
}

// Shown is how messages call a file that is named relative to the root: relative
// to the current directory, with slashes, or absolute where there is no such path.
func (p *Place) Shown(name string) string {
	whole := filepath.Join(p.Path, filepath.FromSlash(name))
	rel, err := filepath.Rel(p.here, whole)
	if p.here == "" || err != nil {
		rel = whole
	}
	return filepath.ToSlash(rel)
}

// ShownName is how messages call a file of the unit's directory.
func (p *Place) ShownName(name string) string { return p.Shown(path.Join(p.Dir, name)) }

// UnitPath is the unit's directory as an absolute path.
func (p *Place) UnitPath() string { return filepath.Join(p.Path, filepath.FromSlash(p.Dir)) }

func unitDir(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("looking for the unit: %w", err)
	}
	if info.IsDir() {
		return path, nil
	}
	if !isUnitSource(filepath.Base(path)) {
		return "", fmt.Errorf("looking for the unit: %s is neither a directory nor an %s", path, source.MainFile)
	}
	return filepath.Dir(path), nil
}

func realPath(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("locating %s: %w", dir, err)
	}
	resolved, err := filepath.EvalSymlinks(abs)
	if err != nil {
		return "", fmt.Errorf("locating %s: %w", dir, err)
	}
	return resolved, nil
}

func open(root, dir string) (*Place, error) {
	rel, err := filepath.Rel(root, dir)
	if err != nil {
		return nil, fmt.Errorf("locating the unit in its workspace: %w", err)
	}
	r, err := os.OpenRoot(root)
	if err != nil {
		return nil, fmt.Errorf("opening the workspace: %w", err)
	}
	return &Place{Root: r, Path: root, Dir: filepath.ToSlash(rel), here: here()}, nil
}

// rootOf picks the root of the tree around the unit in dir. A workspace wins
// over a git repository, even over a nearer one, because it is ours.
func rootOf(dir string) string {
	if root, ok := nearest(dir, source.WorkspaceFile); ok {
		return root
	}
	if root, ok := nearest(dir, ".git"); ok {
		return root
	}
	return dir
}

// nearest returns dir or the closest directory above it that holds name.
func nearest(dir, name string) (string, bool) {
	for {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return dir, true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", false
		}
		dir = parent
	}
}

// here is the current directory, "" when it is gone.
func here() string {
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	if resolved, err := filepath.EvalSymlinks(dir); err == nil {
		return resolved
	}
	return dir
}

// IsUnit reports whether the path is the directory of a unit.
func IsUnit(dir string) bool {
	return Exists(filepath.Join(dir, source.MainFile)) || Exists(filepath.Join(dir, source.MainFile+source.JSON))
}

// IsWorkspace reports whether the tree is a workspace.
func (p *Place) IsWorkspace() bool {
	_, err := p.Root.Lstat(source.WorkspaceFile)
	return err == nil
}

// Exists reports whether there is something at the path.
func Exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// FindUnit locates the unit that has this directory in the workspace around
// path.
func FindUnit(path, dir string) (*Place, error) {
	place, err := Around(path)
	if err != nil {
		return nil, err
	}
	place.Dir = dir
	if !place.IsUnit() {
		place.Close()
		return nil, fmt.Errorf("there is no unit %s in the workspace %s; give the path of the unit, or change into its workspace", dir, place.Path)
	}
	return place, nil
}

// IsUnit reports whether the directory holds an agentbox.hcl.
func (p *Place) IsUnit() bool {
	for _, name := range []string{source.MainFile, source.MainFile + source.JSON} {
		if _, err := p.Root.Lstat(filepath.Join(filepath.FromSlash(p.Dir), name)); err == nil {
			return true
		}
	}
	return false
}

// IsSavedFile reports whether the path is a file that is not a unit's source.
func IsSavedFile(path string) bool {
	info, err := os.Stat(path)
	name := filepath.Base(path)
	return err == nil && info.Mode().IsRegular() && !isSource(name) && !isUnitSource(name)
}
