package foreign

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/check"
	"github.com/agentboxc/agentboxc/lang/foreign/draft"
	"github.com/agentboxc/agentboxc/schema"
)

// maxWrapped bounds commands that run commands.
const maxWrapped = 10

// command carries out one command, or makes a note of it.
func (s *script) command(args []string, line int, src string) {
	c := call{script: s, line: line, src: src}
	for range maxWrapped {
		rest := unwrapped(args)
		if len(rest) == len(args) {
			break
		}
		args = rest
	}
	if len(args) == 0 {
		return
	}
	c.name, c.args = path.Base(args[0]), args[1:]
	if !c.carry() {
		s.dropped(line, src, wayOut(c.name, src))
	}
}

// unwrapped takes away what only says how to run a command.
func unwrapped(args []string) []string {
	if len(args) == 0 {
		return nil
	}
	switch args[0] {
	case "sudo", "env":
		args = args[1:]
		for len(args) > 0 && (strings.HasPrefix(args[0], "-") || strings.Contains(args[0], "=")) {
			args = args[1:]
		}
	case "exec", "command", "time", "nice":
		args = args[1:]
	}
	return args
}

// call is one command of a script.
type call struct {
	*script
	name string
	args []string
	line int
	src  string
}

// where finds an argument among the lines of the command: its line, and the text
// of that.
func (c *call) where(arg string) (int, string) {
	at := strings.Index(c.src, arg)
	if at < 0 || !strings.Contains(c.src, "\n") {
		return c.line, c.src
	}
	row := slices.Index(c.lines, c.line) + strings.Count(c.src[:at], "\n")
	start := strings.LastIndexByte(c.src[:at], '\n') + 1
	text, _, _ := strings.Cut(c.src[start:], "\n")
	return c.lines[min(max(row, 0), len(c.lines)-1)], strings.TrimSuffix(text, "\\")
}

// carry reports whether the command is understood.
func (c *call) carry() bool {
	switch c.name {
	case "apt-get", "apt", "aptitude", "apk", "dnf", "microdnf", "yum":
		return c.distribution()
	case "pip", "pip3", "python", "python3", "uv", "pipx":
		return c.python()
	case "npm", "yarn", "pnpm", "corepack", "npx", "playwright":
		return c.node()
	case "useradd", "adduser":
		return c.addAccount()
	case "groupadd", "addgroup":
		return c.addGroup()
	case "usermod":
		return c.changeAccount()
	case "mkdir", "install":
		return c.makeDirectories()
	case "chmod", "chown", "chgrp":
		return c.change()
	case "ln":
		return c.link()
	case "touch":
		return c.touch()
	case "cd":
		if len(c.args) == 1 && len(c.dir) < maxName {
			c.dir = c.at(c.args[0])
		}
		return true
	case "rm":
		return c.remove()
	}
	return c.nothing()
}

// nothing is for commands that leave nothing behind in the image.
func (c *call) nothing() bool {
	switch c.name {
	case "set", "true", ":", "echo", "printf", "pwd", "which", "type", "test", "[", "ls", "sleep", "exit", "unset", "umask", "sync", "hash":
		return true
	case "update-ca-certificates", "ldconfig", "fc-cache", "locale-gen", "update-locale", "rehash", "chsh":
		c.unneeded(c.line, c.src, "Packages of nixpkgs are complete as they are.")
		return true
	}
	if len(c.args) == 1 && slices.Contains([]string{"--version", "-v", "-V", "version"}, c.args[0]) {
		return true
	}
	return false
}

// options splits arguments into options and the rest. Those in valued take the
// next argument.
func (c *call) options(valued ...string) (map[string]string, []string) {
	given := map[string]string{}
	var rest []string
	for n := 0; n < len(c.args); n++ {
		arg := c.args[n]
		name, value, with := strings.Cut(arg, "=")
		switch {
		case arg == "--":
			return given, append(rest, c.args[n+1:]...)
		case arg == "-" || !strings.HasPrefix(arg, "-"):
			rest = append(rest, arg)
		case with && strings.HasPrefix(arg, "--"):
			given[name] = value
		case slices.Contains(valued, arg) && n+1 < len(c.args):
			n++
			given[arg] = c.args[n]
		default:
			c.flags(given, arg)
		}
	}
	return given, rest
}

