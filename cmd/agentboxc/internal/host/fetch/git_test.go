package fetch

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// gitServer serves repositories below a directory over smart HTTP on loopback.
// Before answers may be nil; it reports whether it has answered.
func gitServer(t *testing.T, dir string, before func(http.ResponseWriter, *http.Request) bool) string {
	t.Helper()
	program, err := exec.LookPath("git")
	if err != nil {
		t.Fatal("git is not installed")
	}
	backend := &cgi.Handler{Path: program, Args: []string{"http-backend"}, Dir: dir, Env: []string{"GIT_PROJECT_ROOT=" + dir, "GIT_HTTP_EXPORT_ALL=1"}, Stderr: io.Discard}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if before != nil && before(w, r) {
			return
		}
		r.Header.Set("Git-Protocol", r.Header.Get("Git-Protocol"))
		env := *backend
		env.Env = append(slices.Clone(backend.Env), "GIT_PROTOCOL="+r.Header.Get("Git-Protocol"))
		env.ServeHTTP(w, r)
	}))
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	return server.URL
}

// gitLab has repositories, on disk and on a server, and git's settings of nobody.
func gitLab(t *testing.T) (l *lab, dir, server string) {
	t.Helper()
	t.Setenv("GIT_CONFIG_GLOBAL", "/dev/null")
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	dir = t.TempDir()
	plantRepository(t, dir)
	t.Setenv("TMPDIR", t.TempDir())
	return newLab(t), dir, gitServer(t, dir, nil)
}

func TestGitOverHTTP(t *testing.T) {
	l, dir, server := gitLab(t)
	l.cache = t.TempDir()
	head, light := sh(t, dir, "git -C repo rev-parse HEAD"), sh(t, dir, "git -C repo rev-parse light")
	onDisk := l.fetch("git+file://" + dir + "/bare.git").Locked

	url := server + "/bare.git"
	fetched := l.fetch("git+" + url)
	wantLocked(t, fetched, `lastModified=1700000100 narHash="`+onDisk.Text("narHash")+`" ref="refs/heads/main" rev="`+head+`" revCount=2 type="git" url="`+url+`"`)
	if string(fetched.Files["sub/deep/flake.nix"]) != "{ }\n" || fetched.Moving != "branch main" {
		t.Errorf("%q, moving %q", fetched.Files, fetched.Moving)
	}
	if moving := l.fetch("git+" + url + "?ref=refs/tags/light").Moving; moving != "tag light" {
		t.Errorf("moving %q", moving)
	}
	exact := l.fetch("git+" + url + "?ref=feature/x&rev=" + light)
	if exact.Locked.Text("ref") != "feature/x" || exact.Moving != "" || exact.Locked.Text("revCount") != "1" {
		t.Errorf("%s, moving %q", attrText(exact.Locked), exact.Moving)
	}
	// A commit that no branch is at.
	sh(t, dir, "git -C bare.git update-ref -d refs/heads/feature/x; git -C bare.git tag -d light annotated; git -C bare.git update-ref -d refs/pull/1/head")
	l.cache = t.TempDir()
	if rev := l.fetch("git+" + url + "?rev=" + light).Locked.Text("ref"); rev != "refs/heads/main" {
		t.Errorf("ref %q", rev)
	}
}

