package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/tree"
)

const tarball = "tarball+https://files.example.org/x"

const tarballLocked = `narHash="` + sampleHash + `" type="tarball" url="https://files.example.org/x"`

// serial answers the first requests each in its own way, and the rest like the
// last.
func serial(answers ...http.HandlerFunc) http.HandlerFunc {
	var n atomic.Int32
	return func(w http.ResponseWriter, r *http.Request) {
		answers[min(int(n.Add(1)), len(answers))-1](w, r)
	}
}

func fails(code int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
	}
}

func gives(body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		_, _ = io.WriteString(w, body)
	}
}

// breaks sends the first half and then closes the connection.
func breaks(body string, withLength bool) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if withLength {
			w.Header().Set("Content-Length", fmt.Sprint(len(body)))
		}
		_, _ = io.WriteString(w, body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
}

// endsEarly sends the first half as if it were all.
func endsEarly(body string) http.HandlerFunc { return gives(body[:len(body)/2]) }

func hangs(w http.ResponseWriter, r *http.Request) {
	_ = http.NewResponseController(w).Flush()
	<-r.Context().Done()
}

func TestTriesAgain(t *testing.T) {
	body := archive(t, sample)
	for name, fault := range map[string]http.HandlerFunc{
		"500": fails(500), "502": fails(502), "503": fails(503, "Retry-After", "0"), "408": fails(408), "429": fails(429, "Retry-After", "0"),
		"broken off": breaks(body, true), "broken off in chunks": breaks(body, false), "cut off": endsEarly(body),
		"reset": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"hangs": hangs, "hangs before it answers": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t)
			l.patience.stall = 100 * time.Millisecond
			l.host("files.example.org", serial(fault, serial(fault, gives(body))))
			wantLocked(t, l.fetch(tarball), tarballLocked)
			var kinds []EventKind
			for _, e := range l.events {
				if e.Kind != Progress {
					kinds = append(kinds, e.Kind)
				}
				if e.Ref != tarball || e.Kind == Retrying && e.Reason == "" {
					t.Errorf("event %+v", e)
				}
			}
			if fmt.Sprint(kinds) != fmt.Sprint([]EventKind{Started, Retrying, Retrying, Finished}) {
				t.Errorf("events %v", kinds)
			}
		})
	}
}

func TestGivesUp(t *testing.T) {
	for name, test := range map[string]struct {
		handle   http.HandlerFunc
		requests int
		want     string
	}{
		"500":             {fails(500), 5, "500 Internal Server Error"},
		"501":             {fails(501), 1, "501"},
		"400":             {fails(400), 1, "400"},
		"404":             {fails(404), 1, "there is no file at https://files.example.org/x"},
		"401":             {fails(401), 1, "netrc"},
		"no content":      {gives(""), 1, "reading what https://files.example.org/x has"},
		"not an archive":  {gives("<html>"), 1, "reading what https://files.example.org/x has"},
		"asks for an age": {fails(429, "Retry-After", "3600"), 1, "too many requests"},
		"for ever":        {fails(503, "Retry-After", "99999999999999"), 1, "503"},
		"cut off":         {endsEarly(archive(t, sample)), 5, "broke off"},
		"odd encoding":    {gives("x", "Content-Encoding", "rot13"), 1, `unknown encoding "rot13"`},
		"partial":         {fails(206), 1, "206"},
		"redirect":        {fails(302), 1, "302 Found"},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t)
			l.host("files.example.org", test.handle)
			wantText(t, l.failure(tarball), test.want, "files.example.org")
			if n := len(l.urls()); n != test.requests {
				t.Errorf("%d requests, want %d", n, test.requests)
			}
		})
	}
}

func TestUnreachable(t *testing.T) {
	l := newLab(t)
	err := wantError[*UnreachableError](t, l.failure("https://nowhere.example.org/x.tar.gz"), "nowhere.example.org cannot be reached", "no such host")
	if err.Host != "nowhere.example.org" {
		t.Errorf("host %q", err.Host)
	}
	l.pages("files.example.org", map[string]string{"/x": "-> https://elsewhere.example.org/y"})
	err = wantError[*UnreachableError](t, l.failure(tarball), "elsewhere.example.org cannot be reached")
	if err.Host != "elsewhere.example.org" {
		t.Errorf("host %q", err.Host)
	}
	l.transport.TLSClientConfig.InsecureSkipVerify = false
	l.transport.CloseIdleConnections()
	l.forget()
	wantError[*UnreachableError](t, l.failure(tarball), "certificate", "NIX_SSL_CERT_FILE")
	if len(l.events) != 2 {
		t.Errorf("a certificate is no passing fault: %+v", l.events)
	}
}

// That a server does not answer in time is not that somebody has given up.
func TestTimeout(t *testing.T) {
	l := newLab(t)
	l.transport.DialContext = func(context.Context, string, string) (net.Conn, error) { return nil, context.DeadlineExceeded }
	wantError[*UnreachableError](t, l.failure(tarball), "deadline exceeded")
	if n := len(l.events); n != 2+l.patience.attempts-1 {
		t.Errorf("%d events: %+v", n, l.events)
	}
}

