package layer

import (
	"slices"
	"time"
)

// Image is the description of an image that nix2container writes: enough to
// make every blob again from the store.
type Image struct {
	Version int       `json:"version"`
	Config  Config    `json:"image-config"`
	Layers  []Layer   `json:"layers"`
	Arch    string    `json:"arch"`
	Created time.Time `json:"created"`
}

// Config is the configuration object of the OCI image specification. What it
// has no field for is lost when a configuration is read into it.
type Config struct {
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

// Add appends those layers whose digest the image does not have yet.
func (i *Image) Add(layers []Layer) {
	for _, l := range layers {
		known := slices.ContainsFunc(i.Layers, func(have Layer) bool { return have.Digest == l.Digest })
		if !known {
			i.Layers = append(i.Layers, l)
		}
	}
}
