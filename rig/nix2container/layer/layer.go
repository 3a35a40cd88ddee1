// Package layer is the part of the nix2container stand-in that turns store
// paths into image layers. It gives the same layer lists, digests and image
// descriptions as nix2container does, so that a flake which builds against the
// stand-in builds the same image against the real one. It does not evaluate
// Nix and does not talk to a registry: default.nix beside it does the first,
// and nothing in the tests needs the second.
package layer

import (
	"slices"
	"time"
)

// MediaType is that of every layer: an uncompressed tar.
const MediaType = "application/vnd.oci.image.layer.v1.tar"

// Path is one store path of a layer.
type Path struct {
	Path    string   `json:"path"`
	Options *Options `json:"options,omitempty"`
}

// Options say how a store path is changed on its way into the tar.
type Options struct {
	Rewrite Rewrite `json:"rewrite"`
	Perms   []Perm  `json:"perms,omitempty"`
}

// Rewrite replaces what Regex matches in a path; the zero value changes nothing.
type Rewrite struct {
	Regex string `json:"regex"`
	Repl  string `json:"repl"`
}

// Perm sets owner and mode of every file whose source path Regex matches. An
// empty Mode, Uname or Gname leaves what is there; Uid and Gid always count.
type Perm struct {
	Regex string `json:"regex"`
	Mode  string `json:"mode"` // octal digits
	UID   int    `json:"uid"`
	GID   int    `json:"gid"`
	Uname string `json:"uname"`
	Gname string `json:"gname"`
}

// History is what the image configuration records of a layer.
type History struct {
	Created    *time.Time `json:"created,omitempty"`
	CreatedBy  string     `json:"created_by,omitempty"`
	Author     string     `json:"author,omitempty"`
	Comment    string     `json:"comment,omitempty"`
	EmptyLayer bool       `json:"empty_layer,omitempty"`
}

// Layer describes one image layer. Size is in bytes of the uncompressed tar,
// of which Digest and DiffIDs both are the SHA-256.
type Layer struct {
	Digest    string  `json:"digest"`
	Size      int64   `json:"size"`
	DiffIDs   string  `json:"diff_ids"`
	Paths     []Path  `json:"paths,omitempty"`
	MediaType string  `json:"mediatype"`
	LayerPath string  `json:"layer-path,omitempty"`
	History   History // the format has this key capitalised
}

// PathRewrite is a Rewrite for one store path.
type PathRewrite struct {
	Path string `json:"path"`
	Rewrite
}

// PathPerm is a Perm for one store path.
type PathPerm struct {
	Path string `json:"path"`
	Perm
}

// Request is what a list of layers is made from.
type Request struct {
	Closure   []StorePath
	Parents   []Layer // whatever they hold is left out
	Rewrites  []PathRewrite
	Perms     []PathPerm
	History   History
	MaxLayers int
	Ignore    string // a store path to leave out
	TarDir    string // where to keep the tars; "" keeps none
}

// Make splits the closure into at most MaxLayers layers: the most popular
// store paths get one each, the last layer gets the rest. A request of which
// nothing is left gives no layer at all.
func Make(r Request) ([]Layer, error) {
	paths := r.paths()
	var layers []Layer
	for first := 0; first < len(paths); {
		next := first + 1
		if next == r.MaxLayers {
			next = len(paths)
		}
		l, err := r.layer(paths, first, next)
		if err != nil {
			return nil, err
		}
		layers = append(layers, l)
		first = next
	}
	return layers, nil
}

func (r Request) layer(paths []Path, first, next int) (Layer, error) {
	l := Layer{MediaType: MediaType, Paths: paths[first:next], History: r.History}
	sum, err := Summarize(l.Paths)
	if r.TarDir != "" {
		// A kept tar holds every path of the request, whichever layer it is
		// for: that is what nix2container writes.
		l.LayerPath, sum, err = writeTar(r.TarDir, paths)
	}
	if err != nil {
		return Layer{}, err
	}
	l.Digest, l.DiffIDs, l.Size = sum.Digest, sum.Digest, sum.Size
	return l, nil
}

// paths returns the store paths of the closure that are neither ignored nor
// in a parent. A parent's path with other options is another path.
func (r Request) paths() []Path {
	var kept []Path
	for _, name := range byPopularity(r.Closure) {
		p := Path{Path: name, Options: r.options(name)}
		if name == r.Ignore || inLayers(r.Parents, p) {
			continue
		}
		kept = append(kept, p)
	}
	return kept
}

func (r Request) options(path string) *Options {
	var o Options
	found := false
	for _, p := range r.Perms {
		if p.Path == path {
			o.Perms = append(o.Perms, p.Perm)
			found = true
		}
	}
	for _, w := range r.Rewrites {
		if w.Path == path {
			o.Rewrite = w.Rewrite
			found = true
		}
	}
	if !found {
		return nil
	}
	return &o
}

func inLayers(layers []Layer, p Path) bool {
	return slices.ContainsFunc(layers, func(l Layer) bool {
		return slices.ContainsFunc(l.Paths, p.equal)
	})
}

func (p Path) equal(q Path) bool {
	if p.Path != q.Path || (p.Options == nil) != (q.Options == nil) {
		return false
	}
	return p.Options == nil ||
		p.Options.Rewrite == q.Options.Rewrite && slices.Equal(p.Options.Perms, q.Options.Perms)
}
