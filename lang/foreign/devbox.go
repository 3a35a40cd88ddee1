package foreign

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/check"
	"github.com/agentboxc/agentboxc/lang/foreign/document"
	"github.com/agentboxc/agentboxc/lang/foreign/draft"
)

// importDevbox reads a devbox.json: packages by nixpkgs' names, an environment,
// and a shell.
func importDevbox(w *work, data []byte) error {
	root, err := document.JSON(data)
	if err != nil {
		return err
	}
	if !root.Is(document.Map) {
		return fmt.Errorf("it is not an object")
	}
	d := devbox{w.newVariant("runtime", "")}
	d.from = "A shell and everyday tools"
	d.addBase(everyday()...)
	d.variant.Config.Cmd = []string{"bash"}
	for _, f := range root.Fields {
		d.field(f)
	}
	v := d.finish()
	w.unit.Variants = append(w.unit.Variants, v)
	if w.unit.Shell != nil {
		w.unit.Shell.From = v.Name
	}
	return nil
}

type devbox struct{ *image }

func (d *devbox) field(f document.Field) {
	switch f.Key {
	case "packages":
		d.packages(f.Value)
	case "env":
		d.environment(f.Value)
	case "shell":
		d.shell(f.Value)
	case "nixpkgs":
		d.nixpkgs(f)
	case "$schema", "name", "description":
	case "include":
		d.dropped(f.Line, d.row(f.Line), "Plugins of devbox set up services: write the files and variables that they bring as file blocks and env.")
	case "env_from":
		d.dropped(f.Line, d.row(f.Line), "An image holds no secrets and no files of variables. Set them when the container starts.")
	default:
		d.dropped(f.Line, d.row(f.Line), "It has no counterpart.")
	}
}

// packages are a list of NAME@VERSION, or a map of names.
func (d *devbox) packages(n *document.Node) {
	var pinned []string
	add := func(line int, written, version string, platforms []string) {
		if !d.room(line, written, len(written)) {
			return
		}
		name := written
		if at := strings.LastIndexByte(written, '@'); at > 0 && version == "" {
			name, version = written[:at], written[at+1:]
		}
		switch {
		case strings.ContainsAny(written, ":#/"):
			d.flake(line, d.row(line), written, platforms)
		case d.attribute(line, d.row(line), name, version, platforms):
			pinned = append(pinned, name+"@"+version)
		}
	}
	for _, item := range n.Elements() {
		add(item.Line, item.Text, "", nil)
	}
	for _, f := range n.Pairs() {
		if f.Value.Is(document.Scalar) {
			add(f.Line, f.Key, f.Value.Text, nil)
			continue
		}
		if platforms, ok := d.platforms(f); ok {
			add(f.Line, f.Key, f.Value.At("version").String(), platforms)
		}
	}
	d.pinned(n.Row(), d.row(n.Row()), pinned)
}

// platforms are those that a package is for, nil for all; it is not ok when none
// of them is one of images.
func (d *devbox) platforms(f document.Field) ([]string, bool) {
	for _, option := range f.Value.Pairs() {
		if !slices.Contains([]string{"version", "platforms", "excluded_platforms"}, option.Key) {
			d.dropped(option.Line, d.row(option.Line), "The option has no counterpart.")
		}
	}
	all := check.DefaultSystems()
	if excluded := f.Value.At("excluded_platforms"); excluded != nil {
		out, _ := linux(texts(excluded))
		all = slices.DeleteFunc(all, func(p string) bool { return slices.Contains(out, p) })
	}
	if only := f.Value.At("platforms"); only != nil {
		in, _ := linux(texts(only))
		all = slices.DeleteFunc(all, func(p string) bool { return !slices.Contains(in, p) })
	}
	switch len(all) {
	case 0:
		d.unneeded(f.Line, d.row(f.Line), "It is for no platform that images have.")
		return nil, false
	case 2:
		return nil, true
	}
	return all, true
}

// texts are the scalars of a list.
func texts(n *document.Node) []string {
	var all []string
	for _, item := range n.Elements() {
		all = append(all, item.Text)
	}
	return all
}

func (d *devbox) environment(n *document.Node) {
	for _, f := range n.Pairs() {
		d.variable(f)
	}
}

// variable sets a variable whose value does not depend on where a shell starts.
func (i *image) variable(f document.Field) {
	value := f.Value.String()
	if strings.Contains(value, "$") {
		i.dropped(f.Line, i.row(f.Line), "The value depends on the machine that the shell starts on. Set it in the hook of the shell, or write what it is in the image.")
		return
	}
	i.setEnv(f.Line, i.row(f.Line), f.Key, value)
}

// shell is what happens when the shell starts, and programs for it.
func (d *devbox) shell(n *document.Node) {
	if hook := joined(n.At("init_hook")); hook != "" {
		d.unit.Shell = &draft.Shell{Hook: hook}
		line := n.At("init_hook").Row()
		d.changed(line, d.row(line), "It runs when the shell of nix develop starts. What the image needs of it belongs into the entrypoint.")
	}
	for _, f := range n.At("scripts").Pairs() {
		text := joined(f.Value)
		if text == "" || !d.room(f.Line, d.row(f.Line), len(text)) {
			continue
		}
		p := d.unit.Script(f.Key, text)
		d.addTool(p)
		d.changed(f.Line, d.row(f.Line), fmt.Sprintf("It is the program %s, which stops at the first error and at variables that are not set.", strings.TrimPrefix(p.Expr, "package.script.")))
	}
	for _, f := range n.Pairs() {
		if f.Key != "init_hook" && f.Key != "scripts" {
			d.dropped(f.Line, d.row(f.Line), "It has no counterpart.")
		}
	}
}

// joined is a text that may be written as a list of lines, without the
// indentation that all its lines have.
func joined(n *document.Node) string {
	text := strings.Trim(draft.Clean(strings.Join(texts(n), "\n")), "\n")
	if strings.TrimSpace(text) == "" {
		return ""
	}
	lines := strings.Split(text, "\n")
	margin := -1
	for _, line := range lines {
		if depth := len(line) - len(strings.TrimLeft(line, " ")); strings.TrimSpace(line) != "" && (margin < 0 || depth < margin) {
			margin = depth
		}
	}
	for i, line := range lines {
		lines[i] = strings.TrimRight(line[min(margin, len(line)):], " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

// nixpkgs is the commit that packages without a version come from.
func (d *devbox) nixpkgs(f document.Field) {
	commit := f.Value.At("commit").String()
	if len(commit) != 40 || strings.Trim(commit, "0123456789abcdef") != "" {
		d.dropped(f.Line, d.row(f.Line), "It does not name a commit of nixpkgs. Set the url of input \"nixpkgs\".")
		return
	}
	d.unit.Inputs = append(d.unit.Inputs, draft.Input{Name: "nixpkgs", URL: "github:NixOS/nixpkgs/" + commit})
}