// flags takes -rf apart.
func (c *call) flags(given map[string]string, arg string) {
	given[arg] = ""
	if strings.HasPrefix(arg, "--") {
		return
	}
	for _, letter := range arg[1:] {
		given["-"+string(letter)] = ""
	}
}

func has(given map[string]string, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { _, ok := given[name]; return ok })
}

func first(given map[string]string, names ...string) string {
	for _, name := range names {
		if value := given[name]; value != "" {
			return value
		}
	}
	return ""
}

func (c *call) makeDirectories() bool {
	given, dirs := c.options("-m", "--mode", "-o", "-g", "--owner", "--group")
	if c.name == "install" && !has(given, "-d", "--directory") {
		return false
	}
	e := draft.Entry{}
	if mode := first(given, "-m", "--mode"); check.Holds(schema.OctalMode, mode) {
		e.Mode = mode
	}
	if owner := first(given, "-o", "--owner"); owner != "" {
		e.Owner = c.owner(c.line, c.src, owner)
	}
	for _, dir := range dirs {
		if e.Path = c.at(dir); strings.HasPrefix(e.Path, "/etc/apt/") || strings.HasPrefix(e.Path, "/var/lib/apt/") {
			c.unneeded(c.line, c.src, "There is no apt in the image.")
			continue
		}
		c.put(c.line, c.src, e)
	}
	return true
}

func (c *call) touch() bool {
	_, files := c.options()
	for _, file := range files {
		if at := c.at(file); c.variant.Root.At(at) == nil {
			c.put(c.line, c.src, draft.Entry{Kind: draft.File, Path: at})
		}
	}
	return true
}

func (c *call) link() bool {
	given, rest := c.options()
	if !has(given, "-s", "--symbolic") || len(rest) != 2 {
		return false
	}
	at := c.at(rest[1])
	if strings.HasSuffix(rest[1], "/") {
		at = path.Join(at, path.Base(rest[0]))
	}
	if path.Dir(at) == "/bin" || path.Dir(at) == "/usr/bin" && path.Base(at) == "env" {
		return false
	}
	c.put(c.line, c.src, draft.Entry{Kind: draft.Symlink, Path: at, Target: c.pointsTo(c.line, c.src, rest[0])})
	return true
}

// change is chmod and chown of what the image itself lays down.
func (c *call) change() bool {
	given, rest := c.options()
	if len(rest) < 2 || c.name == "chgrp" {
		return false
	}
	value, all := rest[0], true
	if c.name == "chown" {
		if value = c.owner(c.line, c.src, value); value == "" {
			return true
		}
	}
	for _, name := range rest[1:] {
		if !c.room(c.line, c.src, 0) {
			return true
		}
		at := c.at(name)
		if c.name == "chown" && c.isHome(at) {
			continue
		}
		entries := c.entries(at, has(given, "-R", "--recursive"))
		all = all && len(entries) > 0
		for _, e := range entries {
			if c.name == "chown" {
				e.Owner = value
			} else if e.Mode = modeOf(value); e.Mode == "" {
				return false
			}
		}
	}
	return all
}

// entries are what is laid at a path, and with below what is laid below it.
func (c *call) entries(at string, below bool) []*draft.Entry {
	if below {
		return c.variant.Root.Below(at)
	}
	if e := c.variant.Root.At(at); e != nil {
		return []*draft.Entry{e}
	}
	return nil
}

// isHome reports whether a directory is the home of a user, who owns it anyway.
func (c *call) isHome(at string) bool {
	return slices.ContainsFunc(c.variant.Users, func(u draft.User) bool { return u.Home == at })
}

// modeOf is a mode in octal digits: of 755, and of +x; "" for others.
func modeOf(mode string) string {
	if check.Holds(schema.OctalMode, mode) {
		return mode
	}
	if slices.Contains([]string{"+x", "a+x", "u+x", "ugo+x", "+rx", "a+rx"}, mode) {
		return "0755"
	}
	return ""
}

// remove is rm: what it takes away is not there, or is laid down by the file.
func (c *call) remove() bool {
	_, rest := c.options()
	for _, name := range rest {
		at := c.at(name)
		if c.variant.Root.At(at) != nil {
			return false
		}
	}
	c.unneeded(c.line, c.src, fmt.Sprintf("There is nothing to take away: an image of Nix has no %s.", strings.Join(rest, ", ")))
	return true
}
