package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/hashicorp/go-multierror"
)

// handle is what a faulty registry does instead of what it should.
type handle = func(w http.ResponseWriter, r *http.Request, sound http.Handler)

func answers(code int, headers ...string) handle {
	return func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
		_, _ = io.Copy(io.Discard, r.Body)
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
	}
}

// reset takes the start of a request and breaks the connection.
func reset(w http.ResponseWriter, r *http.Request, _ http.Handler) {
	_, _ = io.CopyN(io.Discard, r.Body, 100)
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	_ = conn.(*net.TCPConn).SetLinger(0)
	conn.Close()
}

// truncate loses the end of what is sent, and does not notice.
func truncate(w http.ResponseWriter, r *http.Request, sound http.Handler) {
	data, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(data[:len(data)/2]))
	sound.ServeHTTP(w, r)
}

// saysDigest is a registry that is wrong about what it has.
func saysDigest(digest string) handle {
	return func(w http.ResponseWriter, r *http.Request, sound http.Handler) {
		sound.ServeHTTP(&otherDigest{w, digest}, r)
	}
}

type otherDigest struct {
	http.ResponseWriter
	digest string
}

func (w *otherDigest) WriteHeader(code int) {
	w.Header().Set("Docker-Content-Digest", w.digest)
	if w.digest == "" {
		w.Header().Del("Docker-Content-Digest")
	}
	w.ResponseWriter.WriteHeader(code)
}

// on returns a fault of the first times that a request begins so.
func on(request string, times int32, fault handle) handle {
	var count atomic.Int32
	return func(w http.ResponseWriter, r *http.Request, sound http.Handler) {
		if strings.HasPrefix(r.Method+" "+r.URL.Path, request) && count.Add(1) <= times {
			fault(w, r, sound)
			return
		}
		sound.ServeHTTP(w, r)
	}
}

const always = 1 << 30

const (
	uploads   = "/v2/team/app/blobs/uploads/"
	blobs     = "/v2/team/app/blobs/sha256"
	manifests = "/v2/team/app/manifests/"
)

func TestPassingFaults(t *testing.T) {
	for name, c := range map[string]struct {
		fault   handle
		retries int
	}{
		"busy at first":            {on("GET /v2/", 2, answers(503)), 2},
		"error of a tag":           {on("HEAD "+manifests, 1, answers(500)), 1},
		"error of a blob":          {on("HEAD "+blobs, 2, answers(502)), 2},
		"too many requests":        {on("POST "+uploads, 3, answers(429)), 3},
		"unavailable in an upload": {on("PATCH "+uploads, 1, answers(503)), 1},
		"error at the end of one":  {on("PUT "+uploads, 2, answers(500)), 2},
		"error of a manifest":      {on("PUT "+manifests, 2, answers(504)), 2},
		"reset at first":           {on("GET /v2/", 2, reset), 2}, // HTTP is only tried when TLS has failed
		"reset in an upload":       {on("PATCH "+uploads, 3, reset), 3},
		"reset of a manifest":      {on("PUT "+manifests, 1, reset), 1},
		"truncated":                {on("PATCH "+uploads, 2, truncate), 2},
		"upload forgotten":         {on("PUT "+uploads, 1, answers(416)), 1},
	} {
		t.Run(name, func(t *testing.T) {
			l := faultyLab(t, c.fault)
			img := newImage(t, 1, 3)
			result := l.push(img)
			if result.Uploaded != 4 || l.count(Retrying) != c.retries || l.count(Written) != 1 {
				t.Errorf("%+v after %d retries", result, l.count(Retrying))
			}
			for _, e := range l.events {
				if e.Kind == Retrying && (e.Reason == "" || e.Wait <= 0 || strings.Contains(e.Reason, "http://")) {
					t.Errorf("event %+v", e)
				}
			}
			l.forget()
			l.push(img)
			l.wantAsked("GET /v2/", "HEAD "+manifests+"v1")
		})
	}
}

func TestRetryAfter(t *testing.T) {
	l := faultyLab(t, on("POST "+uploads, 1, answers(429, "Retry-After", "1")))
	start := time.Now()
	l.push(newImage(t, 1, 1))
	waits := slices.DeleteFunc(l.events, func(e Event) bool { return e.Kind != Retrying })
	if time.Since(start) < time.Second || len(waits) != 1 || waits[0].Wait != time.Second ||
		!strings.Contains(waits[0].Reason, "429 Too Many Requests") {
		t.Errorf("after %s: %+v", time.Since(start), waits)
	}

	l = faultyLab(t, on("GET /v2/", always, answers(429, "Retry-After", "7200")))
	start = time.Now()
	l.refuse(newImage(t, 1, 1), "429 Too Many Requests; it wants to be left alone for 2h0m0s")
	if time.Since(start) > 10*time.Second {
		t.Errorf("it takes %s", time.Since(start))
	}
}

