package tree

import "fmt"

// Limits is how large a tree may be.
type Limits struct {
	Bytes     int64 // of all contents; of a zip archive, too
	Entries   int   // files, directories and links, also those that are replaced later
	Depth     int   // names of a path
	Name      int   // bytes of one name
	FileBytes int64 // of one flake.nix or flake.lock
	KeptBytes int64 // of all of them
}

// DefaultLimits have room for twenty trees of nixpkgs, which is 300 MB in 45,000
// files. Names are as long as file systems allow. Nix 2.26 crashes when it unpacks
// an archive that is much more than 60 levels deep.
var DefaultLimits = Limits{
	Bytes:     6 << 30,
	Entries:   1 << 20,
	Depth:     128,
	Name:      255,
	FileBytes: 16 << 20,
	KeptBytes: 64 << 20,
}

// stream is how many bytes a tar archive of such a tree has at most.
func (l Limits) stream() int64 {
	const overhead, perEntry = 1 << 20, 8 * blockSize // headers, long names, padding
	return max(l.Bytes, l.Bytes+int64(l.Entries)*perEntry+overhead)
}

const (
	maxTarget     = 4095     // bytes of a symbolic link's target; Linux takes no more
	maxTargets    = 64 << 20 // bytes of all targets in an archive, which are kept in memory
	maxFlakeLinks = 1000     // links called flake.nix or flake.lock, since to follow one takes time
)

// LimitError is a tree beyond its limits.
type LimitError struct {
	What string // there is too much of, such as "bytes of contents"
	Most int64
	Path string // of the entry, or "" for the tree as a whole
}

func (e *LimitError) Error() string {
	what := "it"
	if e.Path != "" {
		what = shown(e.Path)
	}
	return fmt.Sprintf("%s has more than %d %s, which is the limit for a tree", what, e.Most, e.What)
}

// shown is a path for a message. It may come from an attacker and be of any
// length.
func shown(path string) string {
	const most = 200
	if len(path) > most {
		return fmt.Sprintf("%q…", path[:most])
	}
	return fmt.Sprintf("%q", path)
}

// usage is how much of its limits a tree uses.
type usage struct {
	limits  Limits
	bytes   int64
	entries int
	targets int64
	kept    int64
}

func (u *usage) addEntry() error {
	if u.entries++; u.entries > u.limits.Entries {
		return &LimitError{What: "entries", Most: int64(u.limits.Entries)}
	}
	return nil
}

func (u *usage) addBytes(n int64) error {
	if n > u.limits.Bytes-u.bytes {
		return &LimitError{What: "bytes of contents", Most: u.limits.Bytes}
	}
	u.bytes += n
	return nil
}

func (u *usage) addTarget(path, target string) error {
	if len(target) > maxTarget {
		return &LimitError{What: "bytes in the target of a link", Most: maxTarget, Path: path}
	}
	if u.targets += int64(len(target)); u.targets > maxTargets {
		return &LimitError{What: "bytes in the targets of links", Most: maxTargets}
	}
	return nil
}

// checkFlakeLinks bounds how many links are called like flake files.
func checkFlakeLinks(n int) error {
	if n > maxFlakeLinks {
		return &LimitError{What: "links called flake.nix or flake.lock", Most: maxFlakeLinks}
	}
	return nil
}

// addKept counts a flake.nix or flake.lock.
func (u *usage) addKept(path string, n int64) error {
	if n > u.limits.FileBytes {
		return &LimitError{What: "bytes", Most: u.limits.FileBytes, Path: path}
	}
	if n > u.limits.KeptBytes-u.kept {
		return &LimitError{What: "bytes in its flake.nix and flake.lock files", Most: u.limits.KeptBytes}
	}
	u.kept += n
	return nil
}
