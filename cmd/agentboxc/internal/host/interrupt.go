package host

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync"
	"syscall"
)

// Interrupts ends the process in order when it is interrupted: at once while it
// only computes, and after the present section when it holds one. The zero
// value is ready.
type Interrupts struct {
	mu sync.Mutex
}

// Watch calls exit after SIGINT or SIGTERM. The context it returns is cancelled
// first, so that what a held section waits for can end early. Call stop when
// nothing is left to be interrupted.
func (i *Interrupts) Watch(exit func()) (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	// Caught and not looked at: a reader that goes away makes a write fail, but
	// must not kill the process between two files.
	pipe := make(chan os.Signal, 1)
	signal.Notify(pipe, syscall.SIGPIPE)
	go func() {
		if _, ok := <-signals; !ok {
			return
		}
		cancel()
		// Never unlocked: nothing may start once the process is ending.
		i.mu.Lock()
		exit()
	}()
	return ctx, func() {
		signal.Stop(signals)
		signal.Stop(pipe)
		close(signals)
		cancel()
	}
}

// Hold runs fn to its end, whatever signal arrives meanwhile. It is for what
// must not be left half done: writing files, a process with files of its own.
func (i *Interrupts) Hold(fn func() error) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	return fn()
}

// IsReaderGone reports whether a write failed because nobody reads any more.
func IsReaderGone(err error) bool { return errors.Is(err, syscall.EPIPE) }
