package foreign

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/lang/check"
	"github.com/agentboxc/agentboxc/lang/foreign/dockerfile"
	"github.com/agentboxc/agentboxc/lang/foreign/document"
	"github.com/agentboxc/agentboxc/lang/foreign/draft"
	"github.com/agentboxc/agentboxc/schema"
)

// importApko reads apko's description of an image: Alpine or Wolfi packages, and
// the image configuration.
func importApko(w *work, data []byte) error {
	root, err := document.YAML(data)
	if err != nil {
		return err
	}
	if !root.Is(document.Map) {
		return fmt.Errorf("it is not a map")
	}
	a := apko{w.newVariant("runtime", "")}
	// Accounts and packages first: paths and programs refer to them.
	order := []string{"contents", "accounts", "paths", "environment", "work-dir"}
	fields := slices.Clone(root.Fields)
	slices.SortStableFunc(fields, func(x, y document.Field) int { return rank(order, x.Key) - rank(order, y.Key) })
	for _, f := range fields {
		a.field(f)
	}
	v := a.finish()
	w.unit.Variants = append(w.unit.Variants, v)
	return nil
}

func rank(order []string, key string) int {
	if i := slices.Index(order, key); i >= 0 {
		return i
	}
	return len(order)
}

type apko struct{ *image }

func (a *apko) field(f document.Field) {
	src, value := a.row(f.Line), f.Value
	switch f.Key {
	case "contents":
		a.contents(value)
	case "entrypoint":
		a.entrypoint(value)
	case "cmd":
		a.variant.Config.Cmd = a.words(f.Line, value.String())
	case "environment":
		for _, v := range value.Pairs() {
			a.setEnv(v.Line, a.row(v.Line), v.Key, v.Value.String())
		}
	case "accounts":
		a.accounts(value)
	case "paths":
		for _, p := range value.Elements() {
			a.path(p)
		}
	case "work-dir":
		a.setWorkingDir(f.Line, src, value.String())
	case "stop-signal":
		a.setStopSignal(f.Line, src, value.String())
	case "volumes":
		for _, item := range value.Elements() {
			a.addVolume(item.Line, a.row(item.Line), item.Text)
		}
	case "archs":
		a.platforms(value)
	case "annotations":
		for _, l := range value.Pairs() {
			a.setLabel(l.Line, a.row(l.Line), l.Key, l.Value.String())
		}
		a.changed(f.Line, src, "They are labels, in the image configuration, and not annotations of the manifest.")
	case "vcs-url":
		a.setLabel(f.Line, src, "org.opencontainers.image.source", value.String())
	case "layering":
		a.layering(value)
	case "include":
		a.dropped(f.Line, src, "Import that file as well, and make this variant extend the one that comes out.")
	default:
		a.dropped(f.Line, src, "It has no counterpart.")
	}
}

func (a *apko) contents(n *document.Node) {
	for _, f := range n.Pairs() {
		switch f.Key {
		case "packages":
			a.packages(f)
		case "repositories", "keyring", "build_repositories", "runtime_repositories":
			a.unneeded(f.Line, a.row(f.Line), "Packages come from the locked nixpkgs, whose hashes are in flake.lock.")
		case "baseimage":
			a.dropped(f.Line, a.row(f.Line), "Images of Nix are not built upon others. Put its packages into a layer.")
		default:
			a.dropped(f.Line, a.row(f.Line), "It has no counterpart.")
		}
	}
}

func (a *apko) packages(f document.Field) {
	var pinned []string
	for _, item := range f.Value.Elements() {
		name := bareName(item.Text)
		if name == "" || !a.room(item.Line, item.Text, len(name)) {
			continue
		}
		a.install(item.Line, a.row(item.Line), "apk", name)
		if strings.ContainsAny(item.Text, "=<>~") {
			pinned = append(pinned, item.Text)
		}
	}
	a.pinned(f.Line, a.row(f.Line), pinned)
}

func (a *apko) entrypoint(n *document.Node) {
	for _, f := range n.Pairs() {
		text := f.Value.String()
		switch f.Key {
		case "command":
			a.variant.Config.Entrypoint = a.words(f.Line, text)
		case "shell-fragment":
			a.variant.Config.Entrypoint = a.shell(f.Line, a.row(f.Line), text)
		case "type":
			if text == "service-bundle" {
				a.dropped(f.Line, a.row(f.Line), "No supervisor is set up. Start the services by an entrypoint that does, such as one of pkgs.s6, or as images of their own.")
			}
		default:
			a.dropped(f.Line, a.row(f.Line), "It has no counterpart.")
		}
	}
}

