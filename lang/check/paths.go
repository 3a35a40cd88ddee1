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
	it, ok := p.one(a)
	if !ok {
		return ""
	}
	return p.itemPath(it)
}

func (p place) itemPath(it item) string {
	text, ok := p.itemText(it)
	if !ok {
		return ""
	}
	rel, _ := text.Plain()
	name, err := p.locate(rel)
	if err != nil {
		p.diags.Add(pathEscapes{Item: it, Path: rel, Why: err})
		return ""
	}
	info, err := fs.Stat(p.opts.FS, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.diags.Add(fileNotFound{Item: it, Path: rel, Name: name})
		return ""
	case err != nil:
		// The file system itself refuses links that lead out of the workspace.
		p.diags.Add(pathEscapes{Item: it, Path: rel, Why: fileError(rel, err)})
		return ""
	case !info.Mode().IsRegular():
		p.diags.Add(fileNotFound{Item: it, Path: rel, Name: name, Directory: info.IsDir()})
		return ""
	}
	return p.fromRoot(name, rel)
}

// fromRoot is the path of a file relative to the directory of the unit that is
// compiled: that of a module's file leads to the module.
func (c *checker) fromRoot(name, rel string) string {
	root := c
	for root.parent != nil {
		root = root.parent
	}
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
