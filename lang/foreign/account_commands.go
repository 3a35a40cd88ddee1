package foreign

import (
	"slices"
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/lang/check"
	"github.com/agentboxc/agentboxc/schema"
)

// addAccount is useradd, and adduser of Debian and of BusyBox.
func (c *call) addAccount() bool {
	given, rest := c.options("-u", "--uid", "-g", "--gid", "-G", "--groups", "-s", "--shell", "-d", "-h", "--home", "--home-dir",
		"-c", "--comment", "--gecos", "-k", "--skel", "-p", "--password", "-b", "--base-dir", "--ingroup")
	if len(rest) == 0 {
		return false
	}
	if c.name == "adduser" && len(rest) == 2 { // adduser USER GROUP
		return c.join(rest[0], rest[1:])
	}
	name := rest[0]
	u := newUser(name, -1)
	if uid, ok := idOf(first(given, "-u", "--uid")); ok {
		u.UID = uid
	}
	group := first(given, "-g", "--gid", "-G", "--ingroup")
	if c.name == "useradd" {
		group = first(given, "-g", "--gid")
	}
	u.GID = c.gid(group)
	if gid, ok := c.groups[name]; ok && group == "" {
		u.GID = gid
	}
	if home := first(given, "-d", "-h", "--home", "--home-dir"); home != "" {
		u.Home = home
	}
	if shell := first(given, "-s", "--shell"); shell != "" {
		u.Shell = shell
	}
	if c.name == "useradd" {
		u.Groups = c.validGroups(strings.Split(first(given, "-G", "--groups"), ","))
	}
	c.addUser(c.line, c.src, u)
	return true
}

// gid is the number of a group by name or number, -1 for an unknown one.
func (c *call) gid(group string) int64 {
	if n, ok := idOf(group); ok {
		return n
	}
	if gid, ok := c.groups[group]; ok {
		return gid
	}
	if group == "root" {
		return 0
	}
	return -1
}

func (c *call) addGroup() bool {
	given, rest := c.options("-g", "--gid")
	if len(rest) == 0 {
		return false
	}
	if c.name == "addgroup" && len(rest) == 2 { // addgroup USER GROUP
		return c.join(rest[0], rest[1:])
	}
	if gid, ok := idOf(first(given, "-g", "--gid")); ok {
		c.groups[rest[0]] = gid
	}
	return true // it comes with the user that is in it
}

func (c *call) changeAccount() bool {
	given, rest := c.options("-G", "--groups", "-g", "-s", "--shell", "-d", "--home", "-u", "-l")
	groups, shell := first(given, "-G", "--groups", "-aG"), first(given, "-s", "--shell")
	if has(given, "-aG") && len(rest) == 2 { // -aG GROUPS USER
		groups, rest = rest[0], rest[1:]
	}
	if len(rest) != 1 || groups == "" && shell == "" || !c.known(c.line, c.src, rest[0]) {
		return false
	}
	if u := c.variant.UserNamed(rest[0]); u != nil && check.Holds(schema.AbsolutePath, shell) {
		u.Shell = shell
	}
	return groups == "" || c.join(rest[0], strings.Split(groups, ","))
}

// join puts a user into groups.
func (c *call) join(name string, groups []string) bool {
	if !c.known(c.line, c.src, name) {
		return false
	}
	u := c.variant.UserNamed(name)
	if u == nil {
		return false
	}
	for _, g := range c.validGroups(groups) {
		if !slices.Contains(u.Groups, g) {
			u.Groups = append(u.Groups, g)
		}
	}
	return true
}

func (c *call) validGroups(list []string) []string {
	var valid []string
	for _, g := range list {
		if check.Holds(schema.GroupName, g) && !slices.Contains(valid, g) {
			valid = append(valid, g)
		} else if g != "" {
			c.dropped(c.line, c.src, strconv.Quote(g)+" is no name for a group.")
		}
	}
	return valid
}
