package host

import (
	"errors"
	"os"
	"syscall"
)

// Survivable is the same stream under another descriptor. On the standard ones
// the runtime ends the process when the reader goes away; on this one the write
// fails, with an error for which IsReaderGone holds, however long the process
// has run.
func Survivable(stream *os.File) *os.File {
	fd, err := syscall.Dup(int(stream.Fd()))
	if err != nil {
		return stream
	}
	syscall.CloseOnExec(fd)
	return os.NewFile(uintptr(fd), stream.Name())
}

// IsReaderGone reports whether a write failed because nobody reads any more.
func IsReaderGone(err error) bool { return errors.Is(err, syscall.EPIPE) }
