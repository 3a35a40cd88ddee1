//go:build !linux

package host

import "io/fs"

// Identify never is sure here: whoever asks compares contents.
func Identify(fs.FileInfo) (id Identity, ok bool) { return Identity{}, false }
