package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
)

// skopeo runs a program that is not ours against the registry.
func (l *lab) skopeo(args ...string) []byte {
	l.t.Helper()
	var stderr bytes.Buffer
	cmd := exec.Command(need(l.t, "skopeo"), append([]string{"--insecure-policy"}, args...)...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		l.t.Fatalf("skopeo %q: %v\n%s", args, err, stderr.Bytes())
	}
	return out
}

// readBack reads what a tag names and all that belongs to it. It returns its
// digest, and how many files the images in it are.
func (l *lab) readBack(repo, tag string) (digest string, files int) {
	l.t.Helper()
	repo = "docker://" + l.host + "/" + repo
	raw := l.skopeo("inspect", "--raw", "--tls-verify=false", repo+":"+tag)
	digest = fmt.Sprintf("sha256:%x", sha256.Sum256(raw))
	var index v1.IndexManifest
	if err := json.Unmarshal(raw, &index); err != nil {
		l.t.Fatal(err)
	}
	images := index.Manifests
	if len(images) == 0 {
		hash, err := v1.NewHash(digest)
		if err != nil {
			l.t.Fatal(err)
		}
		images = []v1.Descriptor{{Digest: hash}}
	}
	for _, image := range images {
		dir := l.t.TempDir()
		l.skopeo("copy", "--preserve-digests", "--src-tls-verify=false", repo+"@"+image.Digest.String(), "dir:"+dir)
		files += l.checkFiles(dir, image.Digest)
	}
	return digest, files
}

// checkFiles compares the files of an image with their digests, and counts them.
func (l *lab) checkFiles(dir string, image v1.Hash) (files int) {
	l.t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		l.t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			l.t.Fatal(err)
		}
		want := e.Name()
		switch e.Name() {
		case "version":
			continue
		case "manifest.json":
			want = image.Hex
		}
		if sum := fmt.Sprintf("%x", sha256.Sum256(data)); sum != want {
			l.t.Errorf("%s has the hash %s, want %s", e.Name(), sum, want)
		}
		files++
	}
	return files
}

func (l *lab) tags(repo string) []string {
	l.t.Helper()
	resp, err := http.Get("http://" + l.host + "/v2/" + repo + "/tags/list")
	if err != nil {
		l.t.Fatal(err)
	}
	defer resp.Body.Close()
	var list struct{ Tags []string }
	if err := json.NewDecoder(resp.Body).Decode(&list); err != nil {
		l.t.Fatal(err)
	}
	slices.Sort(list.Tags)
	return list.Tags
}

func TestPushIndex(t *testing.T) {
	l := realLab(t)
	a, b := newImage(t, 1, 3), newImage(t, 2, 2)
	index := newIndex(a, b)
	result, err := Push(t.Context(), l.target("team/app", "v1", "latest", "v1"), index, l.options())
	if err != nil {
		t.Fatal(err)
	}
	if result.Digest != digest(t, index) || !slices.Equal(result.Tags, []string{"v1", "latest"}) ||
		result.Uploaded != 7 || result.Existing+result.Mounted != 0 {
		t.Errorf("result %+v", result)
	}
	if tags := l.tags("team/app"); !slices.Equal(tags, []string{"latest", "v1"}) {
		t.Errorf("tags %q", tags)
	}
	if back, files := l.readBack("team/app", "latest"); back != result.Digest || files != 9 {
		t.Errorf("skopeo read %s in %d files, want %s", back, files, result.Digest)
	}
	for _, request := range l.asked[1:] {
		if strings.HasPrefix(request, "GET ") {
			t.Errorf("request %s", request)
		}
	}
	if l.count(Started) != 7 || l.count(Uploaded) != 7 || l.count(Written) != 4 || l.count(Progress) < 7 || l.count(Retrying) != 0 {
		t.Errorf("events %+v", l.events)
	}

	l.forget()
	opened := a.opened.Load() + b.opened.Load()
	again := l.push(index)
	l.wantAsked("GET /v2/", "HEAD /v2/team/app/manifests/v1")
	if again.Digest != result.Digest || len(again.Tags) != 0 || len(l.events) != 0 {
		t.Errorf("pushed again: %+v, %+v", again, l.events)
	}

	l.forget()
	if _, err := Push(t.Context(), l.target("team/app", "v2"), index, l.options()); err != nil {
		t.Fatal(err)
	}
	slices.Sort(l.asked[2:4])
	images := []string{"HEAD /v2/team/app/manifests/" + digest(t, a), "HEAD /v2/team/app/manifests/" + digest(t, b)}
	slices.Sort(images)
	l.wantAsked("GET /v2/", "HEAD /v2/team/app/manifests/v2", images[0], images[1],
		"PUT /v2/team/app/manifests/v2", "HEAD /v2/team/app/manifests/"+result.Digest)
	if now := a.opened.Load() + b.opened.Load(); now != opened || opened != 5 {
		t.Errorf("layers opened: %d, and %d in the end", opened, now)
	}
}

