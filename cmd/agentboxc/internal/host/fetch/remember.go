package fetch

import (
	"strings"

	"github.com/agentboxc/agentboxc/codegen/lock"
)

// kept is what the cache remembers of a tree.
type kept struct {
	NarHash      string            `json:"narHash"`
	LastModified *int64            `json:"lastModified,omitempty"`
	RevCount     *int64            `json:"revCount,omitempty"`
	Files        map[string][]byte `json:"files,omitempty"`
}

// treeKey is what identifies the tree of a reference for all time. There is none
// for one that moves, and for one to a commit from which the branch that a lock
// names with it does not follow.
func treeKey(ref lock.Attrs) (key string, ok bool) {
	var needed, names []string
	switch kind := ref.Text("type"); kind {
	case "path":
		return "", false
	case "tarball", "file":
		needed, names = []string{"narHash"}, []string{"narHash"}
	case "git":
		needed, names = []string{"rev", "ref"}, []string{"rev", "url", "submodules", "shallow"}
	default:
		needed, names = []string{"rev"}, []string{"rev", "owner", "repo", "host"}
	}
	for _, name := range needed {
		if ref.Text(name) == "" {
			return "", false
		}
	}
	lines := []string{ref.Text("type")}
	for _, name := range names {
		lines = append(lines, name+" "+ref.Text(name))
	}
	return strings.Join(lines, "\n"), true
}

// cached returns the tree of a reference from the cache, or nil. Another tree
// than the one that the job wants is none.
func (j *job) cached(ref lock.Attrs) *found {
	var k kept
	key, ok := treeKey(ref)
	if !ok || isLocal(ref) || !j.cache.load(treeKind, key, &k) {
		return nil
	}
	if want := j.ref.Text("narHash"); want != "" {
		if normal, err := normalHash(want); err != nil || normal != k.NarHash {
			return nil
		}
	}
	locked := ref
	if _, isForge := forges[ref.Text("type")]; isForge {
		locked = ref.Without("ref")
	}
	locked = locked.With(map[string]string{"narHash": k.NarHash})
	if k.LastModified != nil {
		locked = locked.WithNumber("lastModified", *k.LastModified)
	}
	if k.RevCount != nil {
		locked = locked.WithNumber("revCount", *k.RevCount)
	}
	return &found{locked: locked, files: k.Files, cached: true}
}

// keep puts a tree into the cache, and what the reference led to. That a cache
// cannot be written to is no reason to fail: what was asked for is there.
func (j *job) keep(f *found) {
	if j.cache == nil || isLocal(j.ref) {
		return
	}
	if key, ok := treeKey(f.locked); ok && !f.cached {
		_ = j.cache.store(treeKind, key, f.kept())
	}
	if _, ok := treeKey(j.ref); !ok {
		_ = j.cache.store(movingKind, identity(j.ref), f.locked)
	}
}

func (f *found) kept() kept {
	k := kept{NarHash: f.locked.Text("narHash"), Files: f.files}
	switch f.locked.Text("type") {
	case "tarball", "file": // these numbers are the server's word, and not the tree's
	default:
		k.LastModified, k.RevCount = number(f.locked, "lastModified"), number(f.locked, "revCount")
	}
	return k
}

// last is what a reference led to when it was last followed.
func (j *job) last() (*found, error) {
	var locked lock.Attrs
	if _, exact := treeKey(j.ref); exact {
		return nil, &OfflineError{Ref: j.name, Missing: "its tree"}
	}
	if !j.cache.load(movingKind, identity(j.ref), &locked) {
		return nil, &OfflineError{Ref: j.name, Missing: "what it leads to"}
	}
	if f := j.cached(locked); f != nil {
		return f, nil
	}
	return nil, &OfflineError{Ref: j.name, Missing: "the tree that it led to"}
}
