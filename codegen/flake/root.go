package flake

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// root is what a variant lays over the links into its packages, by path: files,
// directories and symbolic links with their modes and owners. Where the same
// path is meant twice, what the user wrote wins over what comes by itself. It is
// nil when there is nothing but the standard root.
func (b *builder) root(c contents) nix.Expr {
	v := c.variant
	entries := map[string]*nix.Attrs{}
	add := func(at string, entry *nix.Attrs) { entries[path.Clean("/"+at)] = entry }
	if v.Rootfs.Standard && c.env != nil && !hasLink(v, "/usr", "/usr/bin") {
		target := ir.Text{Range: v.Rootfs.Range, Parts: []ir.Part{{Package: c.env}, {Literal: "/bin/env"}}}
		add("/usr/bin/env", nix.A(nix.B("target", b.text(target))))
	}
	b.accounts(v, add)
	for _, d := range v.Directories {
		add(d.Path, owned(d.Mode, d.Owner, d.Range))
	}
	for _, f := range v.Files {
		add(f.Path, b.file(f))
	}
	for _, s := range v.Symlinks {
		add(s.Path, nix.At(nix.A(nix.B("target", b.text(s.Target))), s.Range))
	}
	homes(v, entries)

	set := &nix.Attrs{}
	for _, at := range slices.Sorted(maps.Keys(entries)) {
		set.Binds = append(set.Binds, short(at, entries[at]))
	}
	switch {
	case !v.Rootfs.Standard:
		return set
	case len(set.Binds) == 0:
		return nil
	}
	return nix.Op(nix.Id("standardRoot"), "//", set)
}

func (b *builder) file(f ir.File) *nix.Attrs {
	set := owned(f.Mode, f.Owner, f.Range)
	if f.Content != nil {
		set.Binds = append(set.Binds, nix.B("text", b.text(*f.Content)))
	} else {
		set.Binds = append(set.Binds, nix.B("source", source(f.Source, f.Range)))
	}
	return set
}

// owned is an entry of the root with its mode and, unless it is root, its owner.
func owned(mode string, o ir.Owner, r diag.Range) *nix.Attrs {
	set := nix.At(nix.A(), r)
	if mode != "" {
		set.Binds = append(set.Binds, nix.B("mode", nix.At(nix.S(mode), r)))
	}
	if o.UID == 0 && o.GID == 0 {
		return set
	}
	set.Binds = append(set.Binds,
		nix.B("uid", &nix.Int{Value: int64(o.UID)}),
		nix.B("gid", &nix.Int{Value: int64(o.GID)}),
	)
	if o.User != "" {
		set.Binds = append(set.Binds, nix.B("uname", nix.S(o.User)))
	}
	if o.Group != "" {
		set.Binds = append(set.Binds, nix.B("gname", nix.S(o.Group)))
	}
	return set
}

// accounts adds the account files and the homes of the variant's users.
func (b *builder) accounts(v *ir.Variant, add func(string, *nix.Attrs)) {
	if len(v.Users) == 0 {
		return
	}
	passwd, group := accountFiles(v.Users)
	first := v.Users[0].Range
	add("/etc/passwd", nix.A(nix.B("text", nix.At(b.text(passwd), first))))
	add("/etc/group", nix.A(nix.B("text", nix.At(nix.S(group), first))))
	for _, u := range slices.Backward(v.Users) {
		if isHome(u.Home) {
			add(u.Home, owned("0755", owner(u), u.Range))
		}
	}
}

// isHome reports whether a home directory is to be made. The other names are
// those that accounts have by custom when they have no home.
func isHome(home string) bool {
	switch path.Clean(home) {
	case ".", "/", "/nonexistent", "/var/empty", "/dev/null":
		return false
	}
	return path.IsAbs(home)
}

func owner(u ir.User) ir.Owner {
	return ir.Owner{UID: u.UID, GID: u.GID, User: u.Name, Group: u.Name}
}

// homes adds the directories that lie between a user's home and an entry inside
// it, so that they belong to the user, as they would if the user had made them.
func homes(v *ir.Variant, entries map[string]*nix.Attrs) {
	for _, at := range slices.Sorted(maps.Keys(entries)) {
		u, ok := resident(v.Users, at)
		if !ok {
			continue
		}
		for dir := path.Dir(at); dir != path.Clean(u.Home); dir = path.Dir(dir) {
			if entries[dir] == nil {
				entries[dir] = owned("0755", owner(u), u.Range)
			}
		}
	}
}

// resident finds the user in whose home a path lies; of homes in each other the
// inner one counts.
func resident(users []ir.User, at string) (ir.User, bool) {
	var found ir.User
	for _, u := range users {
		inside := isHome(u.Home) && strings.HasPrefix(at, path.Clean(u.Home)+"/")
		if inside && len(u.Home) > len(found.Home) {
			found = u
		}
	}
	return found, found.Home != ""
}

// hasLink reports whether a path is a symbolic link of the user's: what comes by
// itself below it is then what is behind the link.
func hasLink(v *ir.Variant, paths ...string) bool {
	return slices.ContainsFunc(v.Symlinks, func(s ir.Symlink) bool { return slices.Contains(paths, s.Path) })
}