// A registry that never answers is given up in the end.
func TestSilence(t *testing.T) {
	release := make(chan struct{})
	silent := func(_ http.ResponseWriter, r *http.Request, _ http.Handler) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-release
	}
	l := faultyLab(t, on("PATCH "+uploads, 1, silent))
	t.Cleanup(func() { close(release) })
	l.patience.stall = 500 * time.Millisecond
	l.push(newImage(t, 1, 1))
	if l.count(Retrying) == 0 {
		t.Errorf("events %+v", l.events)
	}
}

func TestAllFailuresTogether(t *testing.T) {
	l := faultyLab(t, on("PUT "+uploads, always, answers(500)))
	index := newIndex(newImage(t, 1, 2), newImage(t, 2, 1))
	names := map[string]string{}
	for i, m := range mustTakeApart(t, index) {
		layers, err := m.Artifact.(v1.Image).Layers()
		if err != nil {
			t.Fatal(err)
		}
		for j, layer := range layers {
			h, err := layer.Digest()
			if err != nil {
				t.Fatal(err)
			}
			names[h.String()] = fmt.Sprintf("layer-%d-%d", i, j)
		}
	}
	options := l.options()
	options.LayerName = func(digest string) string { return names[digest] }
	_, err := Push(t.Context(), l.target("team/app", "v1"), index, options)
	var all *multierror.Error
	if !errors.As(err, &all) || len(all.Errors) != 5 {
		t.Fatalf("error %v", err)
	}
	for _, name := range []string{"layer-0-0", "layer-0-1", "layer-1-0"} {
		want := fmt.Sprintf(`pushing layer %q (sha256:`, name)
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in: %v", want, err)
		}
	}
	for _, one := range all.Errors {
		var failed *Error
		if !errors.As(one, &failed) || failed.Status != 500 || failed.Repository != l.host+"/team/app" ||
			!strings.Contains(failed.Error(), failed.Repository+": "+l.host+" answers 500 Internal Server Error; it was tried up to 5 times") {
			t.Errorf("error %v", one)
		}
	}
	if l.count(Retrying) != 4*5 || l.count(Written) != 0 {
		t.Errorf("%d retries", l.count(Retrying))
	}
}

func mustTakeApart(t *testing.T, what Artifact) []manifest {
	t.Helper()
	_, images, err := takeApart(what)
	if err != nil {
		t.Fatal(err)
	}
	return images
}

func TestLies(t *testing.T) {
	lie := "sha256:" + strings.Repeat("ab", 32)
	for name, fault := range map[string]handle{
		"of a blob that is there": on("HEAD "+blobs, always, func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
			w.Header().Set("Docker-Content-Digest", lie)
		}),
		"of an uploaded blob": on("PUT "+uploads, always, saysDigest(lie)),
		"of a manifest":       on("PUT "+manifests, always, saysDigest(lie)),
	} {
		t.Run(name, func(t *testing.T) {
			l := faultyLab(t, fault)
			l.refuse(newImage(t, 1, 1), "the registry says that it has \""+lie+"\", where sha256:")
			if l.count(Retrying) != 0 {
				t.Errorf("events %+v", l.events)
			}
		})
	}
	// A proxy that stores something else, and does not tell.
	l := faultyLab(t, on("PUT "+manifests, always, func(w http.ResponseWriter, r *http.Request, sound http.Handler) {
		data, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(append(data, '\n')))
		saysDigest("")(w, r, sound)
	}))
	l.refuse(newImage(t, 1, 1), "pushing the image to "+l.host+"/team/app: the registry took it, and has no sha256:")
}

