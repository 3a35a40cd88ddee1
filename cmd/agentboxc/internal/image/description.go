package image

import "time"

// The types here are the format of image.json, version 1, as nix2container's
// types/types.go has it. Keys without a field here are none of that version.

type description struct {
	Version int                `json:"version"`
	Config  configuration      `json:"image-config"`
	Layers  []layerDescription `json:"layers"` // null when there are none
	Arch    string             `json:"arch"`
	Created *time.Time         `json:"created"`
}

// configuration has those fields, in that order, that nix2container carries.
type configuration struct {
	User         string              `json:"User,omitempty"`
	ExposedPorts map[string]struct{} `json:"ExposedPorts,omitempty"`
	Env          []string            `json:"Env,omitempty"`
	Entrypoint   []string            `json:"Entrypoint,omitempty"`
	Cmd          []string            `json:"Cmd,omitempty"`
	Volumes      map[string]struct{} `json:"Volumes,omitempty"`
	WorkingDir   string              `json:"WorkingDir,omitempty"`
	Labels       map[string]string   `json:"Labels,omitempty"`
	StopSignal   string              `json:"StopSignal,omitempty"`
	ArgsEscaped  bool                `json:"ArgsEscaped,omitempty"`
}

type layerDescription struct {
	Digest    string            `json:"digest"`
	Size      int64             `json:"size"` // of the uncompressed tar; 0 for a layer of a base image
	DiffID    string            `json:"diff_ids"`
	Paths     []pathDescription `json:"paths"`
	MediaType string            `json:"mediatype"`
	LayerPath string            `json:"layer-path"`
	History   history           // the format has this key capitalised
}

type pathDescription struct {
	Path    string              `json:"path"`
	Options *optionsDescription `json:"options"`
}

type optionsDescription struct {
	Rewrite struct {
		Regex string `json:"regex"`
		Repl  string `json:"repl"`
	} `json:"rewrite"`
	Perms []permDescription `json:"perms"`
}

type permDescription struct {
	Regex string `json:"regex"`
	Mode  string `json:"mode"` // octal digits; "" leaves the mode
	UID   int    `json:"uid"`
	GID   int    `json:"gid"`
	Uname string `json:"uname"` // "" leaves the name
	Gname string `json:"gname"`
}

// history is the same in image.json and in the configuration of an image.
type history struct {
	Created    *time.Time `json:"created,omitempty"`
	CreatedBy  string     `json:"created_by,omitempty"`
	Author     string     `json:"author,omitempty"`
	Comment    string     `json:"comment,omitempty"`
	EmptyLayer bool       `json:"empty_layer,omitempty"`
}