// Of an image that changed, only what is new is opened.
func TestPushChanged(t *testing.T) {
	l := realLab(t)
	old := newImage(t, 1, 3)
	l.push(newIndex(old))
	extra, err := newImage(t, 2, 1).Image.Layers()
	if err != nil {
		t.Fatal(err)
	}
	changed, err := mutate.AppendLayers(old.Image, extra...)
	if err != nil {
		t.Fatal(err)
	}
	img := &image{Image: changed, opened: old.opened, open: old.open}
	old.opened.Store(0)
	l.forget()
	result := l.push(newIndex(img))
	if result.Uploaded != 2 || result.Existing != 3 || img.opened.Load() != 1 || l.count(Existing) != 3 {
		t.Errorf("result %+v with %d layers opened", result, img.opened.Load())
	}
}

func TestPushImage(t *testing.T) {
	l := realLab(t)
	img := newImage(t, 1, 2)
	result := l.push(img)
	if back, files := l.readBack("team/app", "v1"); back != digest(t, img) || back != result.Digest || files != 4 {
		t.Errorf("skopeo read %s in %d files, want %s", back, files, result.Digest)
	}
	l.forget()
	l.push(img)
	l.wantAsked("GET /v2/", "HEAD /v2/team/app/manifests/v1")
	if _, err := Push(t.Context(), l.target("team/app", "v2"), img, l.options()); err != nil {
		t.Fatal(err)
	}
	if img.opened.Load() != 2 || !slices.Equal(l.tags("team/app"), []string{"v1", "v2"}) {
		t.Errorf("%d layers opened, tags %q", img.opened.Load(), l.tags("team/app"))
	}
}

func TestMount(t *testing.T) {
	l := realLab(t)
	for i, repo := range []string{"team/first", "team/second"} {
		if _, err := Push(t.Context(), l.target(repo, "v1"), newImage(t, int64(i), 2), l.options()); err != nil {
			t.Fatal(err)
		}
	}
	for _, from := range [][]string{{"team/second"}, {"team/first", "team/second"}, {"team/none", "team/second"}} {
		l.forget()
		img := newImage(t, 1, 2)
		options := l.options()
		options.MountFrom = []string{"registry.example.org/team/other"}
		for _, repo := range from {
			options.MountFrom = append(options.MountFrom, l.host+"/"+repo)
		}
		result, err := Push(t.Context(), l.target("team/third-"+from[0][5:], "v1"), img, options)
		if err != nil {
			t.Fatal(err)
		}
		if result.Mounted != 3 || result.Uploaded != 0 || img.opened.Load() != 0 || l.count(Mounted) != 3 {
			t.Errorf("from %q: %+v with %d layers opened", from, result, img.opened.Load())
		}
	}
	img := newImage(t, 7, 2)
	options := l.options()
	options.MountFrom = []string{l.host + "/team/first"}
	result, err := Push(t.Context(), l.target("team/fourth", "v1"), img, options)
	if err != nil || result.Uploaded != 3 || img.opened.Load() != 2 {
		t.Errorf("nothing to mount: %+v, %v", result, err)
	}
}

