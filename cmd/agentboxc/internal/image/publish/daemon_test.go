package publish

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/validate"
)

// fakeDaemon listens where a docker daemon would.
func fakeDaemon(t *testing.T, handler http.HandlerFunc) (host string) {
	t.Helper()
	// Names of sockets are short, and those of tests are not.
	dir, err := os.MkdirTemp("", "daemon")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	socket := filepath.Join(dir, "docker.sock")
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: handler}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { server.Close() })
	return "unix://" + socket
}

func TestLoad(t *testing.T) {
	var archive []byte
	var asked string
	host := fakeDaemon(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r.Method + " " + r.URL.Path + " " + r.Header.Get("Content-Type")
		archive, _ = io.ReadAll(r.Body)
		_, _ = io.WriteString(w, `{"stream":"Loaded image: team/app:v1\n"}`+"\n"+`{"stream":"Loaded image: team/tool:v1\n"}`)
	})
	app, tool := newImage(t, 1, 3), newImage(t, 2, 1)
	var events []Event
	err := Load(t.Context(), []Loadable{{app, []string{"team/app:v1", "team/app"}}, {tool, []string{"team/tool:v1"}}}, DaemonOptions{
		Host:      host,
		Events:    func(e Event) { events = append(events, e) },
		LayerName: func(string) string { return "python" },
	})
	if err != nil {
		t.Fatal(err)
	}
	if asked != "POST /images/load application/x-tar" {
		t.Errorf("asked %s", asked)
	}
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(archive)), nil }
	list, err := tarball.LoadManifest(open)
	if err != nil {
		t.Fatal(err)
	}
	var tags []string
	for _, d := range list {
		tags = append(tags, d.RepoTags...)
	}
	slices.Sort(tags)
	if !slices.Equal(tags, []string{"team/app:latest", "team/app:v1", "team/tool:v1"}) || len(list) != 2 {
		t.Errorf("tags %q", tags)
	}
	for text, want := range map[string]*image{"team/app:latest": app, "team/tool:v1": tool} {
		tag, _ := name.NewTag(text)
		got, err := tarball.Image(open, &tag)
		if err != nil {
			t.Fatal(err)
		}
		id, _ := want.ConfigName()
		if gotID, err := got.ConfigName(); err != nil || gotID != id {
			t.Errorf("%s is %s, want %s: %v", text, gotID, id, err)
		}
		if err := validate.Image(got); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	if app.opened.Load() != 3 || tool.opened.Load() != 1 {
		t.Errorf("layers opened: %d and %d", app.opened.Load(), tool.opened.Load())
	}
	for _, e := range events {
		if e.Kind != Progress || e.Layer != "python" || e.Total == 0 {
			t.Errorf("event %+v", e)
		}
	}
	if len(events) < 4 {
		t.Errorf("%d events", len(events))
	}
}

func TestLoadRefused(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   string
	}{
		"in the stream": {func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			_, _ = io.WriteString(w, `{"stream":"…"}{"errorDetail":{"message":"no space left"},"error":"no space left"}`)
		}, "it says: no space left"},
		"at once": {func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusInternalServerError)
			_ = json.NewEncoder(w).Encode(map[string]string{"message": "read-only"})
		}, "500 Internal Server Error: read-only"},
		"without words": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }, "it answers 404 Not Found"},
		"not docker": {func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			_, _ = io.WriteString(w, "<html>")
		}, "reading its answer"},
	} {
		t.Run(name, func(t *testing.T) {
			host := fakeDaemon(t, c.answer)
			err := Load(t.Context(), []Loadable{{newImage(t, 1, 2), []string{"a:b"}}}, DaemonOptions{Host: host})
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "loading into the docker daemon at /") {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestLoadUnreadableLayer(t *testing.T) {
	var last error
	host := fakeDaemon(t, func(_ http.ResponseWriter, r *http.Request) {
		archive := tar.NewReader(r.Body)
		for last == nil {
			_, last = archive.Next()
		}
	})
	img := newImage(t, 1, 2)
	gone := errors.New("the store path is gone")
	img.open = func(v1.Layer) (io.ReadCloser, error) { return nil, gone }
	err := Load(t.Context(), []Loadable{{img, []string{"a:b"}}}, DaemonOptions{Host: host})
	if !errors.Is(err, gone) || !strings.Contains(err.Error(), "reading layer sha256:") {
		t.Errorf("error %v", err)
	}
}

func TestNoDaemon(t *testing.T) {
	images := []Loadable{{newImage(t, 1, 1), []string{"a:b"}}}
	for host, want := range map[string]string{
		"unix://" + t.TempDir() + "/none.sock": "there is none, or it is not running (DOCKER_HOST=unix://PATH",
		"tcp://docker.example.org:2375":        `begins with "tcp", and only sockets of this machine are known`,
		"unix://":                              "begins with \"unix\"",
	} {
		if err := Load(t.Context(), images, DaemonOptions{Host: host}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", host, err)
		}
	}
	if err := Load(t.Context(), images, DaemonOptions{Host: "ssh://somebody@host"}); err == nil || !strings.Contains(err.Error(), `DOCKER_HOST begins with "ssh"`) {
		t.Errorf("error %v", err)
	}
	for _, wrong := range [][]Loadable{nil, {{images[0].Image, nil}}, {{images[0].Image, []string{"a b:c"}}}} {
		if err := Load(t.Context(), wrong, DaemonOptions{}); err == nil || !strings.Contains(err.Error(), "name") {
			t.Errorf("%v: %v", wrong, err)
		}
	}
}

func TestCancelLoad(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	host := fakeDaemon(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.CopyN(io.Discard, r.Body, 1000)
		cancel()
		<-r.Context().Done()
	})
	err := Load(ctx, []Loadable{{newImage(t, 1, 2), []string{"a:b"}}}, DaemonOptions{Host: host})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
