package forge

import (
	"bytes"
	"cmp"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Request is one that the forge was asked, also when it failed on purpose.
type Request struct {
	Method        string
	Host          string
	Path          string // with the query, as it was asked
	Authorization string // or Private-Token
}

// Fault says how to fail. Several may wait for the same path; each request
// uses up the first.
type Fault struct {
	Host  string
	Path  string // with the query; "" for any
	Times int    // how often
	// Status is the answer, with RetryAfter as the header when that is set. With
	// the status 0 the request is answered, but not well.
	Status     int
	RetryAfter string
	// Spoil changes the body of a good answer, which keeps the length that it
	// had. Without it, and without a status, the connection breaks off at once.
	Spoil func(body []byte) []byte
}

// Truncate is a Fault's Spoil that breaks off in the middle.
func Truncate(body []byte) []byte { return body[:len(body)/2] }

// Corrupt is a Fault's Spoil that changes every byte.
func Corrupt(body []byte) []byte {
	spoilt := make([]byte, len(body))
	for i, b := range body {
		spoilt[i] = ^b
	}
	return spoilt
}

// Fail makes requests fail from now on.
func (f *Forge) Fail(faults ...Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.faults = append(f.faults, faults...)
}

// Requests are those since the last Reset, in the order in which they came.
func (f *Forge) Requests() []Request {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.requests)
}

// Reset forgets the requests and ends all faults.
func (f *Forge) Reset() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.requests, f.faults = nil, nil
}

// ServeHTTP answers as the server that the request names. It does so over any
// connection, so that a test can do without the names.
func (f *Forge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fault := f.note(r)
	if fault == nil {
		f.handler.ServeHTTP(w, r)
		return
	}
	if fault.Status != 0 {
		if fault.RetryAfter != "" {
			w.Header().Set("Retry-After", fault.RetryAfter)
		}
		http.Error(w, "the forge was told to fail", fault.Status)
		return
	}
	if fault.Spoil == nil || !f.spoil(w, r, fault.Spoil) {
		panic(http.ErrAbortHandler)
	}
}

// note remembers the request and returns the fault that waits for it.
func (f *Forge) note(r *http.Request) *Fault {
	request := Request{
		Method:        r.Method,
		Host:          hostname(r),
		Path:          r.URL.RequestURI(),
		Authorization: cmp.Or(r.Header.Get("Authorization"), r.Header.Get("Private-Token")),
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.requests = append(f.requests, request)
	at := slices.IndexFunc(f.faults, func(fault Fault) bool {
		return fault.Times > 0 && fault.Host == request.Host && (fault.Path == "" || fault.Path == request.Path)
	})
	if at < 0 {
		return nil
	}
	f.faults[at].Times--
	fault := f.faults[at]
	return &fault
}

// spoil answers with the changed body, and reports whether that is as long as
// the answer says.
func (f *Forge) spoil(w http.ResponseWriter, r *http.Request, change func([]byte) []byte) bool {
	answer := &recorder{header: w.Header(), status: http.StatusOK}
	f.handler.ServeHTTP(answer, r)
	w.Header().Set("Content-Length", strconv.Itoa(answer.body.Len()))
	w.WriteHeader(answer.status)
	spoilt := change(answer.body.Bytes())
	_, _ = w.Write(spoilt) // the client may be gone
	if flusher, ok := w.(http.Flusher); ok {
		flusher.Flush()
	}
	return len(spoilt) == answer.body.Len()
}

// recorder keeps the answer of a handler.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(status int)      { r.status = status }
func (r *recorder) Write(p []byte) (int, error) { return r.body.Write(p) }

func hostname(r *http.Request) string {
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(host)
}
