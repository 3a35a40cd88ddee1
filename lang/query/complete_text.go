package query

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/names"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/schema"
)

// texts offers what a string can hold where that is known: one of several words,
// the name of a package, a user, a path.
func (c *completer) texts() {
	if c.file.Role == Workspace && c.want.attr != nil && c.want.attr.Name == "members" {
		c.paths(dirsOnly)
		return
	}
	if wants, ok := c.pathWanted(); ok {
		c.paths(wants)
		return
	}
	if c.file.IsJSON() && strings.Contains(c.prefix(), "${") {
		return
	}
	for _, text := range c.listed() {
		c.key(text, "")
	}
	a := c.want.attr
	switch {
	case a == nil || c.file.Role != Source:
	case c.file.IsJSON() && c.want.onlyRefers():
		c.references() // which are strings there
	case c.want.refers(schema.UserRef):
		for _, name := range c.userNames() {
			c.key(name, "user")
		}
	case c.want.refers(schema.Package) && c.want.takes(cty.String):
		c.packageTexts()
	}
}

// packageTexts offers names of packages as strings have them: with dots.
func (c *completer) packageTexts() {
	before, typed := "", c.prefix()
	if dot := strings.LastIndexByte(typed, '.'); dot >= 0 {
		before, typed = typed[:dot+1], typed[dot+1:]
	}
	var path []string
	if before != "" {
		path = strings.Split(strings.TrimSuffix(before, "."), ".")
	}
	base := c.pythonSet()
	if base == nil {
		for _, used := range c.usedPackages("default") {
			c.key(strings.Join(used, "."), "used in this unit")
		}
	}
	set := c.set("default")
	if set == nil {
		return
	}
	path = slices.Concat(base, path)
	for _, name := range names.Starting(set, path, typed, maxPackages) {
		if !strings.Contains(name, ".") {
			c.key(before+name, describeAbout(set.About(append(path[:len(path):len(path)], name))))
		}
	}
	c.out.Incomplete = true
}

// pythonSet is where the strings of a Python environment name packages: in the set
// of its interpreter; nil elsewhere.
func (c *completer) pythonSet() []string {
	top := c.p.Top()
	if top == nil || top.Type != "package" || len(top.Labels) == 0 || top.Labels[0] != "python_env" {
		return nil
	}
	python := []string{"python3"}
	if a := top.Attr("python"); a != nil && len(a.Path) > 1 && a.Path[0] == "pkgs" {
		python = slices.Clone(a.Path[1:])
	}
	return append(python, "pkgs")
}

// pathKind says what a path may lead to.
type pathKind uint8

const (
	anyFile pathKind = iota
	dirsOnly
	unitsOnly
)

// pathWanted reports whether the string is a path, and to what.
func (c *completer) pathWanted() (pathKind, bool) {
	if c.want.param != nil {
		f, _ := schema.FunctionNamed(c.want.fn)
		if !f.Reads || c.want.param.Name != "path" {
			return 0, false
		}
		if f.Name == "fileset" {
			return dirsOnly, true
		}
		return anyFile, true
	}
	a, inner := c.want.attr, c.p.Inner()
	switch {
	case a == nil || c.file.Role != Source:
		return 0, false
	case inner.Type == "module" && a.Name == "source":
		return unitsOnly, true
	case a.Name == "source" && (inner.Type == "package" || inner.Type == "override"):
		return dirsOnly, true
	case a.Check == schema.RelativePath:
		return anyFile, true
	}
	return 0, false
}

// maxEntries bounds how much of a directory is looked at.
const maxEntries = 2000

// paths offers what is in the directory that the string leads to so far. The part
// behind its last slash is replaced.
func (c *completer) paths(wants pathKind) {
	typed := c.prefix()
	slash := strings.LastIndexByte(typed, '/')
	in := path.Join(c.dir(), typed[:slash+1])
	if c.with.Files == nil || strings.HasPrefix(typed, "/") || strings.Contains(typed, "://") || !fs.ValidPath(in) {
		return
	}
	c.p.Start += slash + 1
	if next := strings.IndexByte(string(c.file.Text()[c.p.Offset:c.p.End]), '/'); next >= 0 {
		c.p.End = c.p.Offset + next
	}
	if slash < 0 {
		c.entry("../", ItemDirectory, rankLast)
	}
	entries := readSome(c.with.Files, in)
	for _, e := range entries {
		name := e.Name()
		switch {
		case strings.HasPrefix(name, ".") || strings.ContainsAny(name, "\"\\$%\n"):
		case e.IsDir():
			rank := rankNear
			if wants == unitsOnly && isUnitDir(c.with.Files, path.Join(in, name)) {
				rank = rankBest
			}
			c.entry(name+"/", ItemDirectory, rank)
		case wants == anyFile:
			c.entry(name, ItemFile, rankBest)
		}
	}
	c.out.Incomplete = c.out.Incomplete || len(entries) == maxEntries
}

// readSome reads the first entries of a directory, sorted by name.
func readSome(fsys fs.FS, dir string) []fs.DirEntry {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil
	}
	return entries[:min(len(entries), maxEntries)]
}

func isUnitDir(fsys fs.FS, dir string) bool {
	_, err := fs.Stat(fsys, path.Join(dir, source.MainFile))
	return err == nil
}

func (c *completer) entry(name string, kind CompletionKind, rank int) {
	c.add(CompletionItem{Label: name, Kind: kind, Text: name, Again: kind == ItemDirectory, rank: rank})
}
