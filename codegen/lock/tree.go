package lock

// Tree is what locking has to know of a tree that was fetched: what it is, and
// the files that lead to further inputs. The tree itself is not kept.
type Tree struct {
	// Locked is the reference to exactly this tree as Nix records it in a lock
	// of version 7: the attributes of what was asked for, except a branch that
	// a commit replaces, and narHash, lastModified (seconds since 1970), rev and
	// revCount where the type has them. It has no dir.
	Locked Attrs
	// Files are the files called flake.nix or flake.lock in any directory of
	// the tree, by their slash-separated path from its root.
	Files map[string][]byte
}
