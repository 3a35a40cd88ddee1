package fetch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/agentboxc/agentboxc/codegen/lock"
)

// cachingLab has a cache and two hosts.
func cachingLab(t *testing.T) *lab {
	t.Helper()
	l := newLab(t)
	l.cache = t.TempDir()
	l.pages("api.github.com", map[string]string{"/repos/o/r/commits/HEAD": `{"sha":"` + revA + `"}`})
	l.pages("github.com", map[string]string{"/o/r/archive/" + revA + ".tar.gz": archive(t, sample)})
	l.pages("files.example.org", map[string]string{"/x": archive(t, sample)})
	return l
}

func entries(t *testing.T, dir string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestCacheSparesDownloads(t *testing.T) {
	l := cachingLab(t)
	first := l.fetch("github:o/r")
	l.forget()
	again := l.fetch("github:o/r")
	l.wantURLs("https://api.github.com/repos/o/r/commits/HEAD")
	if !again.Locked.Equal(first.Locked) || string(again.Files["flake.nix"]) != sample["flake.nix"] || again.Moving != first.Moving {
		t.Errorf("from the cache %+v, before %+v", again, first)
	}
	l.forget()
	for _, exact := range []lock.Attrs{first.Locked, ref(t, "github:o/r/"+revA), ref(t, "github:o/r/"+revA).With(map[string]string{"narHash": sampleHash})} {
		wantLocked(t, l.tree(exact), attrText(first.Locked))
	}
	l.wantURLs()
	if len(l.events) != 0 {
		t.Errorf("events for what the cache has: %+v", l.events)
	}

	locked := l.fetch(tarball).Locked
	l.forget()
	wantLocked(t, l.tree(locked), tarballLocked)
	l.wantURLs()

	for _, file := range entries(t, l.cache) {
		info, err := os.Stat(file)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s may be read by others: %v, %v", file, info.Mode(), err)
		}
	}
}

func TestCacheOfOtherHash(t *testing.T) {
	l := cachingLab(t)
	l.fetch("github:o/r")
	l.forget()
	other := ref(t, "github:o/r/"+revA).With(map[string]string{"narHash": "sha256-HDfQGvQL4ugGkd48w99EN3ppmvuxfGjwgJZLL9Bx/BM="})
	_, err := l.fetcher().Tree(t.Context(), other)
	wantError[*MismatchError](t, err)
	l.wantURLs("https://github.com/o/r/archive/" + revA + ".tar.gz")
}

