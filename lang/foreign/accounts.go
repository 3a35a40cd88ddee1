package foreign

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/lang/check"
	"github.com/agentboxc/agentboxc/lang/foreign/draft"
	"github.com/agentboxc/agentboxc/schema"
)

const (
	firstUID = 1000
	nobody   = 65534
)

// newUser is an account with the defaults of the language.
func newUser(name string, uid int64) draft.User {
	return draft.User{Name: name, UID: uid, GID: -1, Home: "/home/" + name, Shell: "/bin/sh"}
}

// addUser declares an account. A UID below zero is one to be chosen.
func (i *image) addUser(line int, src string, u draft.User) bool {
	if !i.room(line, src, len(u.Home)+len(u.Shell)) {
		return false
	}
	switch {
	case u.Name == "root" || u.Name == "nobody":
		i.unneeded(line, src, fmt.Sprintf("Every image has the user %s.", u.Name))
		return true
	case !check.Holds(schema.GroupName, u.Name):
		i.dropped(line, src, fmt.Sprintf("%q is no name for a user: those have at most 32 lower-case letters, digits, _ and -.", u.Name))
		return false
	case i.variant.UserNamed(u.Name) != nil:
		i.dropped(line, src, fmt.Sprintf("There is a user %s already.", u.Name))
		return false
	}
	if u.UID < 0 || i.taken(u.UID) {
		u.UID = i.freeUID()
		i.changed(line, src, fmt.Sprintf("%s has the number %d: change it in the user block if files outside the image belong to another one.", u.Name, u.UID))
	}
	if u.UID == u.GID {
		u.GID = -1
	}
	if !check.Holds(schema.AbsolutePath, u.Home) || u.Home == "/" {
		u.Home = "/home/" + u.Name
	}
	if !check.Holds(schema.AbsolutePath, u.Shell) {
		u.Shell = "/bin/sh"
	}
	if at := i.variant.Root.At(u.Home); at != nil && at.Kind != draft.Directory {
		u.Home = "/home/" + u.Name
	}
	i.variant.Users = append(i.variant.Users, u)
	return true
}

// idOf is the number of a user or group that a text is, if it is one.
func idOf(text string) (id int64, ok bool) {
	id, err := strconv.ParseInt(text, 10, 64)
	return id, err == nil && check.Holds(schema.UserID, text)
}

func (i *image) taken(uid int64) bool {
	return uid == 0 || uid == nobody ||
		slices.ContainsFunc(i.variant.Users, func(u draft.User) bool { return u.UID == uid })
}

func (i *image) freeUID() int64 {
	for i.nextUID = max(i.nextUID, firstUID); i.taken(i.nextUID); {
		i.nextUID++
	}
	return i.nextUID
}

// known reports whether the image has the user. One that the base image brings
// is declared when it is first asked for.
func (i *image) known(line int, src, name string) bool {
	if name == "root" || name == "nobody" || i.variant.UserNamed(name) != nil {
		return true
	}
	if name != "" && name == i.unix.User {
		return i.addUser(line, src, newUser(name, int64(i.unix.UID)))
	}
	if name == "www-data" && i.unix.Tools { // as Debian has it
		return i.addUser(line, src, newUser(name, 33))
	}
	return false
}

// setUser says whom the program runs as.
func (i *image) setUser(line int, src, value string) {
	name, _, _ := strings.Cut(value, ":")
	if value == "" || !check.Holds(schema.Owner, name) {
		i.dropped(line, src, fmt.Sprintf("%q is neither a user nor a number.", value))
		return
	}
	if _, err := strconv.Atoi(name); err != nil && !i.known(line, src, name) && !i.addUser(line, src, newUser(name, -1)) {
		return
	}
	i.variant.Config.User = i.owner(line, src, value)
}

// owner makes an owner that the language accepts of user:group; "" for one that
// the image does not have.
func (i *image) owner(line int, src, value string) string {
	name, group, with := strings.Cut(value, ":")
	if name == "" {
		name = "root"
	}
	_, err := strconv.Atoi(name)
	if !check.Holds(schema.Owner, name) || err != nil && !i.known(line, src, name) {
		i.dropped(line, src, fmt.Sprintf("The image has no user %q: add a user block, and name it as owner.", name))
		return ""
	}
	if at := slices.IndexFunc(i.variant.Users, func(u draft.User) bool { return strconv.FormatInt(u.UID, 10) == name }); at >= 0 {
		name = i.variant.Users[at].Name
	}
	if !with || group == "" || group == name {
		return name
	}
	if gid, ok := i.groups[group]; ok {
		group = strconv.FormatInt(gid, 10)
	}
	if u := i.variant.UserNamed(name); u != nil && (group == strconv.FormatInt(u.GID, 10) || u.GID < 0 && group == strconv.FormatInt(u.UID, 10)) {
		return name
	}
	if _, err := strconv.Atoi(group); err == nil && check.Holds(schema.Owner, group) || group == "root" || group == "nobody" || i.variant.UserNamed(group) != nil {
		return name + ":" + group
	}
	i.changed(line, src, fmt.Sprintf("The image has no group %q; that of the user stands in its place.", group))
	return name
}
