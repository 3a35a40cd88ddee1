package host

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/gitignore"
)

// Ignores are the rules of git's ignore files for the directories of a tree.
type Ignores struct {
	rules  *gitignore.Rules
	prefix string // the root of the tree, seen from that of the repository
}

// Ignores are the rules that the repository around a tree has for it. The user's
// own excludes file is not among them: what units there are must not depend on who
// looks. Where they ignore the tree itself, it is a world of its own.
func (p *Place) Ignores() (Ignores, error) {
	i := Ignores{prefix: "."}
	top, ok := nearest(p.Path, ".git")
	if !ok {
		return i, nil
	}
	rel, err := filepath.Rel(top, p.Path)
	if err != nil {
		return i, fmt.Errorf("reading what git ignores: %w", err)
	}
	rules, err := i.with(os.DirFS(gitDir(top)), "info/exclude", ".")
	if err != nil || rel == "." {
		return rules, err
	}
	dir, above := ".", os.DirFS(top)
	for name := range strings.SplitSeq(filepath.ToSlash(rel), "/") {
		if rules, err = rules.In(above, dir); err != nil {
			return i, err
		}
		if dir = path.Join(dir, name); rules.Has(dir) {
			return i, nil
		}
	}
	return Ignores{rules.rules, dir}, nil
}

// In adds the rules of a directory of the tree.
func (i Ignores) In(tree fs.FS, dir string) (Ignores, error) {
	return i.with(tree, path.Join(dir, gitignore.File), path.Join(i.prefix, dir))
}

// Has reports whether a directory of the tree is ignored; none above it is.
func (i Ignores) Has(dir string) bool { return i.rules.Ignores(path.Join(i.prefix, dir)) }

// with adds a file, which need not be there. As git does, it follows no link.
func (i Ignores) with(tree fs.FS, file, dir string) (Ignores, error) {
	info, err := fs.Lstat(tree, file)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return i, nil
	}
	var text []byte
	if err == nil && info.Size() > gitignore.MaxSize {
		err = fmt.Errorf("%s has more than %d bytes", file, gitignore.MaxSize)
	}
	if err == nil {
		text, err = fs.ReadFile(tree, file)
	}
	if err != nil {
		return i, fmt.Errorf("reading what git ignores: %w", err)
	}
	return Ignores{i.rules.With(dir, text), i.prefix}, nil
}

// gitDir is where a repository keeps what all of its work trees share.
func gitDir(top string) string {
	dir := filepath.Join(top, ".git")
	if to, ok := pointer(dir, "gitdir: "); ok { // of a work tree or a submodule
		dir = from(top, to)
	}
	if to, ok := pointer(filepath.Join(dir, "commondir"), ""); ok {
		dir = from(dir, to)
	}
	return dir
}

// pointer is the path that a small file of git's holds.
func pointer(name, before string) (to string, ok bool) {
	if !IsFile(name) {
		return "", false
	}
	text, err := ReadFile(name, 64<<10)
	if err != nil {
		return "", false
	}
	return strings.CutPrefix(strings.TrimRight(string(text), "\r\n"), before)
}

func from(dir, to string) string {
	if filepath.IsAbs(to) {
		return to
	}
	return filepath.Join(dir, to)
}
