package host

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/gofrs/flock"
)

// ErrBusy says that another process holds the lock on a directory.
var ErrBusy = errors.New("another agentboxc is writing to this directory")

const (
	lockPatience = 10 * time.Second
	lockRetry    = 50 * time.Millisecond
)

// LockDir takes the lock that one process at a time has on a directory it
// writes to. The lock is on the directory itself: it leaves no file behind,
// holds between users, and ends with the process. When another process has it,
// LockDir calls waiting, then tries for some seconds before it gives up with
// ErrBusy.
func LockDir(ctx context.Context, dir string, waiting func()) (unlock func(), err error) {
	lock := flock.New(dir, flock.SetFlag(os.O_RDONLY))
	unlock = func() { _ = lock.Close() } // the end of the process would free it, too

	ok, err := lock.TryLock()
	if err == nil && !ok {
		waiting()
		ok, err = keepTrying(ctx, lock)
	}
	if err != nil {
		return nil, fmt.Errorf("locking %s: %w", dir, err)
	}
	if !ok {
		return nil, fmt.Errorf("locking %s: %w", dir, ErrBusy)
	}
	return unlock, nil
}

func keepTrying(ctx context.Context, lock *flock.Flock) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	ok, err := lock.TryLockContext(ctx, lockRetry)
	if errors.Is(err, context.DeadlineExceeded) {
		return false, nil
	}
	return ok, err
}