// Registries that leave out what an old standard did not ask for.
func TestOddRegistries(t *testing.T) {
	for name, fault := range map[string]handle{
		"no HEAD":                   on("HEAD ", always, answers(405)),
		"no digest":                 on("", always, saysDigest("")),
		"refuses what is not there": on("HEAD "+manifests, 1, answers(403)),
	} {
		t.Run(name, func(t *testing.T) {
			l := faultyLab(t, fault)
			img := newImage(t, 1, 2)
			index := newIndex(img)
			if result := l.push(index); result.Uploaded != 3 {
				t.Errorf("%+v", result)
			}
			l.forget()
			if result := l.push(index); len(result.Tags) != 0 || img.opened.Load() != 2 {
				t.Errorf("again %+v", result)
			}
			for _, request := range l.asked[1:] {
				if !strings.HasSuffix(request, manifests+"v1") {
					t.Errorf("request %s", request)
				}
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		fault handle
		want  string
	}{
		"not logged in": {on("", always, answers(401)), "looking for the image in HOST/team/app: HOST answers 401 Unauthorized; log in with `docker login HOST` or `podman login HOST`; no credentials for it were found"},
		"forbidden":     {on("POST "+uploads, always, answers(403)), "log in with `docker login HOST` or `podman login HOST`, with an account that may push there"},
		"no repository": {on("POST "+uploads, always, func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
			w.WriteHeader(http.StatusNotFound)
			_, _ = io.WriteString(w, `{"errors":[{"code":"NAME_UNKNOWN","message":"no such project","detail":{"x":1}}]}`)
		}), "404 Not Found (NAME_UNKNOWN: no such project); the repository may not exist: make it at HOST"},
		"too large":    {on("PATCH "+uploads, always, answers(413)), "takes no layer that large"},
		"not allowed":  {on("PUT "+manifests, always, answers(405)), "pushing the image as v1 to HOST/team/app: HOST answers 405 Method Not Allowed"},
		"no registry":  {on("GET /v2/", always, answers(404)), "connecting to HOST/team/app: HOST answers 404 Not Found"},
		"silly answer": {on("GET /v2/", always, answers(200, "Docker-Content-Digest", "x")), ""},
	} {
		t.Run(name, func(t *testing.T) {
			l := faultyLab(t, c.fault)
			if c.want == "" {
				l.push(newImage(t, 1, 1))
				return
			}
			l.refuse(newImage(t, 1, 1), strings.ReplaceAll(c.want, "HOST", l.host))
			if l.count(Retrying) != 0 {
				t.Errorf("events %+v", l.events)
			}
		})
	}
}

func TestNobodyThere(t *testing.T) {
	l := newLab(t, "127.0.0.1:1")
	l.refuse(newImage(t, 1, 1), "connecting to 127.0.0.1:1/team/app", "connection refused", "is 127.0.0.1:1 the right registry")
	if l.count(Retrying) != 0 {
		t.Errorf("events %+v", l.events)
	}
}

// A certificate that nobody knows is told of, and not that nothing else works.
func TestUnknownCertificate(t *testing.T) {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	l := newLab(t, server.Listener.Addr().String())
	l.refuse(newImage(t, 1, 1), "connecting to "+l.host, "failed to verify certificate", "SSL_CERT_FILE")
	if l.count(Retrying) != 0 {
		t.Errorf("events %+v", l.events)
	}
}

// A right to push without one to pull is enough.
func TestPushOnly(t *testing.T) {
	l := faultyLab(t, on("HEAD "+manifests, always, answers(403)))
	if result := l.push(newIndex(newImage(t, 1, 1))); len(result.Tags) != 1 {
		t.Errorf("%+v", result)
	}
}

// only lets through nothing but what a test looks at.
type only func(*http.Request) (*http.Response, error)

func (f only) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// Without TLS nothing is said to machines in private networks, which the library
// would try.
func TestPlainHTTP(t *testing.T) {
	for _, host := range []string{"10.1.2.3:5000", "192.168.0.9", "registry.example.org"} {
		var schemes []string
		l := newLab(t, host)
		l.base = only(func(r *http.Request) (*http.Response, error) {
			schemes = append(schemes, r.URL.Scheme)
			return nil, errors.New("no TLS here")
		})
		l.patience.attempts = 1
		l.refuse(newImage(t, 1, 1), "no TLS here")
		if !slices.Equal(schemes, []string{"https"}) {
			t.Errorf("%s: %q", host, schemes)
		}
	}
	sound := faultyLab(t, func(w http.ResponseWriter, r *http.Request, sound http.Handler) { sound.ServeHTTP(w, r) })
	l := newLab(t, "registry.example.org")
	l.base = only(func(r *http.Request) (*http.Response, error) {
		if r.URL.Scheme == "https" {
			return nil, errors.New("no TLS here")
		}
		r = r.Clone(r.Context())
		r.URL.Host = sound.host
		return sound.base.RoundTrip(r)
	})
	options := l.options()
	options.Insecure = true
	if _, err := Push(t.Context(), l.target("team/app", "v1"), newImage(t, 1, 1), options); err != nil {
		t.Error(err)
	}
}