func TestRedirects(t *testing.T) {
	body := archive(t, sample)
	t.Run("are followed", func(t *testing.T) {
		l := newLab(t)
		pages := map[string]string{"/10": body}
		for i := range 10 {
			pages[fmt.Sprintf("/%d", i)] = fmt.Sprintf("-> /%d", i+1)
		}
		l.pages("files.example.org", pages)
		l.pages("start.example.org", map[string]string{"/x": "-> https://files.example.org/1"})
		l.fetch("tarball+https://start.example.org/x")
		wantText(t, l.failure("tarball+https://loop.example.org/x"), "no such host")
	})
	for name, test := range map[string]struct{ to, want string }{
		"in a circle":       {"/x", "more than 10 in a row"},
		"from https":        {"http://files.example.org/y", "from https to http"},
		"to another scheme": {"file:///etc/passwd", "from https to file"},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t)
			l.pages("files.example.org", map[string]string{"/x": "-> " + test.to, "/y": body})
			err := l.failure(tarball)
			wantText(t, err, test.want, "a redirection is not followed")
			for _, url := range l.urls() {
				if strings.HasPrefix(url, "http:") {
					t.Errorf("%s was asked for", url)
				}
			}
		})
	}
	t.Run("to https", func(t *testing.T) {
		l := newLab(t)
		l.pages("files.example.org", map[string]string{"/x": "-> https://files.example.org/y", "/y": body})
		wantLocked(t, l.fetch("tarball+http://files.example.org/x"), strings.Replace(tarballLocked, "https:", "http:", 1))
	})
}

func TestEncodings(t *testing.T) {
	var packed strings.Builder
	w := gzip.NewWriter(&packed)
	_, _ = io.WriteString(w, archive(t, sample))
	_ = w.Close()
	l := newLab(t)
	l.host("files.example.org", gives(packed.String(), "Content-Encoding", "gzip"))
	wantLocked(t, l.fetch(tarball), tarballLocked)
	l.host("files.example.org", gives(archive(t, sample), "Content-Encoding", "x-gzip")) // what is inside is a tar then
	wantLocked(t, l.fetch(tarball), tarballLocked)
}

// An answer without end must not fill the memory.
func TestEndlessAnswers(t *testing.T) {
	endless := func(w http.ResponseWriter, _ *http.Request) {
		for block := []byte(strings.Repeat("[ ", 1<<15)); ; {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	}
	l := newLab(t)
	l.host("api.github.com", endless)
	wantText(t, l.failure("github:o/r"), "more than 8388608 bytes are not read")
	if n := len(l.urls()); n != 1 {
		t.Errorf("%d requests", n)
	}

	l.host("files.example.org", endless)
	j := l.fetcher().newJob(ref(t, tarball))
	_, err := j.get(context.Background(), request{url: "https://files.example.org/x", limit: 1 << 20}, func(r io.Reader) error {
		_, err := tree.ReadFile(r, tree.DefaultLimits)
		return err
	})
	wantText(t, err, "more than 1048576 bytes are not read")

	// What follows the end of an archive is not read for ever, either.
	body := archive(t, sample)
	l.host("files.example.org", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, body)
		endless(w, r)
	})
	wantLocked(t, l.fetch(tarball), tarballLocked)
}

func TestCancelledDownload(t *testing.T) {
	before := runtime.NumGoroutine()
	l := newLab(t)
	t.Setenv("TMPDIR", t.TempDir())
	l.host("files.example.org", hangs)
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	started := time.Now()
	_, err := l.fetcher().Tree(ctx, ref(t, tarball))
	if !errors.Is(err, context.Canceled) || time.Since(started) > 2*time.Second {
		t.Errorf("error %v after %v", err, time.Since(started))
	}
	l.host("files.example.org", fails(500))
	l.patience.first, l.patience.longest = time.Hour, time.Hour
	ctx, cancel = context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, err := l.fetcher().Tree(ctx, ref(t, tarball)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	for range 50 {
		if l.transport.CloseIdleConnections(); runtime.NumGoroutine() <= before+10 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("%d goroutines are left, and there were %d", runtime.NumGoroutine(), before)
}

func TestProgress(t *testing.T) {
	l := newLab(t)
	big := strings.Repeat("0123456789abcdef", 1<<16)
	l.host("files.example.org", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(big)))
		for i := range 16 {
			_, _ = io.WriteString(w, big[i<<16:(i+1)<<16])
			_ = http.NewResponseController(w).Flush()
			time.Sleep(25 * time.Millisecond)
		}
	})
	l.fetch("file+https://files.example.org/big")
	var last int64
	n := 0
	for _, e := range l.events {
		if e.Kind != Progress {
			continue
		}
		if n++; e.Bytes <= last || e.Total != int64(len(big)) {
			t.Errorf("event %+v after %d bytes", e, last)
		}
		last = e.Bytes
	}
	if n < 2 || n > 10 {
		t.Errorf("%d events of progress in 0.4 seconds", n)
	}
}
