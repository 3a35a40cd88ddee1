package host

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// listenAfter is how long a run goes before it listens to signals. Until then a
// signal ends the process at once, which is right for a run that has not written
// anything, and a short run does not pay for the thread that listening takes.
const listenAfter = 20 * time.Millisecond

// Interrupts ends the process in order when it is interrupted: at once while it
// only computes, and after the present section when it holds one.
type Interrupts struct {
	exit   func()
	ctx    context.Context
	cancel context.CancelFunc
	listen sync.Once
	timer  *time.Timer
	held   sync.Mutex
}

// NewInterrupts arranges for exit to be called after SIGINT or SIGTERM. The
// context is cancelled before that, so that what a held section waits for can
// end early.
func NewInterrupts(exit func()) (*Interrupts, context.Context) {
	ctx, cancel := context.WithCancel(context.Background())
	i := &Interrupts{exit: exit, ctx: ctx, cancel: cancel}
	i.timer = time.AfterFunc(listenAfter, i.start)
	return i, ctx
}

// Hold runs fn to its end, whatever signal arrives meanwhile; if one did, it
// does not return. It is for what
// must not be left half done: writing files, a process with files of its own.
func (i *Interrupts) Hold(fn func() error) error {
	i.start()
	i.held.Lock()
	err := fn()
	i.held.Unlock()
	if i.ctx.Err() != nil {
		select {} // exit is on its way, and what fn returned is of no interest any more
	}
	return err
}

// Stop is for when nothing is left that could be interrupted.
func (i *Interrupts) Stop() {
	i.timer.Stop()
	i.cancel()
}

func (i *Interrupts) start() {
	i.listen.Do(func() {
		signals := make(chan os.Signal, 1)
		signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
		// Caught and not looked at: a reader of the standard error that goes away
		// must not kill the process between two files.
		signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
		go i.wait(signals)
	})
}

func (i *Interrupts) wait(signals <-chan os.Signal) {
	<-signals
	i.cancel()
	// Never unlocked: nothing may start once the process is ending.
	i.held.Lock()
	i.exit()
}
