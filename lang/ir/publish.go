package ir

import "github.com/agentboxc/agentboxc/lang/diag"

// Policy is what must not be part of layers and images. A pattern is compared
// with the names of store paths behind the hash, both with their version
// ("openssl-1.1.1w") and without it ("openssl"); * in it stands for any
// characters, ? for exactly one.
type Policy struct {
	Name             string
	Layers, Variants []string     // names of what it applies to, in the user's order
	Packages         []PackageRef // in the user's order
	Patterns         []string     // in the user's order
	Reason           string
	Range            diag.Range
}

// Publish is where images are pushed to. A publish block without tags is one for
// each of its variants, with the tag of that variant.
type Publish struct {
	Name        string
	Variants    []string // in the user's order; none is abstract, and no two exist on the same platform
	Repository  string   // as written, such as "ghcr.io/team/agentbox"; without a host it is one of Docker Hub
	Tags        []string // in the user's order; at least one
	Index       bool     // an image index for all platforms; else one image, which exists on one platform only
	Compression string   // "none", "gzip" or "zstd"
	Level       int      // 1 to 9 for gzip, 1 to 22 for zstd, 0 for none
	Range       diag.Range
}
