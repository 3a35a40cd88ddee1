// Package session runs programs that start others and must not ask anybody.
package session

import (
	"os/exec"
	"syscall"
	"time"
)

// Own puts a program into a session of its own, which has no terminal to ask at.
// When the program is cancelled, the whole session is sent the signal, and is
// killed after the grace. The function that is returned is called when the
// program has ended.
func Own(cmd *exec.Cmd, signal syscall.Signal, grace time.Duration) (ended func()) {
	var force *time.Timer
	kill := func(signal syscall.Signal) error { return syscall.Kill(-cmd.Process.Pid, signal) }
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Cancel = func() error {
		force = time.AfterFunc(grace, func() { _ = kill(syscall.SIGKILL) })
		return kill(signal)
	}
	cmd.WaitDelay = 2 * grace
	return func() {
		if force != nil { // Wait has waited for Cancel
			force.Stop()
			_ = kill(syscall.SIGKILL) // what is left of the session, if anything
		}
	}
}
