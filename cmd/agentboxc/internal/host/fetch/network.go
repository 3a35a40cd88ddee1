package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// network is the way to web servers, with what is known for them.
type network struct {
	transport http.RoundTripper
	logins    *logins
}

// patience is how much is put up with.
type patience struct {
	attempts   int
	first      time.Duration // the pause before the second attempt; it doubles with each
	longest    time.Duration // the longest pause
	retryAfter time.Duration // the longest pause that a server may ask for
	stall      time.Duration // how long a connection may be silent
}

var usualPatience = patience{
	attempts: 5, first: 250 * time.Millisecond, longest: 8 * time.Second, retryAfter: time.Minute, stall: time.Minute,
}

const connectTimeout = 15 * time.Second

func newNetwork(s *settings, transport http.RoundTripper, hide *secrets) (*network, error) {
	logins, err := readLogins(s.netrcFiles(), hide)
	if err != nil {
		return nil, err
	}
	n := &network{transport: transport, logins: logins}
	if transport == nil {
		roots, err := s.roots()
		if err != nil {
			return nil, err
		}
		n.transport = &http.Transport{
			Proxy:                  http.ProxyFromEnvironment,
			DialContext:            (&net.Dialer{Timeout: connectTimeout}).DialContext,
			TLSClientConfig:        &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout:    connectTimeout,
			ForceAttemptHTTP2:      true,
			IdleConnTimeout:        time.Minute,
			MaxResponseHeaderBytes: 1 << 20,
		}
	}
	return n, nil
}

// request is something to get from a web server.
type request struct {
	url   string
	limit int64 // the most bytes of a response
	// secret is a header for this server and no other.
	secret header
}

type header struct{ name, value string }

// get reads what lies at a URL, anew from the start when the connection breaks
// or the server is busy. It returns the address of exactly this content, if the
// server gave one. What the server refuses is a *statusError.
func (j *job) get(ctx context.Context, r request, read func(io.Reader) error) (immutable string, err error) {
	n, err := j.network()
	if err != nil {
		return "", err
	}
	j.start()
	for attempt := 1; ; attempt++ {
		v := &visit{job: j, network: n, request: r}
		err := v.run(ctx, read)
		if err == nil {
			return v.immutable, nil
		}
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		wait, again := j.patience.next(ctx, attempt, err)
		if !again {
			return "", j.noAnswer(r, err)
		}
		if err := j.pause(ctx, reason(err), wait); err != nil {
			return "", err
		}
	}
}

// pause waits for the next attempt, and says why.
func (j *job) pause(ctx context.Context, why error, wait time.Duration) error {
	j.events.emit(Event{Kind: Retrying, Ref: j.name, Reason: j.hide.scrub(why.Error()), Wait: wait})
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(wait):
		return nil
	}
}

// next reports whether to try again after a number of attempts, and when.
func (p patience) next(ctx context.Context, attempts int, err error) (time.Duration, bool) {
	if attempts >= p.attempts {
		return 0, false
	}
	var response *http.Response
	if status := (*statusError)(nil); errors.As(err, &status) {
		response = status.response
	}
	if !isPassing(ctx, err) {
		return 0, false
	}
	wait := retryablehttp.DefaultBackoff(p.first, p.longest, attempts-1, response)
	return wait, 0 <= wait && wait <= max(p.longest, p.retryAfter)
}

// isPassing reports whether a fault may be gone at the next attempt.
func isPassing(ctx context.Context, err error) bool {
	var (
		status *statusError
		broken *bodyError
		failed *url.Error
		lookup *net.DNSError
		git    *gitError
	)
	switch {
	case errors.As(err, &status):
		return status.isPassing(ctx)
	case errors.As(err, &git):
		return git.isPassing()
	case errors.As(err, &broken):
		return !errors.Is(err, errTooLong)
	case errors.Is(err, errRedirect), errors.As(err, &lookup) && lookup.IsNotFound:
		return false
	case errors.As(err, &failed):
		again, _ := retryablehttp.DefaultRetryPolicy(ctx, nil, failed)
		return again
	}
	return errors.Is(err, io.ErrUnexpectedEOF)
}

// reason is an error without the URL, in which there can be secrets.
func reason(err error) error {
	if failed := (*url.Error)(nil); errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

// noAnswer makes an error for people of one of the network's.
func (j *job) noAnswer(r request, err error) error {
	var (
		status *statusError
		failed *url.Error
		broken *bodyError
	)
	switch {
	case errors.As(err, &status):
		return err
	case errors.Is(err, errRedirect):
		return fmt.Errorf("%s: fetching %s: %w", j.name, shownURL(r.url), j.hide.clean(reason(err)))
	case errors.As(err, &failed):
		host := r.url
		if u, err := url.Parse(failed.URL); err == nil {
			host = u.Host
		}
		return &UnreachableError{Ref: j.name, Host: host, Err: j.hide.clean(unreachable(failed.Err))}
	case errors.As(err, &broken):
		return fmt.Errorf("%s: fetching %s: %w", j.name, shownURL(r.url), j.hide.clean(broken))
	}
	return fmt.Errorf("%s: reading what %s has: %w", j.name, shownURL(r.url), j.hide.clean(err))
}

// unreachable says why a server did not answer, with the way out where it is not
// plain.
func unreachable(err error) error {
	if verification := (*tls.CertificateVerificationError)(nil); errors.As(err, &verification) {
		return fmt.Errorf("%w (NIX_SSL_CERT_FILE names a file of the certificates to trust)", err)
	}
	return err
}
