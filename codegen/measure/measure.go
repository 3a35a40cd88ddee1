// Package measure holds agentbox.lock.json: what was measured of images when
// they were built, for plans, budgets and reviews to go by where nothing is
// built. It measures nothing itself, and it does not judge.
package measure

// Measurements are those of one unit. Users commit them beside flake.lock.
type Measurements struct {
	Images []Image // sorted by variant, then system
}

// Image is an image as it was built for one system.
type Image struct {
	Variant string
	System  string  // Nix's name, such as "x86_64-linux"
	Program string  // "sha256-" and base64: the NAR hash of the flake with the files it names, for which all this holds
	Layers  []Layer // in image order
}

// Layer is one layer of an image.
type Layer struct {
	Name       string       // of the layer block it came from; "" for the variant's own
	Digest     string       // "sha256:" and hexadecimal, of the uncompressed tar, which is also its diff id
	Size       int64        // bytes of that tar
	Compressed []Compressed // as far as it was compressed, sorted by method, then level
	Paths      []Path       // sorted by name, then hash
}

// Compressed is the size of a layer in a compression.
type Compressed struct {
	Method string // "gzip" or "zstd"
	Level  int
	Size   int64 // bytes
}

// Path is a store path in a layer.
type Path struct {
	Hash    string // the 32 characters in front of its name
	Name    string // without hash and version, such as "bash-interactive"
	Version string // such as "5.2p37"; "" where the name has none
	Size    int64  // bytes of the tar that are its entries, headers and padding included
}

// Size returns the bytes of all layers, uncompressed.
func (i Image) Size() int64 {
	var sum int64
	for _, l := range i.Layers {
		sum += l.Size
	}
	return sum
}

// Image returns the measurements of a variant for a system, or nil.
func (m *Measurements) Image(variant, system string) *Image {
	if m == nil {
		return nil
	}
	for i := range m.Images {
		if m.Images[i].Variant == variant && m.Images[i].System == system {
			return &m.Images[i]
		}
	}
	return nil
}
