package publish

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
	"github.com/hashicorp/go-retryablehttp"
)

// errStalled ends an attempt in which nothing moves any more.
var errStalled = errors.New("the connection is silent")

// lastError is not tried again.
type lastError struct{ err error }

func (e *lastError) Error() string { return e.err.Error() }

func (e *lastError) Unwrap() error { return e.err }

// retry attempts something until it succeeds, fails for good, or has been tried
// often enough. An attempt calls alive whenever something moves.
func (r *registry) retry(ctx context.Context, about Event, do func(ctx context.Context, alive func()) error) error {
	for attempt := 1; ; attempt++ {
		err := r.attempt(ctx, do)
		switch {
		case ctx.Err() != nil:
			return ctx.Err() // and not what broke for that
		case err == nil:
			return nil
		}
		wait, again := r.patience.next(ctx, attempt, err)
		if !again {
			return err
		}
		about.Kind, about.Reason, about.Wait = Retrying, r.hide.shown(reason(err)), wait
		r.events.emit(about)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
}

func (r *registry) attempt(ctx context.Context, do func(ctx context.Context, alive func()) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	watch := time.AfterFunc(r.patience.stall, func() { cancel(errStalled) })
	defer watch.Stop()
	err := do(ctx, func() { watch.Reset(r.patience.stall) })
	if err != nil && errors.Is(context.Cause(ctx), errStalled) {
		return errStalled
	}
	return err
}

// next reports whether to try again after a number of attempts, and when.
func (p patience) next(ctx context.Context, attempts int, err error) (time.Duration, bool) {
	if attempts >= p.attempts || !isPassing(ctx, err) {
		return 0, false
	}
	wait := p.pause(attempts, err)
	return wait, wait <= max(p.longest, p.retryAfter)
}

// pause is the time to wait after a number of attempts, which the registry may
// have set.
func (p patience) pause(attempts int, err error) time.Duration {
	var response *http.Response
	if busy := (*busyError)(nil); errors.As(err, &busy) {
		response = busy.response
	}
	return retryablehttp.DefaultBackoff(p.first, p.longest, attempts-1, response)
}

// isPassing reports whether a fault may be gone at the next attempt.
func isPassing(ctx context.Context, err error) bool {
	var (
		last   *lastError
		source *sourceError
		busy   *busyError
		said   *transport.Error
		plain  *plainError
		digest *digestError
		failed *url.Error
		lookup *net.DNSError
	)
	switch {
	case errors.As(err, &last), errors.As(err, &source), errors.As(err, &plain), errors.As(err, &digest):
		return false
	case errors.As(err, &busy), errors.Is(err, errStalled):
		return true
	case errors.As(err, &said):
		return isBrokenUpload(said)
	case errors.As(err, &lookup) && lookup.IsNotFound:
		return false
	case errors.As(err, &failed):
		again, _ := retryablehttp.DefaultRetryPolicy(ctx, nil, failed)
		return again
	}
	return errors.Is(err, io.ErrUnexpectedEOF)
}

// brokenUploads are what a registry says about bytes that got lost on the way.
var brokenUploads = []transport.ErrorCode{
	transport.BlobUploadInvalidErrorCode, transport.BlobUploadUnknownErrorCode,
	transport.DigestInvalidErrorCode, transport.SizeInvalidErrorCode,
}

func isBrokenUpload(said *transport.Error) bool {
	return said.StatusCode == http.StatusRequestedRangeNotSatisfiable ||
		slices.ContainsFunc(said.Errors, func(d transport.Diagnostic) bool { return slices.Contains(brokenUploads, d.Code) })
}

// isDialing reports whether no connection was made at all.
func isDialing(err error) bool {
	var failed *net.OpError
	return errors.As(err, &failed) && failed.Op == "dial"
}
