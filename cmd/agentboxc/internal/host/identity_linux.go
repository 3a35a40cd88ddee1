package host

import (
	"io/fs"
	"syscall"
)

// Identify tells a file from all others and from itself before its last change.
// The time of change is the kernel's: nobody can set it back. ok is false for what
// is not on a disk.
func Identify(info fs.FileInfo) (id Identity, ok bool) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return Identity{}, false
	}
	return Identity{
		Device: s.Dev, Inode: s.Ino, Size: s.Size,
		Modified: s.Mtim.Nano(), Changed: s.Ctim.Nano(),
	}, true
}
