// Package deliver brings built images to where they are wanted: an OCI layout, a
// docker archive, docker's daemon or a registry, several platforms as one index.
// It decides what belongs together and how it is called; the bytes are package
// image's, and the registry is package publish's.
package deliver

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/image"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/image/publish"
)

// Kind is the form in which images are delivered.
type Kind string

// The kinds, as they are written in front of a colon. Registry is what has none.
const (
	Layout   Kind = "oci"
	Archive  Kind = "docker-archive"
	Daemon   Kind = "docker-daemon"
	Registry Kind = "registry"
)

// Place is where to deliver.
type Place struct {
	Kind Kind
	Name string // the directory, the file, or the repository with its registry
	// Tags are those of a Registry. Without any, each variant goes under its own.
	Tags        []string
	Compression image.Compression // of a Registry; elsewhere layers are not compressed
	Single      bool              // a lone image is pushed as it is, without an index
	Insecure    bool              // see publish.Options
}

// Item is an image with what its variant calls it.
type Item struct {
	Variant, System string
	Name, Tag       string // such as "agentbox" and "runtime"
	Image           *image.Image
}

// Means are what all deliveries of a run share.
type Means struct {
	Blobs     *image.Blobs
	Revision  string // commit that the images were built from; "" for none
	UserAgent string
	MountFrom []string // repositories that may have layers already, with their registries
	Events    func(publish.Event)
	Docker    string // the value of DOCKER_HOST
}

// Delivered is what came of it.
type Delivered struct {
	Place  Place
	Tags   []string
	Digest string // of what the tags name; "" for archives and the daemon
	// Of a Registry: see publish.Result.
	Uploaded, Mounted, Existing int
	Bytes                       int64
}

// Send brings the images to the place. The error leaves there what was sent
// before.
func Send(ctx context.Context, p Place, items []Item, m Means) ([]Delivered, error) {
	d := &delivery{Place: p, Means: m, items: items, names: map[string]string{}}
	if p.Kind != Registry {
		d.Compression = image.Compression{Method: image.None}
	}
	if err := d.make(ctx); err != nil {
		return nil, err
	}
	switch p.Kind {
	case Layout:
		return d.layout(ctx)
	case Registry:
		return d.push(ctx)
	case Archive:
		return d.archive(ctx)
	}
	return d.load(ctx)
}

type delivery struct {
	Place
	Means
	items  []Item
	images []v1.Image        // of the items
	names  map[string]string // of layers, by their digests, for people
}

// make gives every image its final layers and manifest.
func (d *delivery) make(ctx context.Context) error {
	for _, item := range d.items {
		made, err := item.Image.V1(ctx, d.Compression, d.Blobs, d.annotations(item))
		if err == nil {
			err = d.nameLayers(item, made)
		}
		if err != nil {
			return fmt.Errorf("variant %s for %s: %w", item.Variant, item.System, err)
		}
		d.images = append(d.images, made)
	}
	return nil
}

// annotated is what labels that OCI defines begin with.
const annotated = "org.opencontainers.image."

// annotations are those labels of an image that OCI defines, and the commit.
func (d *delivery) annotations(item Item) map[string]string {
	all := map[string]string{}
	if d.Revision != "" {
		all[annotated+"revision"] = d.Revision
	}
	for label, text := range item.Image.Config.Labels {
		if strings.HasPrefix(label, annotated) {
			all[label] = text
		}
	}
	return all
}

func (d *delivery) nameLayers(item Item, made v1.Image) error {
	manifest, err := made.Manifest()
	if err != nil {
		return err
	}
	for i, l := range item.Image.Layers {
		name := "variant." + item.Variant
		if l.Name != "" {
			name = "layer." + l.Name
		}
		d.names[manifest.Layers[i].Digest.String()] = name
	}
	return nil
}

// group is what one index holds.
type group struct {
	tags   []string
	images []v1.Image
}

// groups are one for each variant, or one for all where the place has tags.
func (d *delivery) groups() []group {
	if d.Kind == Registry && len(d.Tags) > 0 {
		return []group{{d.Tags, d.images}}
	}
	var all []group
	at := map[string]int{}
	for i, item := range d.items {
		n, known := at[item.Variant]
		if !known {
			n = len(all)
			at[item.Variant] = n
			all = append(all, group{tags: []string{item.Tag}})
		}
		all[n].images = append(all[n].images, d.images[i])
	}
	return all
}

func (d *delivery) layout(ctx context.Context) ([]Delivered, error) {
	var done []Delivered
	for _, g := range d.groups() {
		index, err := image.Index(g.images, nil)
		if err != nil {
			return done, err
		}
		if err := image.WriteLayout(ctx, d.Name, index, g.tags[0]); err != nil {
			return done, err
		}
		digest, err := index.Digest()
		if err != nil {
			return done, err
		}
		done = append(done, Delivered{Place: d.Place, Tags: g.tags, Digest: digest.String()})
	}
	return done, nil
}

func (d *delivery) push(ctx context.Context) ([]Delivered, error) {
	options := publish.Options{
		Insecure: d.Insecure, MountFrom: d.MountFrom, Events: d.Events, UserAgent: d.UserAgent,
		LayerName: func(digest string) string { return d.names[digest] },
	}
	var done []Delivered
	for _, g := range d.groups() {
		var what publish.Artifact
		var err error
		if what = g.images[0]; !d.Single || len(g.images) > 1 {
			what, err = image.Index(g.images, nil)
		}
		if err != nil {
			return done, err
		}
		r, err := publish.Push(ctx, publish.Target{Repository: d.Name, Tags: g.tags}, what, options)
		if err != nil {
			return done, err
		}
		done = append(done, Delivered{
			Place: d.Place, Tags: g.tags, Digest: r.Digest,
			Uploaded: r.Uploaded, Mounted: r.Mounted, Existing: r.Existing, Bytes: r.Bytes,
		})
	}
	return done, nil
}

func (d *delivery) archive(ctx context.Context) ([]Delivered, error) {
	tagged := map[name.Tag]v1.Image{}
	for i, item := range d.items {
		tag, err := name.NewTag(item.ref())
		if err != nil {
			return nil, fmt.Errorf("naming the image of variant %s: %w", item.Variant, err)
		}
		tagged[tag] = d.images[i]
	}
	return d.local(), image.WriteArchive(ctx, d.Name, tagged)
}

func (d *delivery) load(ctx context.Context) ([]Delivered, error) {
	var images []publish.Loadable
	for i, item := range d.items {
		images = append(images, publish.Loadable{Image: d.images[i], Names: []string{item.ref()}})
	}
	return d.local(), publish.Load(ctx, images, publish.DaemonOptions{
		Host: d.Docker, LayerName: func(digest string) string { return d.names[digest] }, Events: d.Events,
	})
}

// ref is what docker calls the image.
func (i Item) ref() string { return i.Name + ":" + cmp.Or(i.Tag, "latest") }

func (d *delivery) local() []Delivered {
	refs := map[string]bool{}
	for _, item := range d.items {
		refs[item.ref()] = true
	}
	return []Delivered{{Place: d.Place, Tags: slices.Sorted(maps.Keys(refs))}}
}
