package check

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/schema"
)

// users returns the accounts of the image. A user's group has its name and,
// unless gid says otherwise, its number.
func (l layered) users() []ir.User {
	var users []ir.User
	taken := map[int]ir.User{}
	for _, b := range l.labelled("user") {
		u := ir.User{Name: b.Name(), Home: "/home/" + b.Name(), Range: b.Block.Range}
		if !isAccount(u.Name) {
			l.diags.Add(invalidAccount{Name: u.Name, At: b.NameRange()})
			continue
		}
		u.UID = int(b.number(b.Attr("uid"), -1))
		if u.UID < 0 {
			continue // reported
		}
		u.GID = int(b.number(b.Attr("gid"), int64(u.UID)))
		if home := b.plain(b.Attr("home")); home != "" {
			u.Home = path.Clean(home)
		}
		u.Shell = ir.Literal("/bin/sh", b.Block.Range)
		if shell, ok := b.text(b.Attr("shell")); ok {
			u.Shell = shell
		}
		u.Groups = b.plains(b.Attr("groups"))
		slices.Sort(u.Groups)
		if other, same := taken[u.UID]; same {
			l.diags.Add(sameUID{User: u, Other: other})
			continue
		}
		taken[u.UID] = u
		users = append(users, u)
	}
	slices.SortFunc(users, func(a, b ir.User) int { return cmp.Or(cmp.Compare(a.UID, b.UID), cmp.Compare(a.Name, b.Name)) })
	return users
}

// owner reads an owner: a user of the variant, "root", a number, or user:group.
func (p place) owner(a *config.Attr, users []ir.User) ir.Owner {
	root := ir.Owner{User: "root", Group: "root"}
	it, ok := p.one(a)
	if !ok {
		return root
	}
	if r, ok := asReference(it.value); ok && r.Kind == schema.UserRef {
		return ownerNamed(r.Names[0], users)
	}
	text, ok := p.itemText(it)
	if !ok {
		return root
	}
	written, _ := text.Plain()
	name, group, with := strings.Cut(written, ":")
	owner, ok := userOf(name, users)
	if !ok {
		p.diags.Add(unknownOwner{Item: it, Name: name, Users: users})
		return root
	}
	if with {
		if owner.GID, owner.Group, ok = groupOf(group, users); !ok {
			p.diags.Add(unknownOwner{Item: it, Name: group, Users: users})
		}
	}
	return owner
}

func ownerNamed(name string, users []ir.User) ir.Owner {
	owner, _ := userOf(name, users)
	return owner
}

func userOf(name string, users []ir.User) (ir.Owner, bool) {
	if n, err := strconv.Atoi(name); err == nil {
		for _, u := range users {
			if u.UID == n {
				return ir.Owner{UID: n, GID: u.GID, User: u.Name, Group: u.Name}, true
			}
		}
		return ir.Owner{UID: n, GID: n}, true
	}
	for _, u := range users {
		if u.Name == name {
			return ir.Owner{UID: u.UID, GID: u.GID, User: u.Name, Group: u.Name}, true
		}
	}
	if name == "nobody" {
		return ir.Owner{UID: nobody, GID: nobody, User: name, Group: name}, true
	}
	return ir.Owner{User: "root", Group: "root"}, name == "root"
}

// nobody is the account that every image has besides root.
const nobody = 65534

func groupOf(name string, users []ir.User) (int, string, bool) {
	if n, err := strconv.Atoi(name); err == nil {
		return n, "", true
	}
	for _, u := range users {
		if u.Name == name {
			return u.GID, u.Name, true
		}
	}
	if name == "nobody" {
		return nobody, name, true
	}
	return 0, "root", name == "root"
}