func TestPushAtOnce(t *testing.T) {
	l := realLab(t)
	index := newIndex(newImage(t, 1, 4), newImage(t, 2, 4))
	other := newIndex(newImage(t, 1, 4), newImage(t, 3, 4))
	var wait sync.WaitGroup
	for i, what := range []v1.ImageIndex{index, index, other, other} {
		wait.Go(func() {
			_, err := Push(t.Context(), l.target("team/app", "shared", []string{"a", "b", "c", "d"}[i]), what,
				Options{transport: l, Keychain: l.keychain})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	for tag, want := range map[string][]string{
		"a": {digest(t, index)}, "d": {digest(t, other)}, "shared": {digest(t, index), digest(t, other)},
	} {
		if back, files := l.readBack("team/app", tag); !slices.Contains(want, back) || files != 12 {
			t.Errorf("%s is %s in %d files, want %q", tag, back, files, want)
		}
	}
}

// A context that ends while a layer is sent ends the push at once, and the next
// push goes on from there.
func TestCancel(t *testing.T) {
	l := realLab(t)
	ctx, cancel := context.WithCancel(t.Context())
	img := newImage(t, 1, 3)
	release := make(chan struct{})
	defer close(release)
	img.open = func(layer v1.Layer) (io.ReadCloser, error) {
		if img.opened.Load() == 1 {
			return layer.Compressed()
		}
		cancel()
		return &stuck{release}, nil
	}
	options := l.options()
	options.Jobs = 1
	_, err := Push(ctx, l.target("team/app", "v1"), img, options)
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
	if l.count(Written) != 0 {
		t.Errorf("events %+v", l.events)
	}
	img.open = v1.Layer.Compressed
	if result := l.push(img); result.Existing != 1 || result.Uploaded != 3 {
		t.Errorf("afterwards %+v", result)
	}
	if _, err := Push(ctx, l.target("team/app", "v2"), img, options); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// stuck is a layer whose bytes do not come.
type stuck struct{ release chan struct{} }

func (s *stuck) Read([]byte) (int, error) {
	<-s.release
	return 0, io.EOF
}

func (s *stuck) Close() error { return nil }

// What is wrong with a layer here is not the registry's fault, and is not tried
// again.
func TestUnreadableLayer(t *testing.T) {
	gone := errors.New("the store path is gone")
	for name, c := range map[string]struct {
		open func(v1.Layer) (io.ReadCloser, error)
		want string
	}{
		"not there": {func(v1.Layer) (io.ReadCloser, error) { return nil, gone }, "gone"},
		"broken": {func(v1.Layer) (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader("x"), &broken{gone})), nil
		}, "gone"},
		"short": {func(v1.Layer) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(make([]byte, 9))), nil }, "ends after 9 of"},
	} {
		t.Run(name, func(t *testing.T) {
			l := realLab(t)
			img := newImage(t, 1, 2)
			img.open = c.open
			options := l.options()
			options.LayerName = func(string) string { return "python" }
			_, err := Push(t.Context(), l.target("team/app", "v1"), img, options)
			if err == nil || strings.Count(err.Error(), c.want) != 2 || strings.Count(err.Error(), `reading layer "python" (sha256:`) != 2 {
				t.Errorf("error %v", err)
			}
			if img.opened.Load() != 2 || l.count(Retrying) != 0 || name != "short" && !errors.Is(err, gone) {
				t.Errorf("%d opened, %v", img.opened.Load(), err)
			}
		})
	}
}

type broken struct{ err error }

func (b *broken) Read([]byte) (int, error) { return 0, b.err }
