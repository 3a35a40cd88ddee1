package foreign

import (
	"maps"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/foreign/dictionary"
	"github.com/agentboxc/agentboxc/lang/foreign/dockerfile"
	"github.com/agentboxc/agentboxc/lang/foreign/draft"
)

// stageImage runs the stages of a Dockerfile over an image.
type stageImage struct {
	*image
	of *build

	args map[string]string // of the stage that is being run
	env  map[string]string

	virtual map[string][]string    // packages that apk installs under a name, to remove them by it
	begun   dockerfile.Instruction // that begins the stage
	major   string                 // of Node.js, as NodeSource's script was asked for it
}

func (b *build) newImage(s *stage) *stageImage {
	name := s.name
	if name == "" || name == "base" {
		name = "runtime"
	}
	return b.imageNamed(name, b.prefix)
}

func (b *build) imageNamed(name, prefix string) *stageImage {
	return &stageImage{image: b.newVariant(name, prefix), of: b, args: map[string]string{}, env: map[string]string{}, virtual: map[string][]string{}}
}

// finish is the variant, with a command when nothing says how it starts.
func (i *stageImage) finish() *draft.Variant {
	c := &i.variant.Config
	if len(c.Entrypoint) == 0 && len(c.Cmd) == 0 && i.hasShell() {
		c.Cmd = []string{"bash"}
		i.changed(i.begun.Line, shown(i.begun), "Nothing says what the image starts, so its cmd is bash. What the base image would start is not known here.")
	}
	return i.image.finish()
}

// stage runs one stage. Arguments end with it, and the environment goes on.
func (i *stageImage) stage(s *stage) {
	s.used = true
	i.begun = s.from
	i.args = map[string]string{}
	if s.parent == nil {
		i.start(s)
	}
	i.platform(s)
	for _, one := range s.content {
		i.instruction(one)
	}
}

// value looks a variable up as an instruction does.
func (i *stageImage) value(name string) (string, bool) {
	if value, ok := i.env[name]; ok {
		return value, true
	}
	if value, ok := i.args[name]; ok {
		return value, true
	}
	if name == "PATH" {
		return "/bin", true
	}
	return "", false
}

func (i *stageImage) platform(s *stage) {
	p := s.from.Flag("platform")
	if p == "" || strings.Contains(p, "$") {
		return
	}
	i.of.platforms = i.withPlatform(i.of.platforms, s.from.Line, shown(s.from), p)
}

// start says what stands for the base image.
func (i *stageImage) start(s *stage) {
	i.from = s.image
	known, ok := dictionary.BaseImage(s.image)
	if !ok {
		i.addBase(everyday()...)
		i.base = append(i.base, draft.Missing("what else is needed of "+s.image))
		i.dropped(s.from.Line, shown(s.from), "What is in this image is not known here. A shell and everyday tools stand for it: add to layer "+draft.Identifier(i.prefix+"base")+" what is needed of it.")
		return
	}
	i.unix = known
	if known.Tools {
		i.addBase(everyday()...)
	}
	if known.Roots || known.Tools && len(known.Attrs) > 0 {
		i.addBase("cacert")
	}
	if known.Roots {
		i.addBase("tzdata")
	}
	i.addBase(known.Attrs...)
	if slices.Contains(known.Attrs, browsers) {
		i.useBrowsers()
	}
	i.tell(s, known)
	if _, tag := dictionary.SplitImage(s.image); known.User == "nonroot" && strings.Contains(tag, "nonroot") {
		i.setUser(s.from.Line, shown(s.from), "nonroot")
	}
}

func (i *stageImage) tell(s *stage, known dictionary.Image) {
	what := "Nothing stands for it"
	switch {
	case len(known.Attrs) > 0:
		what = "pkgs." + strings.Join(known.Attrs, ", pkgs.") + " of the locked nixpkgs stands for it"
	case known.Tools:
		what = "A shell and everyday tools of nixpkgs stand for it"
	case known.Roots:
		what = "Certificates and time zones stand for it"
	case s.image == "scratch":
		return
	}
	if known.Other {
		what += ", in the version that nixpkgs has: it is not known to have the one that the tag asks for"
	}
	what += ". Files, variables and the entrypoint of the image do not come along."
	if known.Remark != "" {
		what += " " + known.Remark
	}
	i.changed(s.from.Line, shown(s.from), what)
}

// setVariable is ENV.
func (i *stageImage) setVariable(one dockerfile.Instruction, name, value string) {
	i.env[name] = value
	i.setEnv(one.Line, shown(one), name, value)
}

// packagesOf are the Python packages that a stage installs, for an image that
// copies them.
func (i *stageImage) packagesOf(s *stage) []draft.Package {
	inner := i.of.imageNamed("inner", "")
	before := len(i.list)
	for _, part := range chain(s) {
		inner.args = maps.Clone(i.args)
		for _, one := range part.content {
			switch one.Name {
			case "ARG", "ENV", "WORKDIR", "RUN":
				inner.instruction(one)
			}
		}
	}
	// Its other notes say nothing about this image.
	i.list = slices.Concat(i.list[:before], slices.DeleteFunc(slices.Clone(i.list[before:]), func(n Note) bool {
		return n.Kind == Unneeded || !strings.Contains(n.Source, "pip")
	}))
	return inner.pip
}
