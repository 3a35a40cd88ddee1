package publish

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
)

// guard is below everything that is sent, and looks at what comes back.
type guard struct {
	inner    http.RoundTripper
	insecure bool
	hide     *secrets
}

// maxAnswer bounds a manifest or a message of a server; no layer is ever read.
const maxAnswer = 8 << 20

func (g *guard) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme != "https" && !g.insecure && !isLoopback(req.URL.Hostname()) {
		return nil, &plainError{host: req.URL.Host}
	}
	g.hide.addRequest(req)
	resp, err := g.inner.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	resp.Body = http.MaxBytesReader(nil, resp.Body, maxAnswer)
	if isPassingStatus(resp.StatusCode) {
		defer resp.Body.Close()
		return nil, &busyError{response: resp, said: transport.CheckError(resp)}
	}
	if isNoHead(resp) && strings.Contains(req.URL.Path, "/blobs/") {
		resp.StatusCode = http.StatusNotFound // not to know is to upload
	}
	if err := checkDigest(req.Context(), resp); err != nil {
		resp.Body.Close()
		return nil, err
	}
	return resp, nil
}

// isNoHead reports whether a server does not know the method HEAD.
func isNoHead(resp *http.Response) bool {
	unknown := resp.StatusCode == http.StatusMethodNotAllowed || resp.StatusCode == http.StatusNotImplemented
	return unknown && resp.Request != nil && resp.Request.Method == http.MethodHead
}

// isLoopback is stricter than the library, for which private networks are safe.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}

// plainError is a connection that anybody on the way could read.
type plainError struct{ host string }

func (e *plainError) Error() string {
	return fmt.Sprintf("HTTP without TLS is not spoken with %s", e.host)
}

// busyError is an answer that the next attempt may not get.
type busyError struct {
	response *http.Response // its body is read and closed
	said     error
}

func (e *busyError) Error() string { return e.said.Error() }

func (e *busyError) Unwrap() error { return e.said }

func isPassingStatus(code int) bool {
	switch code {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests, 499: // nginx: the client hung up
		return true
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported, http.StatusInsufficientStorage,
		http.StatusNetworkAuthenticationRequired:
		return false
	}
	return code >= 500
}

type expectKey struct{}

// expecting marks requests whose answers can only be about one digest.
func expecting(ctx context.Context, digest v1.Hash) context.Context {
	return context.WithValue(ctx, expectKey{}, digest)
}

// checkDigest compares what a registry says it has, or has stored, with what it
// was asked for or sent. An answer without the header says nothing.
func checkDigest(ctx context.Context, resp *http.Response) error {
	want, ok := ctx.Value(expectKey{}).(v1.Hash)
	got := resp.Header.Get("Docker-Content-Digest")
	done := resp.StatusCode == http.StatusOK || resp.StatusCode == http.StatusCreated
	if !ok || got == "" || !done || got == want.String() {
		return nil
	}
	return &digestError{want: want.String(), got: got}
}

// digestError is a registry that has something else than it should.
type digestError struct{ want, got string }

func (e *digestError) Error() string {
	return fmt.Sprintf("the registry says that it has %.80q, where %s was sent", e.got, e.want)
}
