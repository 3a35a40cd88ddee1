package nix

import (
	"strings"
	"time"
)

// Event is what happens during a build: *Progress, *Finished or *Said. Events
// come one at a time, and Nix waits for who handles them.
type Event interface{ event() }

// Progress is how far a build is, at most ten times a second. The numbers of
// what is expected rise while Nix finds out what there is to do, and fall where
// it is there already.
type Progress struct {
	Builds   Count // derivations
	Copies   Count // store paths that come from elsewhere
	Download Bytes // what comes over the network, as far as its size is known
	Running  []Build
	Fetching []Transfer
}

// Count is a number of things to do.
type Count struct{ Done, Expected, Running, Failed uint64 }

// Bytes is an amount of data. Expected is 0 when it is unknown.
type Bytes struct{ Done, Expected uint64 }

// Build is a derivation that is being built.
type Build struct {
	Drv     string // its store path
	Name    string // the name in that path
	Machine string // the remote builder's URL; "" for this machine
	Phase   string // of the standard builder; "" for others
	Line    string // the last one of its log
	Started time.Time
}

// Transfer is a store path or a file that is being copied or downloaded.
type Transfer struct {
	What string // name of the store path, or URL
	Bytes
}

// Finished is a derivation that Nix has tried to build. It is announced once;
// those that were asked for, and may hold Nix's last word, when Nix has ended.
type Finished struct {
	Drv, Name, Machine string
	Took               time.Duration
	Failed             bool
	Log                []string // the last lines
}

// Said is a line that Nix meant for the user and that is no part of the others.
type Said struct {
	Level int // 0 errors, 1 warnings, 2 notices, 3 what else may be of interest
	Text  string
}

func (*Progress) event() {}
func (*Finished) event() {}
func (*Said) event()     {}

// maxShown is how many builds and transfers a Progress names.
const maxShown = 32

// nameOf is the name in a store path: /nix/store/HASH-hello-1.drv is hello-1.
func nameOf(storePath string) string {
	name := storePath[strings.LastIndexByte(storePath, '/')+1:]
	if _, rest, ok := strings.Cut(name, "-"); ok {
		name = rest
	}
	return strings.TrimSuffix(name, ".drv")
}
