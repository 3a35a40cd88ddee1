package review

import (
	"io/fs"
	"path"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/gitignore"
	"github.com/agentboxc/agentboxc/lang/source"
)

// fence knows the directories of a tree that are none of it for the commands: the
// same that a walk on disk stays out of.
type fence struct {
	tree  fs.FS
	has   func(name string) bool
	out   map[string]bool         // by directory
	rules map[string]host.Ignores // for what is in a directory
}

func newFence(tree fs.FS, has func(name string) bool, above host.Ignores) *fence {
	f := &fence{tree, has, map[string]bool{".": false}, map[string]host.Ignores{}}
	f.rules["."] = f.with(above, ".")
	return f
}

// shutsOut reports whether a directory is one, or lies in one.
func (f *fence) shutsOut(dir string) bool {
	out, known := f.out[dir]
	if !known {
		above := path.Dir(dir)
		out = isHidden(dir) || f.has(path.Join(dir, source.WorkspaceFile)) || f.shutsOut(above) || f.in(above).Has(dir)
		f.out[dir] = out
	}
	return out
}

// in are the rules for what is in a directory.
func (f *fence) in(dir string) host.Ignores {
	rules, known := f.rules[dir]
	if !known {
		rules = f.with(f.in(path.Dir(dir)), dir)
		f.rules[dir] = rules
	}
	return rules
}

// with adds the rules of a directory. An ignore file that cannot be read says
// nothing.
func (f *fence) with(rules host.Ignores, dir string) host.Ignores {
	if !f.has(path.Join(dir, gitignore.File)) {
		return rules
	}
	more, err := rules.In(f.tree, dir)
	if err != nil {
		return rules
	}
	return more
}
