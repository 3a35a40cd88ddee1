package host

import (
	"os"
	"syscall"
	"time"
)

// Later calls do after a while, on a goroutine of its own, unless the timer is
// stopped before.
func Later(wait time.Duration, do func()) *time.Timer { return time.AfterFunc(wait, do) }

// IsAlive reports whether there is a process with a number, as far as can be seen.
func IsAlive(process int) bool {
	p, err := os.FindProcess(process)
	if err != nil {
		return false
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || os.IsPermission(err)
}
