package fetch

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
)

// Limits of submodules: how deep in each other, and how many in one tree.
const (
	maxModuleDepth = 16
	maxModules     = 1000
)

// module is a submodule of a commit.
type module struct {
	path    string // in the tree
	address string // a URL
	rev     string
}

const modulesFile = ".gitmodules"

// modules reads .gitmodules of a commit. What it says about a path where the
// commit has no submodule does not count.
func (r *repository) modules(ctx context.Context, rev string, entries []gitEntry) ([]module, error) {
	isFile := func(e gitEntry) bool { return e.path == modulesFile && e.kind == "blob" && e.mode != linkMode }
	if !slices.ContainsFunc(entries, isFile) {
		return nil, nil
	}
	out, err := r.git.run(ctx, "config", "-z", "--blob", rev+":"+modulesFile, "--list")
	if err != nil {
		return nil, r.failed(err, "reading .gitmodules")
	}
	settings := moduleSettings(out)
	var modules []module
	for _, e := range entries {
		if e.kind != "commit" {
			continue
		}
		name, ok := moduleAt(settings, e.path)
		if !ok {
			continue
		}
		base, err := r.base(ctx)
		if err != nil {
			return nil, err
		}
		address, err := submoduleURL(base, settings[name+".url"])
		if err != nil {
			return nil, fmt.Errorf("%s: the submodule %s: %w", r.name, e.path, err)
		}
		if modules = append(modules, module{path: e.path, address: address, rev: e.name}); len(modules) > maxModules {
			return nil, fmt.Errorf("%s: there are more than %d submodules", r.name, maxModules)
		}
	}
	return modules, nil
}

// moduleSettings takes apart what git config lists: names like
// submodule.NAME.path, and of two values the first.
func moduleSettings(out string) map[string]string {
	settings := map[string]string{}
	for _, entry := range strings.Split(out, "\x00") {
		name, value, _ := strings.Cut(entry, "\n")
		if _, seen := settings[name]; !seen {
			settings[name] = value
		}
	}
	return settings
}

// moduleAt is the submodule that has a path.
func moduleAt(settings map[string]string, at string) (name string, ok bool) {
	var names []string
	for setting, value := range settings {
		isPath := strings.HasPrefix(setting, "submodule.") && strings.HasSuffix(setting, ".path")
		if isPath && path.Clean("/"+value) == "/"+at {
			names = append(names, strings.TrimSuffix(setting, ".path"))
		}
	}
	if len(names) == 0 {
		return "", false
	}
	return slices.Max(names), true // with Nix the last one in this order wins, too
}

// base is what relative addresses of submodules are relative to: for a work tree
// the repository that it was cloned from, if any.
func (r *repository) base(ctx context.Context) (string, error) {
	if r.tree == "" {
		return r.address, nil
	}
	remote := "origin"
	if head, err := r.git.run(ctx, "symbolic-ref", "--quiet", "--short", "HEAD"); err == nil {
		if named, err := r.git.run(ctx, "config", "--get", "branch."+strings.TrimSpace(head)+".remote"); err == nil {
			remote = strings.TrimSpace(named)
		}
	}
	if address, err := r.git.run(ctx, "config", "--get", "remote."+remote+".url"); err == nil {
		return gitURL(strings.TrimSpace(address)), nil
	}
	return gitURL(r.tree), ctx.Err()
}
