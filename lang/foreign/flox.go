package foreign

import (
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/foreign/document"
	"github.com/agentboxc/agentboxc/lang/foreign/draft"
)

// importFlox reads the manifest.toml of a flox environment: packages by
// nixpkgs' names, variables, hooks, and the configuration of its image.
func importFlox(w *work, data []byte) error {
	root, err := document.TOML(data)
	if err != nil {
		return err
	}
	x := flox{image: w.newVariant("runtime", "")}
	x.from = "A shell and everyday tools"
	x.addBase(everyday()...)
	x.variant.Config.Cmd = []string{"bash"}
	for _, f := range root.Fields {
		x.section(f)
	}
	v := x.finish()
	w.unit.Variants = append(w.unit.Variants, v)
	if hook := strings.Join(x.hooks, ""); hook != "" {
		w.unit.Shell = &draft.Shell{From: v.Name, Hook: hook}
	}
	return nil
}

type flox struct {
	*image
	hooks []string
}

func (x *flox) section(f document.Field) {
	switch f.Key {
	case "version", "schema-version", "description":
	case "install":
		x.install(f.Value)
	case "vars":
		for _, v := range f.Value.Pairs() {
			x.variable(v)
		}
	case "hook", "profile":
		x.hook(f)
	case "options":
		x.options(f.Value)
	case "containerize":
		x.containerize(f.Value)
	case "services":
		for _, s := range f.Value.Pairs() {
			x.dropped(s.Line, x.row(s.Line), "An image starts one program. Start services by an entrypoint that does, such as one of pkgs.process-compose or pkgs.s6, or as containers of their own.")
		}
	default:
		x.dropped(f.Line, x.row(f.Line), "It has no counterpart.")
	}
}

func (x *flox) install(n *document.Node) {
	var pinned []string
	for _, f := range n.Pairs() {
		src := x.row(f.Line)
		if !x.room(f.Line, src, len(f.Key)) {
			break
		}
		platforms, others := linux(texts(f.Value.At("systems")))
		if others && len(platforms) == 0 {
			x.unneeded(f.Line, src, "It is for no platform that images have.")
			continue
		}
		if len(platforms) == 2 {
			platforms = nil
		}
		x.details(f)
		if ref := f.Value.At("flake").String(); ref != "" {
			x.flake(f.Line, src, ref, platforms)
			continue
		}
		name, version := f.Value.At("pkg-path").String(), f.Value.At("version").String()
		if x.attribute(f.Line, src, name, version, platforms) {
			pinned = append(pinned, name+"@"+version)
		}
	}
	x.pinned(n.Row(), x.row(n.Row()), pinned)
}

// details tells of options of a package that mean nothing here.
func (x *flox) details(f document.Field) {
	for _, option := range f.Value.Pairs() {
		switch option.Key {
		case "pkg-path", "version", "systems", "flake", "pkg-group", "priority":
		default:
			x.dropped(option.Line, x.row(option.Line), "The option has no counterpart.")
		}
	}
}

// hook is what runs when the environment is activated, for all shells and for
// Bash.
func (x *flox) hook(f document.Field) {
	for _, part := range f.Value.Pairs() {
		src := x.row(part.Line)
		switch part.Key {
		case "on-activate", "common", "bash":
			x.hooks = append(x.hooks, joined(part.Value))
			x.changed(part.Line, src, "It runs when the shell of nix develop starts. What the image needs of it belongs into the entrypoint.")
		default:
			x.dropped(part.Line, src, "The shell of nix develop is Bash, and runs nothing when it ends.")
		}
	}
}

func (x *flox) options(n *document.Node) {
	for _, f := range n.Pairs() {
		switch f.Key {
		case "systems":
			x.unit.Platforms, _ = linux(texts(f.Value))
		case "allow":
			x.allow(f.Value)
		default:
			x.dropped(f.Line, x.row(f.Line), "The option has no counterpart.")
		}
	}
	slices.Sort(x.unit.Platforms)
	x.unit.Platforms = slices.Compact(x.unit.Platforms)
}

func (x *flox) allow(n *document.Node) {
	for _, f := range n.Pairs() {
		switch {
		case f.Key == "unfree" && f.Value.String() == "true":
			x.unit.Pkgsets = append(x.unit.Pkgsets, draft.Pkgset{Name: "default", Unfree: true})
		case f.Key == "unfree" || f.Key == "broken" && f.Value.String() == "false":
		default:
			x.dropped(f.Line, x.row(f.Line), "The option has no counterpart. A policy forbids packages.")
		}
	}
}

func (x *flox) containerize(n *document.Node) {
	for _, f := range n.At("config").Pairs() {
		src := x.row(f.Line)
		switch f.Key {
		case "user":
			x.setUser(f.Line, src, f.Value.String())
		case "cmd":
			x.variant.Config.Cmd = texts(f.Value)
		case "exposed-ports":
			for _, item := range f.Value.Elements() {
				x.addPort(item.Line, src, item.Text)
			}
		case "volumes":
			for _, item := range f.Value.Elements() {
				x.addVolume(item.Line, src, item.Text)
			}
		case "working-dir":
			x.setWorkingDir(f.Line, src, f.Value.String())
		case "labels":
			for _, l := range f.Value.Pairs() {
				x.setLabel(l.Line, src, l.Key, l.Value.String())
			}
		case "stop-signal":
			x.setStopSignal(f.Line, src, f.Value.String())
		default:
			x.dropped(f.Line, src, "It has no counterpart.")
		}
	}
}
