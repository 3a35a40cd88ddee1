package foreign

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/lang/check"
	"github.com/agentboxc/agentboxc/lang/foreign/dictionary"
	"github.com/agentboxc/agentboxc/lang/foreign/draft"
	"github.com/agentboxc/agentboxc/schema"
)

// image is a variant while an importer puts it together. Its methods keep to the
// rules of the language: what the language cannot carry becomes a note.
type image struct {
	*work
	variant *draft.Variant
	prefix  string // in front of the names of layers

	from   string           // what the base layer stands for
	base   []draft.Package  // of the base layer
	tools  []draft.Package  // installed on top
	pip    []draft.Package  // Python packages
	extra  []*draft.Layer   // of packages for some platforms only
	layers int              // into how many the tools may be split; 0 for one
	unix   dictionary.Image // what is known of the base image
	groups map[string]int64

	nextUID int64 // no free one is below it
}

func (w *work) newVariant(name, prefix string) *image {
	return &image{work: w, variant: &draft.Variant{Name: draft.Identifier(name)}, prefix: prefix, groups: map[string]int64{}}
}

const (
	maxItems = 5000    // packages, variables, files and the like
	maxText  = 1 << 20 // bytes of their values
	maxName  = 500     // bytes of a name
)

// room reports whether there is room for one more thing, of so many bytes. What
// people write stays far below.
func (w *work) room(line int, src string, size int) bool {
	w.items, w.bytes = w.items+1, w.bytes+size
	if w.items == maxItems+1 || w.bytes > maxText && w.bytes-size <= maxText {
		w.dropped(line, src, fmt.Sprintf("A unit of more than %d things, or %d bytes of values, is not written: this and the rest are left out.", maxItems, maxText))
	}
	return w.items <= maxItems && w.bytes <= maxText
}

// everyday are the packages that stand for a distribution's base system.
func everyday() []string {
	return []string{"bashInteractive", "coreutils", "findutils", "gnugrep", "gnused", "gawk", "gnutar", "gzip"}
}

func (i *image) addBase(attrs ...string) {
	for _, attr := range attrs {
		i.base = draft.Add(i.base, draft.Pkg(attr))
	}
}

// addTool adds packages that the base layer does not have.
func (i *image) addTool(list ...draft.Package) {
	for _, p := range list {
		if p.Expr == "" || !slices.ContainsFunc(i.base, func(have draft.Package) bool { return have.Expr == p.Expr }) {
			i.tools = draft.Add(i.tools, p)
		}
	}
}

// addFor adds a package for some platforms, all of them when there are none.
func (i *image) addFor(platforms []string, p draft.Package) {
	if len(platforms) == 0 {
		i.addTool(p)
		return
	}
	slices.Sort(platforms)
	platforms = slices.Compact(platforms)
	for _, l := range i.extra {
		if slices.Equal(l.Only, platforms) {
			l.Packages = draft.Add(l.Packages, p)
			return
		}
	}
	name := draft.Identifier(i.prefix + "tools-" + strings.Join(platforms, "-"))
	i.extra = append(i.extra, &draft.Layer{Name: name, Only: platforms, Packages: []draft.Package{p}})
}

// hasShell reports whether /bin/sh is there.
func (i *image) hasShell() bool {
	for _, attr := range []string{"bashInteractive", "bash", "busybox", "dash"} {
		if draft.Has(i.base, attr) || draft.Has(i.tools, attr) {
			return true
		}
	}
	return false
}

// shell is the command line for a text that a shell reads.
func (i *image) shell(line int, src, text string) []string {
	if !i.hasShell() {
		i.addBase("bashInteractive")
		i.changed(line, src, "A shell reads this line, so pkgs.bashInteractive is part of the image.")
	}
	return []string{"/bin/sh", "-c", text}
}

func (i *image) setEnv(line int, src, name, value string) {
	if !i.room(line, src, len(value)) {
		return
	}
	if !check.Holds(schema.EnvName, name) || len(name) > maxName {
		i.dropped(line, src, fmt.Sprintf("%q is no name for a variable: those have letters, digits and _, and start with no digit.", name))
		return
	}
	if name == "DEBIAN_FRONTEND" {
		i.unneeded(line, src, "Nothing is installed by Debian's tools.")
		return
	}
	if name == "PATH" && !slices.Contains(strings.Split(value, ":"), "/bin") {
		i.changed(line, src, "Programs of packages are in /bin, which is not in this PATH: add it.")
	}
	i.variant.Config.SetEnv(name, draft.Text{Plain: draft.Clean(value)})
}

func (i *image) setLabel(line int, src, key, value string) {
	if !i.room(line, src, len(value)) {
		return
	}
	if !check.Holds(schema.LabelKey, key) || len(key) > maxName {
		i.dropped(line, src, fmt.Sprintf("%q is no key for a label.", key))
		return
	}
	i.variant.Config.SetLabel(draft.Clean(key), draft.Clean(value))
}