func TestGitMissing(t *testing.T) {
	l, dir, server := gitLab(t)
	for _, base := range []string{"git+file://" + dir, "git+" + server} {
		for text, parts := range map[string][]string{
			"/bare.git?ref=gone":              {"there is no branch gone", "a tag is written refs/tags/gone"},
			"/bare.git?ref=refs/tags/gone":    {"there is no tag gone"},
			"/bare.git?rev=" + revA:           {"there is no commit " + revA},
			"/none.git":                       {"there is no git repository at", "/none.git"},
			"/bare.git?allRefs=1&rev=" + revA: {"there is no commit " + revA},
		} {
			wantError[*MissingError](t, l.failure(base+text), parts...)
		}
	}
	wantError[*MissingError](t, l.failure("git+file://"+dir+"/repo?ref=gone"), "there is no branch gone")
	wantError[*MissingError](t, l.failure("git+file://"+dir+"/repo?rev="+revA), "there is no commit")
	unreachable := wantError[*UnreachableError](t, l.failure("git+http://127.0.0.1:1/x"), "127.0.0.1:1 cannot be reached")
	if unreachable.Host != "127.0.0.1:1" {
		t.Errorf("host %q", unreachable.Host)
	}
	wantError[*UnreachableError](t, l.failure("git+https://gone.invalid/x"), "gone.invalid cannot be reached")
	sh(t, dir, "git init -q --bare empty.git; git init -q unborn; git clone -q --bare repo detached.git; git -C detached.git update-ref --no-deref HEAD HEAD")
	wantError[*MissingError](t, l.failure("git+file://"+dir+"/empty.git"), "there is no default branch")
	wantError[*MissingError](t, l.failure("git+file://"+dir+"/detached.git"), "name a branch")
	wantText(t, l.failure("git+file://"+dir+"/unborn"), "has no commits yet")
	wantText(t, l.failure("git+file://"+dir+"/bare.git?ref=HEAD"), "leave `ref` out")
	if left := entries(t, os.TempDir()); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
}

