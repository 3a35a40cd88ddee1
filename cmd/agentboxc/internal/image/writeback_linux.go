package image

import (
	"os"

	"golang.org/x/sys/unix"
)

// startWriteback has the system begin to write a part of a file to the disk.
// By the time that all of it has to be there, most of it is. What goes wrong,
// the Sync at the end tells.
func startWriteback(f *os.File, from, to int64) {
	_ = unix.SyncFileRange(int(f.Fd()), from, to-from, unix.SYNC_FILE_RANGE_WRITE)
}