// words are a command line, with its program where an image of Nix has it.
func (a *apko) words(line int, text string) []string {
	var list []string
	for _, word := range dockerfile.Words(text, '\\') {
		value, _ := dockerfile.Expand(strings.ReplaceAll(word, "$", `\$`), '\\', func(string) (string, bool) { return "", false })
		list = append(list, value)
	}
	if len(list) == 0 {
		return nil
	}
	list[0] = a.program(line, a.row(line), list[0])
	return list
}

func (a *apko) accounts(n *document.Node) {
	for _, g := range n.At("groups").Elements() {
		if gid, ok := idOf(g.At("gid").String()); ok {
			a.groups[g.At("groupname").String()] = gid
		}
	}
	for _, u := range n.At("users").Elements() {
		a.user(u)
	}
	for _, g := range n.At("groups").Elements() {
		a.members(g)
	}
	if as := n.At("run-as"); as.String() != "" {
		a.setUser(as.Line, a.row(as.Line), as.Text)
	}
}

func (a *apko) user(n *document.Node) {
	u := newUser(n.At("username").String(), -1)
	if uid, ok := idOf(n.At("uid").String()); ok {
		u.UID = uid
	}
	if gid, ok := idOf(n.At("gid").String()); ok {
		u.GID = gid
	}
	if home := n.At("homedir").String(); home != "" {
		u.Home = home
	}
	if shell := n.At("shell").String(); shell != "" {
		u.Shell = shell
	}
	a.addUser(n.Row(), a.row(n.Row()), u)
}

// members puts users into a group that is not their own.
func (a *apko) members(g *document.Node) {
	name := g.At("groupname").String()
	for _, m := range g.At("members").Elements() {
		u := a.variant.UserNamed(m.Text)
		if u == nil || name == m.Text || !check.Holds(schema.GroupName, name) {
			continue
		}
		if !slices.Contains(u.Groups, name) {
			u.Groups = append(u.Groups, name)
		}
	}
}

func (a *apko) path(n *document.Node) {
	line, src := n.Row(), a.row(n.Row())
	e := draft.Entry{Path: n.At("path").String(), Mode: octal(n.At("permissions").String()), Owner: a.pathOwner(n)}
	switch kind := n.At("type").String(); kind {
	case "directory":
		a.put(line, src, e)
	case "empty-file":
		e.Kind = draft.File
		a.put(line, src, e)
	case "symlink", "hardlink":
		a.put(line, src, draft.Entry{Kind: draft.Symlink, Path: e.Path, Target: a.pointsTo(line, src, n.At("source").String())})
		if kind == "hardlink" {
			a.changed(line, src, "It is a symbolic link.")
		}
	case "permissions":
		at := a.variant.Root.At(e.Path)
		if at == nil || at.Kind == draft.Symlink {
			a.dropped(line, src, "This unit does not lay it into the image. Set mode and owner in the file or directory block that does.")
			return
		}
		at.Mode, at.Owner = e.Mode, e.Owner
	default:
		a.dropped(line, src, fmt.Sprintf("There is no %q in an image.", kind))
	}
	if n.At("recursive").String() == "true" {
		a.changed(line, src, "It holds for the directory itself, and not for what is in it.")
	}
}

// pathOwner is uid and gid as an owner, "" for root.
func (a *apko) pathOwner(n *document.Node) string {
	uid, gid := n.At("uid").String(), n.At("gid").String()
	if !check.Holds(schema.UserID, uid) {
		return ""
	}
	if !check.Holds(schema.UserID, gid) {
		gid = "0"
	}
	if uid == "0" && gid == "0" {
		return ""
	}
	return a.owner(n.Row(), a.row(n.Row()), uid+":"+gid)
}

// octal is a mode as YAML has numbers: 0o755, 0755, or 493 for the same.
func octal(s string) string {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "0o"), 8, 32)
	if !strings.HasPrefix(s, "0") {
		n, err = strconv.ParseUint(s, 10, 32)
	}
	if err != nil || n > 0o7777 {
		return ""
	}
	return fmt.Sprintf("%04o", n)
}

func (a *apko) platforms(n *document.Node) {
	for _, item := range n.Elements() {
		a.unit.Platforms = a.withPlatform(a.unit.Platforms, item.Line, a.row(item.Line), item.Text)
	}
}

func (a *apko) layering(n *document.Node) {
	budget := n.At("budget")
	if count, err := strconv.Atoi(budget.String()); err == nil && count > 0 && count <= 100 {
		a.image.layers = count
		a.changed(budget.Line, a.row(budget.Line), "The packages are split into as many layers, by how many need them rather than by where they come from.")
	}
}