// maxPorts bounds a range of ports that is written out.
const maxPorts = 50

// addPort takes 8080, 8080/tcp, 53/udp and 3000-3005.
func (i *image) addPort(line int, src, port string) {
	if !i.room(line, src, len(port)) {
		return
	}
	number, protocol, _ := strings.Cut(strings.ToLower(port), "/")
	first, last, ranged := strings.Cut(number, "-")
	low, err := strconv.Atoi(first)
	high := low
	if ranged && err == nil {
		high, err = strconv.Atoi(last)
	}
	if err != nil || low > high || !check.Holds(schema.Port, draft.Port(low, protocol)) || !check.Holds(schema.Port, draft.Port(high, protocol)) {
		i.dropped(line, src, fmt.Sprintf("%q is no port: write a number from 1 to 65535, with /tcp, /udp or /sctp.", port))
		return
	}
	if high-low >= maxPorts {
		i.dropped(line, src, fmt.Sprintf("A list of %d ports says little; write those that matter into ports.", high-low+1))
		return
	}
	for n := low; n <= high; n++ {
		if p := draft.Port(n, protocol); !slices.Contains(i.variant.Config.Ports, p) {
			i.variant.Config.Ports = append(i.variant.Config.Ports, p)
		}
	}
}

func (i *image) addVolume(line int, src, dir string) {
	if !i.room(line, src, len(dir)) {
		return
	}
	dir = path.Clean(dir)
	switch {
	case !check.Holds(schema.AbsolutePath, dir):
		i.dropped(line, src, fmt.Sprintf("%q is not an absolute path.", dir))
	case !slices.Contains(i.variant.Config.Volumes, dir):
		i.variant.Config.Volumes = append(i.variant.Config.Volumes, dir)
	}
}

// setWorkingDir takes a path that may be relative to the one before.
func (i *image) setWorkingDir(line int, src, dir string) {
	dir = i.inWorkingDir(dir)
	if !check.Holds(schema.AbsolutePath, dir) {
		i.dropped(line, src, fmt.Sprintf("%q cannot be a path in an image.", dir))
		return
	}
	i.variant.Config.WorkingDir = dir
	if dir != "/" {
		i.put(line, src, draft.Entry{Path: dir})
	}
}

// inWorkingDir makes a path absolute.
func (i *image) inWorkingDir(p string) string {
	if !strings.HasPrefix(p, "/") {
		p = path.Join("/", i.variant.Config.WorkingDir, p)
	}
	return path.Clean(p)
}

func (i *image) setStopSignal(line int, src, signal string) {
	if check.Holds(schema.StopSignal, signal) {
		i.variant.Config.StopSignal = signal
		return
	}
	if slices.Contains([]string{"HUP", "INT", "QUIT", "KILL", "TERM", "USR1", "USR2", "WINCH"}, strings.ToUpper(signal)) {
		i.variant.Config.StopSignal = "SIG" + strings.ToUpper(signal)
		return
	}
	i.dropped(line, src, fmt.Sprintf("%q is no signal, such as SIGTERM or 15.", signal))
}

// put lays something into the image, or says why it cannot.
func (i *image) put(line int, src string, e draft.Entry) {
	if !i.room(line, src, len(e.Path)+len(e.Target)+len(e.Content)) {
		return
	}
	e.Path, e.Target, e.Content = draft.Clean(e.Path), draft.Clean(e.Target), draft.Clean(e.Content)
	if !check.Holds(schema.AbsolutePath, e.Path) {
		i.dropped(line, src, fmt.Sprintf("%q cannot be a path in an image.", e.Path))
		return
	}
	if err := i.variant.Root.Put(e); err != nil {
		i.dropped(line, src, "It cannot be laid into the image: "+err.Error()+".")
	}
}

// pointsTo is where an image of Nix has what a link points to.
func (i *image) pointsTo(line int, src, target string) string {
	if i.variant.Root.At(target) != nil {
		return target
	}
	if strings.HasPrefix(target, "/usr/share/zoneinfo/") {
		i.addTool(draft.Pkg("tzdata"))
	}
	for _, dir := range []string{"/usr/local/bin/", "/usr/bin/", "/usr/sbin/", "/sbin/"} {
		if base, ok := strings.CutPrefix(target, dir); ok {
			i.changed(line, src, fmt.Sprintf("Programs of packages are in /bin, so it points to /bin/%s.", base))
			return "/bin/" + base
		}
	}
	if rest, ok := strings.CutPrefix(target, "/usr/share/"); ok {
		return "/share/" + rest
	}
	return target
}
