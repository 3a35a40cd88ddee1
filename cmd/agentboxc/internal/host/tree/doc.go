// Package tree takes apart file trees that come from outside: archives,
// directories, single files, and trees that are added entry by entry. It hashes
// them as Nix does and keeps the flake files. Contents pass through a temporary
// file that has no name, so that neither memory nor a killed process holds them.
// It fetches nothing, unpacks nothing, and does not know what the files mean.
package tree

// Contents is what is kept of a tree.
type Contents struct {
	NarHash      string            // "sha256-" and base64
	NarSize      int64             // bytes of the archive that was hashed
	LastModified int64             // the latest of all entries, seconds since 1970; 0 where entries have no times
	Files        map[string][]byte // every flake.nix and flake.lock, by slash-separated path; links lead to their targets
}
