package fetch

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/agentboxc/agentboxc/codegen/lock"
)

// lab is a small internet on loopback, a home directory, and what was seen.
type lab struct {
	t         *testing.T
	transport *http.Transport
	env       map[string]string
	home      string
	cache     string // "" for none
	patience  patience

	mu     sync.Mutex
	hosts  map[string]http.HandlerFunc
	asked  []asked
	events []Event
}

// asked is a request that reached a server.
type asked struct {
	url    string
	header http.Header
}

const (
	revA = "9d10cd51c345f359138925bd50220faba782ca49"
	revB = "d377c6f6cae16256d0dac513b970ec3e4c201d66"
	// sampleHash is that of sample's tree.
	sampleHash = "sha256-wq/GaVjeINCTLc10iEdYrVvHebaiojXHvvUNBiMr3A0="
	sampleTime = 1709348645
)

var sample = map[string]string{"flake.nix": "{ outputs = _: { }; }\n", "sub/flake.lock": "{}\n", "readme": "hello\n"}

func newLab(t *testing.T) *lab {
	t.Helper()
	l := &lab{t: t, home: t.TempDir(), hosts: map[string]http.HandlerFunc{}, patience: usualPatience}
	l.patience.first, l.patience.longest, l.patience.retryAfter = time.Millisecond, 4*time.Millisecond, time.Second
	l.env = map[string]string{"HOME": l.home, "NIX_CONF_DIR": filepath.Join(l.home, "etc"), "XDG_CONFIG_DIRS": l.home}
	l.write("etc/nix.conf", "flake-registry =\n")

	handler := http.HandlerFunc(l.serve)
	plain, secure := httptest.NewServer(handler), httptest.NewUnstartedServer(handler)
	secure.EnableHTTP2 = true
	secure.StartTLS()
	l.transport = &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			host, port, _ := net.SplitHostPort(address)
			switch {
			case !l.exists(host):
				return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
			case port == "443":
				address = secure.Listener.Addr().String()
			case port == "80":
				address = plain.Listener.Addr().String()
			}
			return (&net.Dialer{}).DialContext(ctx, network, address)
		},
		TLSClientConfig:   &tls.Config{InsecureSkipVerify: true},
		ForceAttemptHTTP2: true,
	}
	t.Cleanup(func() {
		l.transport.CloseIdleConnections()
		plain.CloseClientConnections()
		secure.CloseClientConnections()
		plain.Close()
		secure.Close()
	})
	return l
}

func (l *lab) exists(host string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.hosts[host] != nil
}

func (l *lab) serve(w http.ResponseWriter, r *http.Request) {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	l.mu.Lock()
	l.asked = append(l.asked, asked{url: scheme + "://" + r.Host + r.RequestURI, header: r.Header.Clone()})
	handle := l.hosts[r.Host]
	l.mu.Unlock()
	handle(w, r)
}

// host makes a host of the internet.
func (l *lab) host(name string, handle http.HandlerFunc) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.hosts[name] = handle
}

// pages is a host with fixed contents by path and query; what is not there is
// 404.
func (l *lab) pages(name string, pages map[string]string) {
	l.host(name, func(w http.ResponseWriter, r *http.Request) {
		text, ok := pages[r.RequestURI]
		if !ok {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		if to, ok := strings.CutPrefix(text, "-> "); ok {
			http.Redirect(w, r, to, http.StatusFound)
			return
		}
		_, _ = io.WriteString(w, text)
	})
}

func (l *lab) urls() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var urls []string
	for _, a := range l.asked {
		urls = append(urls, a.url)
	}
	return urls
}

// forget is for counting requests from here.
func (l *lab) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.asked, l.events = nil, nil
}

func (l *lab) wantURLs(want ...string) {
	l.t.Helper()
	if got := l.urls(); !slices.Equal(got, want) {
		l.t.Errorf("requests:\n  %s\nwant:\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// write writes a file below the home directory and returns its path.
func (l *lab) write(name, text string) string {
	l.t.Helper()
	path := filepath.Join(l.home, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		l.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		l.t.Fatal(err)
	}
	return path
}

// fetcher is a new one, as in a new process.
func (l *lab) fetcher() *Fetcher { return l.withOptions(Options{}) }

func (l *lab) offline() *Fetcher { return l.withOptions(Options{Offline: true}) }

func (l *lab) withOptions(o Options) *Fetcher {
	l.t.Helper()
	o.CacheDir, o.Transport = l.cache, l.transport
	o.Environ = func(name string) string { return l.env[name] }
	o.Events = func(e Event) {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.events = append(l.events, e)
	}
	f, err := New(o)
	if err != nil {
		l.t.Fatal(err)
	}
	f.patience = l.patience
	return f
}

// fetch fetches what must be there.
func (l *lab) fetch(text string) *Fetched { return l.tree(ref(l.t, text)) }

func (l *lab) tree(r lock.Attrs) *Fetched {
	l.t.Helper()
	fetched, err := l.fetcher().Tree(context.Background(), r)
	if err != nil {
		l.t.Fatalf("fetching %s: %v", r, err)
	}
	return fetched
}

// failure fetches what can't be.
func (l *lab) failure(text string) error {
	l.t.Helper()
	fetched, err := l.fetcher().Tree(context.Background(), ref(l.t, text))
	if err == nil {
		l.t.Fatalf("fetching %s gives %s, want an error", text, attrText(fetched.Locked))
	}
	return err
}

func wantError[E error](t *testing.T, err error, parts ...string) E {
	t.Helper()
	var typed E
	if !errors.As(err, &typed) {
		t.Errorf("the error is not a %T: %v", typed, err)
	}
	wantText(t, err, parts...)
	return typed
}

func wantText(t *testing.T, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one with %q", parts)
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the error %q does not say %q", err, part)
		}
	}
}

// ref reads a reference as it stands in flake.nix, and drops dir.
func ref(t *testing.T, text string) lock.Attrs {
	t.Helper()
	attrs, err := lock.Reference(text, !strings.HasPrefix(text, "file+"))
	if err != nil {
		t.Fatal(err)
	}
	return attrs.Without("dir")
}

// attrText is a reference on one line.
func attrText(a lock.Attrs) string {
	var parts []string
	for _, attr := range a {
		text := fmt.Sprintf("%q", attr.Text)
		if attr.Kind != lock.String {
			text = attr.Text
		}
		parts = append(parts, attr.Name+"="+text)
	}
	return strings.Join(parts, " ")
}

func wantLocked(t *testing.T, fetched *Fetched, want string) {
	t.Helper()
	if got := attrText(fetched.Locked); got != want {
		t.Errorf("locked\n  %s\nwant\n  %s", got, want)
	}
}

// archive packs files below a directory, as forges do.
func archive(t *testing.T, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	packed := gzip.NewWriter(&b)
	w := tar.NewWriter(packed)
	names := []string{}
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		h := &tar.Header{Name: "top/" + name, Mode: 0o644, Size: int64(len(files[name])), ModTime: time.Unix(sampleTime, 0)}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, files[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), packed.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
