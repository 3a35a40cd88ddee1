package publish

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"math/rand"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	ggcr "github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/random"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// lab is a registry on loopback, and what was seen of a push to it.
type lab struct {
	t        *testing.T
	host     string
	base     http.RoundTripper
	keychain authn.Keychain
	patience patience

	mu     sync.Mutex
	asked  []string // method and path of what got an answer
	events []Event
}

func newLab(t *testing.T, host string) *lab {
	t.Helper()
	base := newTransport(defaultJobs).(*http.Transport)
	t.Cleanup(base.CloseIdleConnections)
	l := &lab{t: t, host: host, base: base, keychain: authn.NewMultiKeychain(), patience: usualPatience}
	l.patience.first, l.patience.longest = time.Millisecond, 4*time.Millisecond
	return l
}

// RoundTrip is the network as the lab sees it.
func (l *lab) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := l.base.RoundTrip(req)
	if err == nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.asked = append(l.asked, req.Method+" "+req.URL.Path)
	}
	return resp, err
}

func (l *lab) options() Options {
	return Options{
		transport: l, patience: &l.patience, Keychain: l.keychain,
		Events: func(e Event) { l.events = append(l.events, e) },
	}
}

func (l *lab) target(repo string, tags ...string) Target {
	return Target{Repository: l.host + "/" + repo, Tags: tags}
}

// push pushes as team/app:v1.
func (l *lab) push(what Artifact) *Result {
	l.t.Helper()
	result, err := Push(l.t.Context(), l.target("team/app", "v1"), what, l.options())
	if err != nil {
		l.t.Fatal(err)
	}
	return result
}

// refuse is push where it has to fail, and looks for words in the error.
func (l *lab) refuse(what Artifact, words ...string) error {
	l.t.Helper()
	_, err := Push(l.t.Context(), l.target("team/app", "v1"), what, l.options())
	if err == nil {
		l.t.Fatal("it is pushed")
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			l.t.Errorf("%q is not in: %v", w, err)
		}
	}
	return err
}

func (l *lab) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.asked, l.events = nil, nil
}

func (l *lab) wantAsked(want ...string) {
	l.t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	if !slices.Equal(l.asked, want) {
		l.t.Errorf("requests\n%s\nwant\n%s", strings.Join(l.asked, "\n"), strings.Join(want, "\n"))
	}
}

// count returns how many events of a kind there were.
func (l *lab) count(kind EventKind) int {
	n := 0
	for _, e := range l.events {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

// need finds a program of the machine.
func need(t *testing.T, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err == nil {
		return path
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is not installed; .ci/tools does it", program)
	}
	t.Skipf("NOT TESTED: %s is not installed", program)
	return ""
}

// realLab has the registry that docker makes.
func realLab(t *testing.T) *lab {
	t.Helper()
	program := need(t, "docker-registry")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	host := listener.Addr().String()
	listener.Close()
	dir := t.TempDir()
	config := fmt.Sprintf("version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: %q}\n", dir, host)
	file := filepath.Join(dir, "config.yml")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "serve", file)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stop := sync.OnceFunc(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	t.Cleanup(stop)
	for range 200 {
		resp, err := http.Get("http://" + host + "/v2/")
		if err == nil {
			resp.Body.Close()
			return newLab(t, host)
		}
		time.Sleep(50 * time.Millisecond)
	}
	stop()
	t.Fatalf("the registry does not answer:\n%s", said.Bytes())
	return nil
}

// faultyLab has a registry with something before it.
func faultyLab(t *testing.T, fault func(w http.ResponseWriter, r *http.Request, sound http.Handler)) *lab {
	t.Helper()
	log.SetOutput(io.Discard) // the library's registry writes there, too
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
	sound := ggcr.New(ggcr.Logger(log.New(io.Discard, "", 0)))
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fault(w, r, sound) }))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // of the attempts at TLS
	server.Start()
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return newLab(t, server.Listener.Addr().String())
}

// image is a random one that counts how often its layers are opened.
type image struct {
	v1.Image
	opened *atomic.Int32
	open   func(v1.Layer) (io.ReadCloser, error)
}

func newImage(t *testing.T, seed int64, layers int64) *image {
	t.Helper()
	img, err := random.Image(20_000, layers, random.WithSource(rand.NewSource(seed)))
	if err != nil {
		t.Fatal(err)
	}
	return &image{Image: mutate.MediaType(img, types.OCIManifestSchema1), opened: &atomic.Int32{}, open: v1.Layer.Compressed}
}

func (i *image) Layers() ([]v1.Layer, error) {
	layers, err := i.Image.Layers()
	for n := range layers {
		layers[n] = &countedLayer{layers[n], i}
	}
	return layers, err
}

type countedLayer struct {
	v1.Layer
	image *image
}

func (l *countedLayer) Compressed() (io.ReadCloser, error) {
	l.image.opened.Add(1)
	return l.image.open(l.Layer)
}

func newIndex(images ...*image) v1.ImageIndex {
	index := mutate.IndexMediaType(empty.Index, types.OCIImageIndex)
	for i, img := range images {
		platform := &v1.Platform{OS: "linux", Architecture: []string{"amd64", "arm64"}[i]}
		index = mutate.AppendManifests(index, mutate.IndexAddendum{Add: img, Descriptor: v1.Descriptor{Platform: platform}})
	}
	return index
}

func digest(t *testing.T, what Artifact) string {
	t.Helper()
	h, err := what.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return h.String()
}
