// Package nar writes Nix archives, the form of a file tree that Nix hashes:
// names, contents, targets of symbolic links and whether the owner may execute a
// file, and nothing else. A tree comes in as an fs.FS, or as events from who has
// it in another form. It does not read archives, and knows nothing of stores.
package nar