func TestGitAccess(t *testing.T) {
	_, dir, _ := gitLab(t)
	server := gitServer(t, dir, func(w http.ResponseWriter, r *http.Request) bool {
		if name, password, _ := r.BasicAuth(); name == "u" && password == "p4ssword" {
			return false
		}
		w.Header().Set("WWW-Authenticate", "Basic")
		w.WriteHeader(http.StatusUnauthorized)
		return true
	})
	l := newLab(t)
	// A program that would ask must not be run.
	ask := filepath.Join(t.TempDir(), "ask")
	asked := ask + "-was-run"
	if err := os.WriteFile(ask, []byte("#!/bin/sh\ntouch "+asked+"\necho x\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"GIT_ASKPASS", "SSH_ASKPASS"} {
		t.Setenv(name, ask)
	}
	wantError[*RefusedError](t, l.failure("git+"+server+"/bare.git"), "refuses access", "without asking")
	withWrong := strings.Replace(server, "http://", "git+http://u:wr0ng-s3cret@", 1) + "/bare.git"
	err := wantError[*RefusedError](t, l.failure(withWrong))
	if strings.Contains(err.Error(), "s3cret") {
		t.Errorf("the password leaks: %v", err)
	}
	if _, err := os.Stat(asked); err == nil {
		t.Error("somebody was asked")
	}
	// The user's settings stay in force for what they are for.
	t.Setenv("GIT_CONFIG_COUNT", "1")
	t.Setenv("GIT_CONFIG_KEY_0", "credential.helper")
	t.Setenv("GIT_CONFIG_VALUE_0", "!f() { echo username=u; echo password=p4ssword; }; f")
	l.fetch("git+" + server + "/bare.git")
}

// What somebody has set or planted must not change a hash.
func TestGitSettingsDoNotMatter(t *testing.T) {
	l, dir, _ := gitLab(t)
	want := l.fetch("git+file://" + dir + "/bare.git").Locked
	ran := filepath.Join(t.TempDir(), "ran")
	config := filepath.Join(t.TempDir(), "gitconfig")
	hooks := t.TempDir()
	for _, hook := range []string{"reference-transaction", "post-checkout", "post-merge"} {
		if err := os.WriteFile(filepath.Join(hooks, hook), []byte("#!/bin/sh\ntouch "+ran+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	text := "[core]\nautocrlf = true\neol = crlf\nquotePath = true\nhooksPath = " + hooks + "\nattributesFile = " + l.write("attributes", "* text eol=crlf filter=bad\n") +
		"\n[filter \"bad\"]\nsmudge = touch " + ran + "\n[fetch]\nprune = true\nrecurseSubmodules = true\n[safe]\nbareRepository = explicit\n" +
		"[log]\nshowSignature = true\ndate = relative\n[color]\nui = always\n[ls-remote]\nx = y\n[extensions]\nx = y\n[transfer]\nfsckObjects = true\n[tar]\numask = 0777\n"
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GIT_CONFIG_GLOBAL", config)
	for _, name := range []string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"} {
		t.Setenv(name, "/nowhere")
	}
	sh(t, dir, `unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_NAMESPACE
cd bare.git; git replace main other^ 2>/dev/null || git replace main light; git update-ref refs/heads/keep main`)
	for _, r := range []string{"git+file://" + dir + "/bare.git", "git+file://" + dir + "/bare.git?allRefs=1&ref=refs/heads/main"} {
		got := l.fetch(r).Locked
		if got.Without("allRefs").Equal(want) {
			continue
		}
		t.Errorf("%s is locked as\n  %s, before as\n  %s", r, attrText(got), attrText(want))
	}
	if _, err := os.Stat(ran); err == nil {
		t.Error("a program of the settings was run")
	}
}

func TestGitAddresses(t *testing.T) {
	l, dir, _ := gitLab(t)
	ran := filepath.Join(t.TempDir(), "ran")
	for _, url := range []string{
		"ext::touch " + ran, "ext::sh -c 'touch " + ran + "'", "--upload-pack=touch " + ran, "-oProxyCommand=touch", "ssh://-oProxyCommand=touch%20" + ran + "/x",
		"ftp://x.example.org/r", "file://host/path", "https://", "fd::3", "https://x.example.org/a b", "transport::https://x",
	} {
		_, err := l.fetcher().Tree(t.Context(), ref(t, "git+https://x.org/r").With(map[string]string{"url": url}))
		if err == nil {
			t.Errorf("%q is taken", url)
		}
	}
	if _, err := os.Stat(ran); err == nil {
		t.Error("an address has run a program")
	}
	for given, want := range map[string]string{
		"git@github.com:o/r.git": "ssh://git@github.com/o/r.git", "/a b/c": "file:///a%20b/c", "https://h/p": "https://h/p", "file:///x": "file:///x",
		"ssh://git@h:22/p": "ssh://git@h:22/p", "/x@y:z": "file:///x@y:z",
	} {
		if got := gitURL(given); got != want {
			t.Errorf("%s is %s, want %s", given, got, want)
		}
	}
	for _, test := range [][3]string{
		{"https://h.org/a/b.git", "../c.git", "https://h.org/a/c.git"}, {"https://h.org/a/b/", "./c", "https://h.org/a/b/c"},
		{"ssh://git@h.org/a/b", "../../x/c", "ssh://git@h.org/x/c"}, {"file:///r/a%20b", "../c", "file:///r/c"},
		{"https://h.org/a", "../../../c", "https://h.org/c"}, {"https://h.org/a", "git@o.org:x/y", "ssh://git@o.org/x/y"},
		{"https://h.org/a", "https://o.org/y", "https://o.org/y"}, {"https://h.org/a?x=y", "./c", "https://h.org/a/c"},
	} {
		if got, err := submoduleURL(test[0], test[1]); err != nil || got != test[2] {
			t.Errorf("%s from %s is %s (%v), want %s", test[1], test[0], got, err, test[2])
		}
	}
	// In the form of ssh, too, nothing is asked and nothing else happens.
	_, err := l.fetcher().Tree(t.Context(), ref(t, "git+file://"+dir+"/bare.git").With(map[string]string{"url": "u@localhost.invalid:x/y"}))
	wantText(t, err, "localhost.invalid")
}

func TestWorkTree(t *testing.T) {
	l, dir, _ := gitLab(t)
	repo := "git+file://" + dir + "/repo"
	head := sh(t, dir, "git -C repo rev-parse HEAD")
	sh(t, dir, "echo new >repo/untracked")
	fetched := l.fetch(repo)
	if got := fetched.Locked; got.Text("rev") != head || got.Text("ref") != "refs/heads/main" || got.Text("revCount") != "2" || fetched.Moving != "branch main" {
		t.Errorf("%s, moving %q", attrText(got), fetched.Moving)
	}
	sh(t, dir, "cd repo; echo change >>empty; rm bin/run; git rm -q binary")
	wantText(t, l.failure(repo), "has uncommitted changes in ", "commit them")
	if got := l.fetch(repo + "?ref=main").Locked; got.Text("rev") != head {
		t.Errorf("with a branch %s", attrText(got))
	}
	sh(t, dir, "git clone -q --depth 1 file://"+dir+"/bare.git shallow")
	if got := l.fetch("git+file://" + dir + "/shallow").Locked.Text("revCount"); got != "1" {
		t.Errorf("revCount %s", got)
	}
	wantText(t, l.failure("git+file://"+dir+"/shallow?ref=main"), "shallow clone")
	l.fetch("git+file://" + dir + "/shallow?ref=main&shallow=1")
	// A .git that is none must not lead to a repository above.
	sh(t, dir, "mkdir -p repo/inside/.git")
	if err := l.failure("git+file://" + dir + "/repo/inside"); !strings.Contains(err.Error(), "not a git repository") {
		t.Errorf("error %v", err)
	}
}

func TestSubmodules(t *testing.T) {
	l, dir, server := gitLab(t)
	l.cache = t.TempDir()
	sh(t, dir, "cd repo; git config -f .gitmodules submodule.gone.path gone; git config -f .gitmodules submodule.gone.url https://gone.invalid/x; git commit -qam gone; git push -q -f ../bare.git main")
	with := l.fetch("git+" + server + "/bare.git?submodules=1")
	if string(with.Files["mod/d/flake.nix"]) != "x\n" || !with.Locked.Is("submodules") {
		t.Errorf("%s %q", attrText(with.Locked), with.Files)
	}
	sh(t, dir, "git clone -q -c protocol.file.allow=always --recurse-submodules "+server+"/bare.git checked; cd checked; git show HEAD:text >text; rm -rf .git mod/.git mod/deep/.git a/b/.git")
	if want := l.fetch("path:" + dir + "/checked").Locked.Text("narHash"); with.Locked.Text("narHash") != want {
		t.Errorf("hash %s, that of a checkout without git's files is %s", with.Locked.Text("narHash"), want)
	}
	without := l.fetch("git+" + server + "/bare.git")
	if without.Locked.Text("narHash") == with.Locked.Text("narHash") {
		t.Error("submodules make no difference")
	}
	l.forget()
	again := l.fetch("git+" + server + "/bare.git?submodules=1")
	if !again.Locked.Equal(with.Locked) {
		t.Errorf("from the cache %s", attrText(again.Locked))
	}
	// A repository from outside must not look into this machine.
	sh(t, dir, "cd repo; git config -f .gitmodules submodule.mod.url file://"+dir+"/inner; git commit -qam local; git push -q -f ../bare.git main")
	wantText(t, l.failure("git+"+server+"/bare.git?submodules=1"), "the submodule mod lies in a directory of this machine")
	sh(t, dir, "cd repo; git config -f .gitmodules submodule.mod.url 'ext::touch ran'; git commit -qam ext; git push -q -f ../bare.git main")
	wantText(t, l.failure("git+"+server+"/bare.git?submodules=1"), "ext::touch", "is not the address of")
}

func TestGitNeedsNix(t *testing.T) {
	l, dir, _ := gitLab(t)
	for _, query := range []string{"exportIgnore=1", "verifyCommit=1", "publicKey=x", "keytype=ssh-rsa", "publicKeys=x"} {
		err := l.failure("git+file://" + dir + "/bare.git?" + query)
		wantError[*UnsupportedError](t, err, "--with-nix")
	}
	wantError[*UnsupportedError](t, l.failure("hg+https://x.org/r"), "Mercurial", "--with-nix")
	t.Setenv("PATH", t.TempDir())
	wantText(t, l.failure("git+file://"+dir+"/bare.git"), "the program git is needed")
}

func TestDamagedRepository(t *testing.T) {
	for name, damage := range map[string]string{
		"empty":       "rm -rf *; mkdir objects",
		"no objects":  "rm -rf objects/pack/* objects/??",
		"bad HEAD":    "echo x >HEAD",
		"bad ref":     "echo x >refs/heads/main",
		"cut off":     "find objects -type f -exec chmod +w {} + -exec sh -c 'echo x >$0' {} \\;",
		"left behind": "mkdir -p objects/pack; echo x >objects/pack/tmp_pack_1",
	} {
		t.Run(name, func(t *testing.T) {
			l, dir, server := gitLab(t)
			l.cache = t.TempDir()
			url := "git+" + server + "/bare.git"
			want := l.fetch(url).Locked
			if err := os.RemoveAll(filepath.Join(l.cache, "trees")); err != nil {
				t.Fatal(err)
			}
			repos, _ := filepath.Glob(filepath.Join(l.cache, "git", "*.git"))
			if len(repos) != 1 {
				t.Fatalf("repositories %q", repos)
			}
			sh(t, repos[0], damage)
			sh(t, dir, "git -C repo commit -q --allow-empty -m more; git -C repo push -q -f ../bare.git main")
			if got := l.fetch(url).Locked; got.Text("narHash") != want.Text("narHash") || got.Text("revCount") != "3" {
				t.Errorf("afterwards %s", attrText(got))
			}
		})
	}
}

// Two processes work on one repository of the cache, one after the other.
func TestGitAtOnce(t *testing.T) {
	l, _, server := gitLab(t)
	l.cache = t.TempDir()
	refs := []string{"", "?ref=other", "?ref=feature/x", "?ref=refs/tags/annotated", "?allRefs=1"}
	want := map[string]string{}
	for _, r := range refs {
		want[r] = attrText(l.fetch("git+" + server + "/bare.git" + r).Locked)
	}
	l.cache = t.TempDir()
	fetchers := []*Fetcher{l.fetcher(), l.fetcher()}
	var wait sync.WaitGroup
	for i := range 10 {
		wait.Go(func() {
			r := refs[i%len(refs)]
			fetched, err := fetchers[i/len(refs)].Tree(context.Background(), ref(t, "git+"+server+"/bare.git"+r))
			if err != nil {
				t.Error(err)
				return
			}
			wantLocked(t, fetched, want[r])
		})
	}
	wait.Wait()
}

func TestPruneRepositories(t *testing.T) {
	l, dir, server := gitLab(t)
	l.cache = t.TempDir()
	sh(t, dir, "git clone -q --bare repo second.git")
	l.fetch("git+" + server + "/bare.git")
	l.fetch("git+" + server + "/second.git")
	name := digest([]byte(server + "/second.git"))
	pruneRepositories(filepath.Join(l.cache, "git"), 1, name)
	repos, _ := filepath.Glob(filepath.Join(l.cache, "git", "*.git"))
	if len(repos) != 1 || filepath.Base(repos[0]) != name+".git" {
		t.Errorf("left are %q", repos)
	}
}

func TestCancelledGit(t *testing.T) {
	_, dir, _ := gitLab(t)
	for _, cached := range []bool{false, true} {
		l := newLab(t)
		if cached {
			l.cache = t.TempDir()
		}
		asked := make(chan struct{}, 100)
		server := gitServer(t, dir, func(_ http.ResponseWriter, r *http.Request) bool {
			asked <- struct{}{}
			<-r.Context().Done()
			return true
		})
		ctx, cancel := context.WithCancel(context.Background())
		go func() { <-asked; cancel() }()
		started := time.Now()
		_, err := l.fetcher().Tree(ctx, ref(t, "git+"+server+"/bare.git?ref=main"))
		if !errors.Is(err, context.Canceled) || time.Since(started) > 4*time.Second {
			t.Errorf("error %v after %v", err, time.Since(started))
		}
		left := entries(t, os.TempDir())
		if cached {
			left = append(left, entries(t, l.cache)...)
		}
		left = slices.DeleteFunc(left, func(name string) bool { return strings.HasSuffix(name, ".lock") && strings.HasPrefix(name, l.cache) })
		if len(left) != 0 {
			t.Errorf("left behind: %q", left)
		}
		if runtime.GOOS == "linux" && sh(t, dir, "ps -eo args | grep '[g]it.*"+strings.TrimPrefix(server, "http://")+"' || :") != "" {
			t.Error("git still runs")
		}
	}
}

func TestGitTriesAgain(t *testing.T) {
	_, dir, _ := gitLab(t)
	var mu sync.Mutex
	n := 0
	server := gitServer(t, dir, func(w http.ResponseWriter, _ *http.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		if n++; n <= 2 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return true
		}
		return false
	})
	l := newLab(t)
	l.fetch("git+" + server + "/bare.git?ref=main")
	retries := 0
	for _, e := range l.events {
		if e.Kind == Retrying {
			retries++
		}
	}
	if retries != 2 {
		t.Errorf("%d retries: %+v", retries, l.events)
	}
}
