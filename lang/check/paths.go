package check

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
)

var (
	errAbsolute  = errors.New("it is absolute; paths are relative to the file that holds them")
	errBackslash = errors.New("it has a backslash; paths use / on every system")
	errEscapes   = errors.New("it leaves the workspace")
	errEmpty     = errors.New("it is empty")
)

// locate returns the path in the workspace of a file that is named relative to
// the unit's directory.
func (c *checker) locate(rel string) (string, error) {
	switch {
	case rel == "":
		return "", errEmpty
	case strings.HasPrefix(rel, "/"):
		return "", errAbsolute
	case strings.Contains(rel, `\`):
		return "", errBackslash
	}
	name := path.Join(c.program.Unit.Dir, rel)
	if !fs.ValidPath(name) {
		return "", errEscapes
	}
	return name, nil
}

// path returns the cleaned path of a file that the attribute names, relative to
// the unit's directory; "" when the attribute is not set or the file is not
// there.
func (p place) path(a *config.Attr) string {
	rel, _ := p.file(a)
	return rel
}

// file is path with the path in the workspace.
func (p place) file(a *config.Attr) (rel, name string) {
	it, ok := p.one(a)
	if !ok {
		return "", ""
	}
	return p.itemFile(it)
}

func (p place) itemPath(it item) string {
	rel, _ := p.itemFile(it)
	return rel
}

func (p place) itemFile(it item) (rel, name string) {
	rel, name, info := p.found(it, "file")
	switch {
	case info == nil:
		return "", ""
	case !info.Mode().IsRegular():
		p.diags.Add(fileNotFound{Item: it, Path: rel, Name: name, Directory: info.IsDir()})
		return "", ""
	}
	return p.fromRoot(name, rel), name
}

// root is the checker of the unit that is compiled.
func (c *checker) root() *checker {
	for c.parent != nil {
		c = c.parent
	}
	return c
}

// fromRoot is the path of a file relative to the directory of the unit that is
// compiled: that of a module's file leads to the module.
func (c *checker) fromRoot(name, rel string) string {
	root := c.root()
	if root == c {
		return path.Clean(rel)
	}
	from, to := steps(root.program.Unit.Dir), steps(name)
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

func steps(name string) []string {
	if name == "." {
		return nil
	}
	return strings.Split(name, "/")
}

// directory is path for a directory; name is its path in the workspace.
func (p place) directory(a *config.Attr) (rel, name string) {
	it, ok := p.one(a)
	if !ok {
		return "", ""
	}
	rel, name, info := p.found(it, "directory")
	switch {
	case info == nil:
		return "", ""
	case !info.IsDir():
		p.diags.Add(notADirectory{Item: it, Path: rel})
		return "", ""
	}
	return p.fromRoot(name, rel), name
}

// tree is where the files are that the unit names.
func (c *checker) tree() fs.FS {
	c.read++
	return c.opts.FS
}

// found looks for what a path names: the path as written, that in the workspace,
// and what is there. Nothing is there when info is nil, which has been reported
// as a lack of what is wanted.
func (p place) found(it item, wanted string) (rel, name string, info fs.FileInfo) {
	text, ok := p.itemText(it)
	if !ok {
		return "", "", nil
	}
	rel, _ = text.Plain()
	name, err := p.locate(rel)
	if err != nil {
		p.diags.Add(pathEscapes{Item: it, Path: rel, Why: err})
		return "", "", nil
	}
	info, err = fs.Stat(p.tree(), name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.diags.Add(fileNotFound{Item: it, Wanted: wanted, Path: rel, Name: name})
		return "", "", nil
	case err != nil:
		// The file system itself refuses links that lead out of the workspace.
		p.diags.Add(pathEscapes{Item: it, Path: rel, Why: fileError(rel, err)})
		return "", "", nil
	}
	return rel, name, info
}
