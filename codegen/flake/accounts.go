package flake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// basic are the accounts that every image with an account file has.
func basic() []ir.User {
	at := diag.Range{}
	return []ir.User{
		{Name: "root", Home: "/root", Shell: ir.Literal("/bin/sh", at)},
		{Name: "nobody", UID: 65534, GID: 65534, Home: "/nonexistent", Shell: ir.Literal("/sbin/nologin", at)},
	}
}

// accountFiles writes /etc/passwd and /etc/group for the users, and for root
// and nobody unless they are among them.
func accountFiles(users []ir.User) (passwd ir.Text, group string) {
	all := slices.Clone(users)
	for _, u := range basic() {
		if !slices.ContainsFunc(users, func(x ir.User) bool { return x.Name == u.Name }) {
			all = append(all, u)
		}
	}
	slices.SortStableFunc(all, func(a, b ir.User) int {
		return cmp.Or(cmp.Compare(a.UID, b.UID), cmp.Compare(a.Name, b.Name))
	})
	for _, u := range all {
		passwd = appendLiteral(passwd, fmt.Sprintf("%s:x:%d:%d:%s:%s:", u.Name, u.UID, u.GID, u.Name, u.Home))
		for _, p := range u.Shell.Parts {
			passwd = appendPart(passwd, p)
		}
		passwd = appendLiteral(passwd, "\n")
	}
	return passwd, groupFile(all)
}

type group struct {
	name    string
	gid     int
	members []string
}

// firstGroup is the id from which on groups get theirs that no user has as his
// own; below lie the ids that systems give to their own groups.
const firstGroup = 900

// groupFile has a group for each user's own group id, and then the further
// groups that users are in, with ids that are still free.
func groupFile(users []ir.User) string {
	var groups []*group
	byName := map[string]*group{}
	used := map[int]bool{}
	add := func(name string, gid int) {
		g := &group{name: name, gid: gid}
		groups = append(groups, g)
		byName[name], used[gid] = g, true
	}
	for _, u := range users {
		if !used[u.GID] && byName[u.Name] == nil {
			add(u.Name, u.GID)
		}
	}
	next := firstGroup
	for _, name := range furtherGroups(users) {
		if byName[name] != nil {
			continue
		}
		for used[next] {
			next++
		}
		add(name, next)
	}
	for _, u := range users {
		for _, name := range slices.Compact(slices.Sorted(slices.Values(u.Groups))) {
			byName[name].members = append(byName[name].members, u.Name)
		}
	}
	slices.SortStableFunc(groups, func(a, b *group) int { return cmp.Compare(a.gid, b.gid) })
	var out strings.Builder
	for _, g := range groups {
		fmt.Fprintf(&out, "%s:x:%d:%s\n", g.name, g.gid, strings.Join(g.members, ","))
	}
	return out.String()
}

func furtherGroups(users []ir.User) []string {
	var names []string
	for _, u := range users {
		names = append(names, u.Groups...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// appendPart keeps the rule of ir.Text that no two literals follow each other.
func appendPart(t ir.Text, p ir.Part) ir.Text {
	last := len(t.Parts) - 1
	if p.Package == nil && last >= 0 && t.Parts[last].Package == nil {
		t.Parts[last].Literal += p.Literal
		return t
	}
	t.Parts = append(t.Parts, p)
	return t
}

func appendLiteral(t ir.Text, s string) ir.Text { return appendPart(t, ir.Part{Literal: s}) }
