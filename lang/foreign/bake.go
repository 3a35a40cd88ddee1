package foreign

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/check"
	"github.com/agentboxc/agentboxc/lang/foreign/draft"
	"github.com/agentboxc/agentboxc/schema"
)

// maxTargets bounds the images that one bake file makes.
const maxTargets = 100

// importBake reads a bake file: each of its targets is a run of a Dockerfile,
// and becomes a variant.
func importBake(w *work, data []byte) error {
	file, err := readBake(w, data)
	if err != nil {
		return err
	}
	targets, err := file.chosen(w.Target)
	if err != nil {
		return err
	}
	if len(targets) > maxTargets {
		return fmt.Errorf("it has more than %d targets", maxTargets)
	}
	b := bake{work: w, tagged: map[string]bool{}}
	for _, t := range targets {
		if err := b.run(t, len(targets) > 1); err != nil {
			return err
		}
	}
	if len(w.unit.Variants) == 0 {
		return errors.New("no target of it can be imported")
	}
	b.platforms()
	return nil
}

type bake struct {
	*work
	on     [][]string      // platforms, for each variant
	tagged map[string]bool // what is published already
}

// run imports the Dockerfile of a target.
func (b *bake) run(t *bakeTarget, several bool) error {
	data, name, dir, why := b.dockerfile(t)
	if why != "" {
		b.dropped(t.line, b.row(t.line), why)
		return nil
	}
	one := build{work: b.work, file: name, contexts: b.contexts(), target: t.text("target"), args: t.pairs("args")}
	if one.contexts != nil {
		one.contexts = []string{dir, b.Dir}
	}
	if several {
		one.prefix = t.name + "-"
	}
	v, err := one.variant(data)
	if err != nil {
		return fmt.Errorf("target %s, %s: %w", t.name, name, err)
	}
	v.Name = t.name
	b.unit.Variant(v)
	i := &image{work: b.work, variant: v}
	for _, l := range t.sorted("labels") {
		i.setLabel(t.at("labels"), b.row(t.at("labels")), l.name, l.value)
	}
	b.on = append(b.on, b.targetPlatforms(t, one.platforms))
	b.publish(t, v.Name)
	b.others(t)
	return nil
}

// dockerfile finds the Dockerfile of a target: its bytes, its name for notes, and
// the directory of its context.
func (b *bake) dockerfile(t *bakeTarget) (data []byte, name, dir, why string) {
	context := t.text("context")
	if strings.Contains(context, ":") {
		return nil, "", "", fmt.Sprintf("The context %s is not a directory here. Import its Dockerfile where it is.", context)
	}
	dir = path.Join(path.Dir(b.File), context)
	if inline := t.text("dockerfile-inline"); inline != "" {
		return []byte(inline), b.Name + " (dockerfile-inline of " + t.name + ")", dir, ""
	}
	file := t.text("dockerfile")
	if file == "" {
		file = "Dockerfile"
	}
	at := path.Join(dir, file)
	if b.FS == nil || !fs.ValidPath(at) {
		return nil, "", "", fmt.Sprintf("Its Dockerfile %s cannot be read from the workspace of the unit. Import it where it is.", file)
	}
	text, ok := b.read(at, MaxSize)
	if !ok {
		return nil, "", "", fmt.Sprintf("There is no file %s that can be read. Import the Dockerfile of the target where it is.", at)
	}
	return []byte(text), path.Join(path.Dir(b.Name), context, file), dir, ""
}

// targetPlatforms are those that a target names, else those of its Dockerfile.
func (b *bake) targetPlatforms(t *bakeTarget, otherwise []string) []string {
	list := t.list("platforms")
	if list == nil {
		return otherwise
	}
	var all []string
	for _, written := range list {
		all = b.withPlatform(all, t.at("platforms"), b.row(t.at("platforms")), written)
	}
	slices.Sort(all)
	return all
}

// platforms gives the unit those of all its variants, and each variant its own
// where they differ.
func (b *bake) platforms() {
	b.unit.Platforms = nil
	unset := false
	for _, on := range b.on {
		unset = unset || len(on) == 0
		b.unit.Platforms = append(b.unit.Platforms, on...)
	}
	if unset {
		b.unit.Platforms = nil // the usual ones
	}
	slices.Sort(b.unit.Platforms)
	b.unit.Platforms = slices.Compact(b.unit.Platforms)
	all := b.unit.Platforms
	if unset {
		all = check.DefaultSystems()
	}
	for i, on := range b.on {
		if len(on) > 0 && !slices.Equal(on, all) {
			b.unit.Variants[i].Platforms = on
		}
	}
}

// publish makes a block of the tags of a target for each repository.
func (b *bake) publish(t *bakeTarget, variant string) {
	at := t.at("tags")
	for _, written := range t.list("tags") {
		repository, tag := splitTag(written)
		switch {
		case !strings.Contains(repository, "/"):
			b.dropped(at, b.row(at), fmt.Sprintf("%s names no registry: give the name when the image is loaded, with apply --to.", written))
		case !check.Holds(schema.Repository, repository) || !check.Holds(schema.Tag, tag):
			b.dropped(at, b.row(at), fmt.Sprintf("%q is not a repository with a tag.", written))
		case b.tagged[hubName(repository)+":"+tag]:
			b.dropped(at, b.row(at), fmt.Sprintf("Another target is published as %s already.", written))
		default:
			b.tagged[hubName(repository)+":"+tag] = true
			b.addTag(t.name, variant, repository, tag)
		}
	}
}

func splitTag(written string) (repository, tag string) {
	if colon := strings.LastIndexByte(written, ':'); colon > strings.LastIndexByte(written, '/') {
		return written[:colon], written[colon+1:]
	}
	return written, "latest"
}

// hubName is a repository without what docker adds to short names.
func hubName(repository string) string {
	name := strings.ToLower(repository)
	for _, front := range []string{"index.docker.io/", "docker.io/", "library/"} {
		name = strings.TrimPrefix(name, front)
	}
	return name
}

func (b *bake) addTag(target, variant, repository, tag string) {
	for i := range b.unit.Publishes {
		if p := &b.unit.Publishes[i]; p.Repository == repository && p.Variants[0] == variant {
			p.Tags = append(p.Tags, tag)
			return
		}
	}
	b.unit.Publish(draft.Publish{Name: target, Variants: []string{variant}, Repository: repository, Tags: []string{tag}})
}

// others tells of attributes that are not read.
func (b *bake) others(t *bakeTarget) {
	for _, a := range t.attributes {
		switch a.name {
		case "inherits", "context", "dockerfile", "dockerfile-inline", "args", "target", "labels", "platforms", "tags", "description":
		case "cache-from", "cache-to", "no-cache", "no-cache-filter", "pull", "output", "attest", "call", "shm-size", "ulimits", "entitlements":
			b.unneeded(a.line, b.row(a.line), "Nix builds the image, and caches what it has built.")
		case "secret", "ssh":
			b.dropped(a.line, b.row(a.line), "Builds of Nix have no secrets. Fetch what needs them as an input, with access-tokens of nix.conf.")
		case "contexts":
			b.dropped(a.line, b.row(a.line), "COPY --from finds no other contexts here. Import their Dockerfiles, and put what they hold into a layer.")
		default:
			b.dropped(a.line, b.row(a.line), "It has no counterpart.")
		}
	}
}