func TestDamagedCache(t *testing.T) {
	for name, damage := range map[string]func(text []byte) []byte{
		"empty":      func([]byte) []byte { return nil },
		"cut off":    func(text []byte) []byte { return text[:len(text)-20] },
		"other hash": func(text []byte) []byte { return []byte(strings.Replace(string(text), sampleHash[7:12], "AAAAA", 1)) },
		"other files": func(text []byte) []byte {
			return []byte(strings.Replace(string(text), `"flake.nix":"`, `"flake.nix":"AAAA`, 1))
		},
		"version": func(text []byte) []byte {
			return []byte(strings.Replace(string(text), `"version":1`, `"version":2`, 1))
		},
		"not JSON": func([]byte) []byte { return []byte("\x00\x01") },
		"odd JSON": func([]byte) []byte { return []byte(`{"checksum":[],"entry":"x"}`) },
	} {
		t.Run(name, func(t *testing.T) {
			l := cachingLab(t)
			want := l.fetch("github:o/r")
			for _, file := range entries(t, filepath.Join(l.cache, "trees")) {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				damaged := damage(text)
				if string(damaged) == string(text) {
					t.Fatalf("nothing was damaged: %s", text)
				}
				if err := os.WriteFile(file, damaged, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			l.forget()
			wantLocked(t, l.fetch("github:o/r"), attrText(want.Locked))
			if len(l.urls()) != 2 {
				t.Errorf("requests %q", l.urls())
			}
			l.forget()
			l.fetch("github:o/r")
			l.wantURLs("https://api.github.com/repos/o/r/commits/HEAD") // mended
		})
	}
}

// An entry under the name of another is not taken for it.
func TestForeignEntry(t *testing.T) {
	c := &cache{dir: t.TempDir()}
	for _, key := range []string{"a", "b"} {
		if err := c.store(treeKind, key, "value of "+key); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Rename(c.file(treeKind, "a"), c.file(treeKind, "b")); err != nil {
		t.Fatal(err)
	}
	var value string
	if c.load(treeKind, "b", &value) || c.load(treeKind, "a", &value) {
		t.Errorf("loaded %q", value)
	}
}

func TestLargeEntry(t *testing.T) {
	c := &cache{dir: t.TempDir()}
	want := strings.Repeat("all work and no play ", 1<<16)
	if err := c.store(treeKind, "k", want); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(c.file(treeKind, "k"))
	if err != nil || info.Size() > 1<<16 {
		t.Errorf("%d bytes for a dull text, %v", info.Size(), err)
	}
	var got string
	if !c.load(treeKind, "k", &got) || got != want {
		t.Errorf("loaded %d bytes", len(got))
	}
}

func TestOffline(t *testing.T) {
	l := cachingLab(t)
	l.write("etc/nix.conf", "flake-registry = https://files.example.org/registry")
	l.pages("files.example.org", map[string]string{"/x": archive(t, sample),
		"/registry": `{"version":2,"flakes":[{"from":{"type":"indirect","id":"n"},"to":{"type":"github","owner":"o","repo":"r","dir":"d"}}]}`})
	refs := []string{"github:o/r", tarball, "n", "github:o/r/" + revA}
	for _, r := range refs {
		_, err := l.offline().Tree(t.Context(), ref(t, r))
		wantError[*OfflineError](t, err, "run once with the network")
	}
	l.wantURLs()
	online := map[string]*Fetched{}
	for _, r := range refs {
		online[r] = l.fetch(r)
	}
	l.forget()
	for _, r := range refs {
		got, err := l.offline().Tree(t.Context(), ref(t, r))
		if err != nil {
			t.Errorf("%s: %v", r, err)
			continue
		}
		if !got.Locked.Equal(online[r].Locked) || got.Dir != online[r].Dir || got.Moving != online[r].Moving || len(got.Files) != 2 {
			t.Errorf("%s: %+v, online %+v", r, got, online[r])
		}
	}
	l.wantURLs()
	// What lies on this machine needs no cache.
	for _, r := range []string{"file://" + l.write("x.tar.gz", archive(t, sample)), "path:" + l.home} {
		if _, err := l.offline().Tree(t.Context(), ref(t, r)); err != nil {
			t.Errorf("%s: %v", r, err)
		}
	}
	// A tree that has gone from the cache.
	if err := os.RemoveAll(filepath.Join(l.cache, "trees")); err != nil {
		t.Fatal(err)
	}
	_, err := l.offline().Tree(t.Context(), ref(t, "github:o/r"))
	wantError[*OfflineError](t, err, "the tree that it led to")
}

// Unlike offline, where there is a network what moved is never taken for what is.
func TestMovingIsNotCached(t *testing.T) {
	l := cachingLab(t)
	l.fetch("github:o/r")
	l.host("api.github.com", fails(500))
	if _, err := l.fetcher().Tree(t.Context(), ref(t, "github:o/r")); err == nil {
		t.Error("the branch is where it was, though the server does not say so")
	}
}

// A cache that cannot be used is no reason to fail.
func TestUnwritableCache(t *testing.T) {
	l := cachingLab(t)
	l.cache = l.write("file", "") + "/below"
	l.fetch("github:o/r")
	if _, err := New(Options{CacheDir: "relative"}); err == nil {
		t.Error("a relative cache directory is taken")
	}
}

// The same reference asked for at once is fetched once, by each of two processes.
func TestAtOnce(t *testing.T) {
	l := cachingLab(t)
	l.host("github.com", func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(50 * time.Millisecond)
		_, _ = w.Write([]byte(archive(t, sample)))
	})
	fetchers := []*Fetcher{l.fetcher(), l.fetcher()}
	var wait sync.WaitGroup
	for i := range 40 {
		wait.Go(func() {
			r := ref(t, []string{"github:o/r", "github:o/r/" + revA}[i%4/2])
			fetched, err := fetchers[i%2].Tree(context.Background(), r)
			if err != nil {
				t.Error(err)
				return
			}
			wantLocked(t, fetched, facts+`owner="o" repo="r" rev="`+revA+`" type="github"`)
		})
	}
	wait.Wait()
	if n := len(l.urls()); n > 6 {
		t.Errorf("%d requests: %q", n, l.urls())
	}
	for _, file := range entries(t, l.cache) {
		if strings.HasPrefix(filepath.Base(file), ".") {
			t.Errorf("%s is left", file)
		}
	}
}

// Who gives up does not take others with them.
func TestCancelledBySomebodyElse(t *testing.T) {
	l := cachingLab(t)
	entered := make(chan struct{})
	var once sync.Once
	l.host("github.com", func(w http.ResponseWriter, r *http.Request) {
		isFirst := false
		once.Do(func() { isFirst = true; close(entered) })
		if isFirst {
			<-r.Context().Done()
			return
		}
		_, _ = w.Write([]byte(archive(t, sample)))
	})
	f := l.fetcher()
	ctx, cancel := context.WithCancel(context.Background())
	first := make(chan error)
	go func() {
		_, err := f.Tree(ctx, ref(t, "github:o/r"))
		first <- err
	}()
	<-entered
	time.AfterFunc(50*time.Millisecond, cancel)
	if _, err := f.Tree(context.Background(), ref(t, "github:o/r")); err != nil {
		t.Errorf("the second: %v", err)
	}
	if err := <-first; !errors.Is(err, context.Canceled) {
		t.Errorf("the first: %v", err)
	}
}

// One fetcher gives one answer for as long as it lives.
func TestOneAnswer(t *testing.T) {
	l := cachingLab(t)
	f := l.fetcher()
	for i := range 3 {
		fetched, err := f.Tree(t.Context(), ref(t, "github:o/r"))
		if err != nil || fetched.Locked.Text("rev") != revA {
			t.Fatalf("%+v, %v", fetched, err)
		}
		l.pages("api.github.com", map[string]string{"/repos/o/r/commits/HEAD": fmt.Sprintf(`{"sha":"%040d"}`, i)})
	}
}
