package foreign

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/foreign/dictionary"
	"github.com/agentboxc/agentboxc/lang/foreign/draft"
)

// distribution is a package manager of a distribution.
func (c *call) distribution() bool {
	given, rest := c.options("-t", "--virtual", "-o", "--repository", "-X", "-p", "--target-release", "--allow-untrusted")
	if len(rest) == 0 {
		return true
	}
	switch rest[0] {
	case "install", "add":
		c.installAll(rest[1:], first(given, "-t", "--virtual"))
	case "update", "upgrade", "dist-upgrade", "clean", "autoclean", "autoremove", "cache", "fix", "makecache", "check-update", "full-upgrade":
		c.unneeded(c.line, c.src, "Packages come from the locked nixpkgs, and leave no caches behind.")
	case "remove", "purge", "del":
		c.removeAll(rest[1:])
	default:
		return false
	}
	return true
}

func (c *call) manager() string {
	switch c.name {
	case "apk":
		return "apk"
	case "dnf", "yum", "microdnf":
		return "rpm"
	}
	return "apt"
}

// installAll adds packages of a distribution, by their names without versions.
// Those of a group can be removed by its name.
func (c *call) installAll(list []string, group string) {
	before := len(c.tools)
	var pinned []string
	for _, written := range list {
		name := bareName(written)
		if name == "" || !c.room(c.line, c.src, len(name)) {
			continue
		}
		if name == "nodejs" && c.major != "" && dictionary.Known("nodejs_"+c.major) {
			name = "nodejs-" + c.major
		}
		line, src := c.where(written)
		c.install(line, src, c.manager(), name)
		if name != written && strings.ContainsAny(written, "=<>~") {
			pinned = append(pinned, written)
		}
	}
	c.pinned(c.line, c.src, pinned)
	for _, p := range c.tools[before:] {
		if group != "" {
			c.virtual[group] = append(c.virtual[group], p.Expr)
		}
	}
}

// removeAll takes packages away that were installed before.
func (c *call) removeAll(list []string) {
	for _, name := range list {
		if !c.room(c.line, c.src, 0) {
			return
		}
		gone := c.virtual[name]
		if m, ok := dictionary.Distribution(c.manager(), bareName(name)); ok && gone == nil {
			for _, attr := range m.Attrs {
				gone = append(gone, draft.Pkg(attr).Expr)
			}
		}
		c.tools = slices.DeleteFunc(c.tools, func(p draft.Package) bool { return p.Expr != "" && slices.Contains(gone, p.Expr) })
	}
	c.unneeded(c.line, c.src, "What is not listed is not in the image.")
}

// pinned tells of versions that do not come along.
func (n *notes) pinned(line int, src string, list []string) {
	if len(list) == 0 {
		return
	}
	n.changed(line, src, fmt.Sprintf("%s: the version is that of the locked nixpkgs. For another one, add an input with a nixpkgs that has it.", strings.Join(list, ", ")))
}

// bareName is the name of a package without version and architecture.
func bareName(written string) string {
	name := written
	if at := strings.IndexAny(name, "=<>~@"); at >= 0 {
		name = name[:at]
	}
	if strings.ContainsAny(name, "/*") {
		return written
	}
	name, _, _ = strings.Cut(name, ":")
	return name
}

// install puts the package of a distribution among the tools.
func (i *image) install(line int, src, manager, name string) {
	m, ok := dictionary.Distribution(manager, name)
	if !ok {
		i.addTool(draft.Missing(fmt.Sprintf("%s: not known in nixpkgs", name)))
		i.dropped(line, src, fmt.Sprintf("It is not known what %s is called in nixpkgs. Look it up with agentboxc search, or at search.nixos.org, and put it in the place of the comment in layer %q.", name, draft.Identifier(i.prefix+"tools")))
		return
	}
	for _, attr := range m.Attrs {
		i.addTool(draft.Pkg(attr))
	}
	switch {
	case m.Remark != "":
		i.changed(line, src, fmt.Sprintf("%s: %s.", name, m.Remark))
	case len(m.Attrs) == 0:
		i.unneeded(line, src, fmt.Sprintf("%s: nothing is needed for it.", name))
	}
}

// node is what installs programs from npm.
func (c *call) node() bool {
	_, rest := c.options("--prefix", "--registry", "--cache")
	switch {
	case c.name == "corepack":
		c.addTool(draft.Pkg("corepack"))
		return true
	case c.name == "playwright" || c.name == "npx" && len(rest) > 0 && strings.HasPrefix(rest[0], "playwright"):
		return c.installBrowsers(rest)
	case c.name == "npm" && len(rest) > 0 && (rest[0] == "cache" || rest[0] == "config" || rest[0] == "set"):
		return true
	case c.name == "yarn" && len(rest) > 1 && rest[0] == "cache":
		return true
	}
	list, ok := c.global(rest)
	if !ok {
		return false
	}
	var pinned []string
	for _, written := range list {
		if c.room(c.line, c.src, len(written)) && c.addProgram(written) {
			pinned = append(pinned, written)
		}
	}
	c.pinned(c.line, c.src, pinned)
	return true
}

// global are the packages of an installation for all users.
func (c *call) global(rest []string) ([]string, bool) {
	everywhere := slices.ContainsFunc(c.args, func(arg string) bool {
		return arg == "-g" || arg == "--global" || arg == "--location=global"
	})
	switch {
	case len(rest) > 2 && c.name == "yarn" && rest[0] == "global" && rest[1] == "add":
		return rest[2:], true
	case len(rest) > 1 && everywhere && slices.Contains([]string{"install", "i", "add", "update"}, rest[0]):
		return rest[1:], true
	}
	return nil, false
}

// addProgram reports whether the program was asked for in one version.
func (c *call) addProgram(written string) (pinned bool) {
	name, version := written, ""
	if at := strings.LastIndexByte(written, '@'); at > 0 {
		name, version = written[:at], written[at+1:]
	}
	line, src := c.where(written)
	m, ok := dictionary.Npm(name)
	if !ok {
		c.addTool(draft.Missing(fmt.Sprintf("%s from npm: not known in nixpkgs", name)))
		c.dropped(line, src, fmt.Sprintf("It is not known whether nixpkgs has %s. Many programs are packages of their own there (nodePackages is gone): look it up with agentboxc search, or at search.nixos.org, else build it as package \"npm_package\".", name))
		return false
	}
	for _, attr := range m.Attrs {
		c.addTool(draft.Pkg(attr))
	}
	if m.Remark != "" {
		c.changed(line, src, fmt.Sprintf("%s: %s.", name, m.Remark))
	}
	return version != "" && version != "latest" && len(m.Attrs) > 0
}

// browsers is the package with the browsers of Playwright.
const browsers = "playwright-driver.browsers"

// useBrowsers says to Playwright where they are.
func (i *image) useBrowsers() {
	i.variant.Config.SetEnv("PLAYWRIGHT_BROWSERS_PATH", draft.Text{Package: browsers})
	i.variant.Config.SetEnv("PLAYWRIGHT_SKIP_VALIDATE_HOST_REQUIREMENTS", draft.Text{Plain: "true"})
}

// installBrowsers is playwright install.
func (c *call) installBrowsers(rest []string) bool {
	if !slices.Contains(rest, "install") && !slices.Contains(rest, "install-deps") {
		return false
	}
	c.addTool(draft.Pkg(browsers))
	c.useBrowsers()
	c.changed(c.line, c.src, "pkgs.playwright-driver.browsers has the browsers. The playwright of your program must have the version that nixpkgs has.")
	return true
}
