package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// visit is one attempt at a request, over all redirections. It is the transport
// of its own client, which sees where each step leads: what is secret is added
// to a step only if it goes to the server that it is for.
type visit struct {
	job     *job
	network *network
	request request

	origin    *url.URL // what was asked for, without a user's name
	user      *url.Userinfo
	immutable string
}

// maxRedirects is as many as Nix follows.
const maxRedirects = 10

var errNoAddress = errors.New("it is not an address on the web, which begins with https:// or http://")

// errRedirect is a redirection that is not followed.
var errRedirect = errors.New("a redirection is not followed")

func (v *visit) run(ctx context.Context, read func(io.Reader) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, v.request.url, nil)
	if err != nil || req.URL.Host == "" || req.URL.Scheme != "https" && req.URL.Scheme != "http" {
		return errNoAddress
	}
	v.user, req.URL.User = req.URL.User, nil
	v.origin = req.URL
	req.Header.Set("User-Agent", "agentboxc")
	req.Header.Set("Accept-Encoding", "gzip")

	watch := time.AfterFunc(v.job.patience.stall, func() { cancel(v.stalled()) })
	defer watch.Stop()
	client := http.Client{Transport: v, CheckRedirect: v.redirect}
	resp, err := client.Do(req)
	watch.Stop()
	if err != nil {
		return withCause(ctx, err)
	}
	defer resp.Body.Close()
	v.note(resp.Header)
	b := &body{
		from: resp.Body, cause: func() error { return context.Cause(ctx) },
		watch: watch, stall: v.job.patience.stall, limit: v.request.limit,
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 || resp.StatusCode == http.StatusPartialContent {
		return newStatusError(resp, b)
	}
	b.report = v.reporter(resp.ContentLength)
	return b.feed(resp.Header.Get("Content-Encoding"), read)
}

// stalled is why a silent connection is given up.
func (v *visit) stalled() error {
	return fmt.Errorf("nothing has arrived for %v", v.job.patience.stall)
}

// withCause puts our reason to cancel a request in the place of the bare fact.
func withCause(ctx context.Context, err error) error {
	failed := (*url.Error)(nil)
	if cause := context.Cause(ctx); cause != nil && errors.As(err, &failed) {
		failed.Err = cause
	}
	return err
}

// RoundTrip is one step.
func (v *visit) RoundTrip(req *http.Request) (*http.Response, error) {
	step := req.Clone(req.Context())
	isOrigin := step.URL.Scheme == v.origin.Scheme && step.URL.Host == v.origin.Host
	login := v.network.logins.basic(step.URL.Hostname(), isOrigin)
	switch {
	case isOrigin && v.user != nil:
		password, _ := v.user.Password()
		step.Header.Set("Authorization", v.network.logins.header(v.user.Username(), password))
	case isOrigin && v.request.secret.name != "":
		step.Header.Set(v.request.secret.name, v.request.secret.value)
	case login != "":
		step.Header.Set("Authorization", login)
	}
	return v.network.transport.RoundTrip(step)
}

// redirect looks at a redirection before it is followed.
func (v *visit) redirect(req *http.Request, via []*http.Request) error {
	v.note(req.Response.Header)
	last := via[len(via)-1].URL
	switch {
	case len(via) > maxRedirects:
		return fmt.Errorf("%w: there are more than %d in a row", errRedirect, maxRedirects)
	case last.Scheme == "https" && req.URL.Scheme != "https":
		return fmt.Errorf("%w: it leads from https to %s", errRedirect, req.URL.Scheme)
	case req.URL.Scheme != "http" && req.URL.Scheme != "https":
		return fmt.Errorf("%w: it leads to %s", errRedirect, req.URL.Scheme)
	}
	req.URL.User = nil
	req.Header.Del("Referer") // it has the query of the URL before
	return nil
}

// note remembers the address that a server says will always lead here; the last
// step wins.
func (v *visit) note(answer http.Header) {
	for _, name := range []string{"Link", "X-Amz-Meta-Link"} {
		for _, value := range answer.Values(name) {
			if address, ok := immutableLink(value); ok {
				v.immutable = address
			}
		}
	}
}

// reporter makes events of the progress of a download.
func (v *visit) reporter(total int64) func(int64) {
	var last time.Time
	return func(n int64) {
		if now := time.Now(); now.Sub(last) >= progressPause {
			last = now
			v.job.events.emit(Event{Kind: Progress, Ref: v.job.name, Bytes: n, Total: max(total, 0)})
		}
	}
}
