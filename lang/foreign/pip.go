package foreign

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/foreign/dictionary"
	"github.com/agentboxc/agentboxc/lang/foreign/draft"
)

// maxRequirements bounds a file that says what a project requires.
const maxRequirements = 256 << 10

// python is what installs Python packages.
func (c *call) python() bool {
	args, name := c.args, c.name
	switch {
	case strings.HasPrefix(name, "python") && len(args) > 1 && args[0] == "-m":
		if args[1] == "venv" || args[1] == "ensurepip" || args[1] == "virtualenv" {
			c.unneeded(c.line, c.src, "package.python_env is the environment.")
			return true
		}
		if args[1] == "playwright" {
			return c.installBrowsers(args[2:])
		}
		if args[1] != "pip" {
			return false
		}
		args = args[2:]
	case name == "uv" && len(args) > 0 && args[0] == "venv":
		c.unneeded(c.line, c.src, "package.python_env is the environment.")
		return true
	case name == "uv" && len(args) > 0 && args[0] == "pip":
		args = args[1:]
	case name == "pip" || name == "pip3" || name == "pipx":
	default:
		return false
	}
	at := slices.Index(args, "install")
	if at < 0 {
		return len(args) > 0 && (args[0] == "cache" || args[0] == "config")
	}
	c.args = slices.Delete(slices.Clone(args), at, at+1)
	c.requirements()
	return true
}

// requirements are the arguments of pip install.
func (c *call) requirements() {
	var list, files []string
	for n := 0; n < len(c.args); n++ {
		arg := c.args[n]
		file, joined := strings.CutPrefix(arg, "--requirement=")
		switch {
		case joined:
			files = append(files, file)
		case (arg == "-r" || arg == "--requirement") && n+1 < len(c.args):
			n++
			files = append(files, c.args[n])
		case (arg == "-e" || arg == "--editable") && n+1 < len(c.args):
			n++
			c.dropped(c.line, c.src, "Your own project is not installed here. "+ownProject)
		case slices.Contains([]string{"-i", "--index-url", "--extra-index-url", "-f", "--find-links", "-c", "--constraint", "--prefix", "--target", "-t", "--python", "--root", "--timeout", "--retries", "--trusted-host"}, arg):
			n++
		case !strings.HasPrefix(arg, "-"):
			list = append(list, arg)
		}
	}
	var pinned []string
	for _, r := range list {
		if !c.room(c.line, c.src, len(r)) {
			break
		}
		line, src := c.where(r)
		if c.requirement(line, src, r) {
			pinned = append(pinned, r)
		}
	}
	c.pinned(c.line, c.src, pinned)
	for _, file := range files {
		c.requirementsFile(file)
	}
}

const ownProject = `Build it with buildPythonApplication of nixpkgs, as package "nix".`

// requirement adds one package, as in "uvicorn[standard]>=0.30; python_version > '3.8'",
// and reports whether it is asked for in one version.
func (c *call) requirement(line int, src, written string) (pinned bool) {
	if strings.HasPrefix(written, ".") || strings.ContainsAny(written, "/\\") || strings.HasSuffix(written, ".whl") {
		c.dropped(line, src, fmt.Sprintf("%s comes from no index. %s", written, ownProject))
		return false
	}
	name, _, _ := strings.Cut(written, ";")
	name, _, _ = strings.Cut(name, "@")
	extras := ""
	if at := strings.IndexAny(name, "[=<>!~ "); at >= 0 {
		name, extras = name[:at], name[at:]
	}
	if name == "" {
		return false
	}
	attr, ok := dictionary.Python(name)
	if program := strings.ToLower(name); !ok && dictionary.Known(program) {
		c.addTool(draft.Pkg(program))
		c.changed(line, src, fmt.Sprintf("%s is a program of its own in nixpkgs, and cannot be imported by Python.", name))
		return false
	}
	if !ok {
		c.pip = draft.Add(c.pip, draft.Missing(fmt.Sprintf("%s: not known in nixpkgs", name)))
		c.dropped(line, src, fmt.Sprintf("It is not known whether nixpkgs has the Python package %s. Look for python3Packages.%s at search.nixos.org, and put it in the place of the comment in package.python_env.", name, strings.ToLower(name)))
		return false
	}
	c.pip = draft.Add(c.pip, draft.Quoted(attr))
	if strings.HasPrefix(extras, "[") {
		c.changed(line, src, fmt.Sprintf("%s: what the extra asks for does not come along; add those packages by name.", written))
	}
	return strings.ContainsAny(extras, "=<>~")
}

// requirementsFile reads what pip install -r names, where COPY has found it.
func (c *call) requirementsFile(written string) {
	data, ok := c.readable(written)
	if !ok {
		c.dropped(c.line, c.src, fmt.Sprintf("The file %s is not among those that can be read here. List its packages in a package \"python_env\" block.", written))
		return
	}
	before := c.notes.file
	c.notes.file = path.Join(path.Dir(before), path.Base(written))
	defer func() { c.notes.file = before }()
	number, pinned := 0, []string(nil)
	for line := range strings.Lines(data) {
		if number++; !c.room(number, line, len(line)) {
			break
		}
		text, _, _ := strings.Cut(strings.TrimSpace(line), " #")
		text, _, _ = strings.Cut(text, " --hash")
		switch text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), `\`)); {
		case text == "" || text[0] == '#' || strings.HasPrefix(text, "--hash"):
		case text[0] == '-':
			c.dropped(number, text, "Options of a file of requirements are not read.")
		case c.requirement(number, text, text):
			pinned = append(pinned, text)
		}
	}
	if len(pinned) > shownPins {
		pinned = append(pinned[:shownPins], fmt.Sprintf("and %d more", len(pinned)-shownPins))
	}
	c.pinned(0, "", pinned)
}

// shownPins bounds the versions that are told of one file.
const shownPins = 5

// readable finds the file that the image has at a path, or one of that name in
// the context.
func (c *call) readable(written string) (string, bool) {
	var candidates []string
	if at := c.variant.Root.At(c.at(written)); at != nil && at.Source != "" {
		candidates = append(candidates, path.Join(c.Dir, at.Source))
	}
	for _, dir := range c.of.contexts {
		for _, name := range []string{path.Clean("/" + written), path.Base(written)} {
			candidates = append(candidates, path.Join(dir, name))
		}
	}
	for _, name := range candidates {
		if text, ok := c.read(name, maxRequirements); ok {
			return text, true
		}
	}
	return "", false
}
