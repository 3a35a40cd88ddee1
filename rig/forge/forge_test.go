package forge_test

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/agentboxc/agentboxc/rig/forge"
)

var table = fstest.MapFS{
	"alice/leaf.txtar": {Data: []byte(`
# Two commits.
commit one
commit two one
branch main two
branch a/b one
tag light one
annotated heavy two
executable two/run
link two/link run
-- one/file --
one
-- two/run --
two
`)},
	"alice/secret.txtar": {Data: []byte(`
private
-- file --
secret
`)},
	"bob/pins.txtar": {Data: []byte(`
submodule leaf alice/leaf one
-- pin --
<<rev "alice/leaf" "two">> <<narHash "alice/leaf" "one">> <<time "alice/leaf" "two">>
`)},
}

// The commits of alice/leaf are the same on every machine.
const (
	one = "844e4ccba0a308a62bef2134b217018824dcbc09"
	two = "06b0bdedffe5afd5b1cfd8062de62f81552a5434"
)

// world is a forge with a client that takes it for all hosts.
type world struct {
	*forge.Forge
	client  *http.Client
	address string
}

func open(t *testing.T) *world {
	t.Helper()
	repos, err := forge.Read(table)
	if err != nil {
		t.Fatal(err)
	}
	f, err := forge.Open(t.TempDir(), forge.Content{
		Repositories: repos,
		Downloads: []forge.Download{
			{Path: "/f?x=1", Body: []byte("text"), Immutable: "https://files.example.org/g"},
			{Path: "/moved", Location: "https://files.example.org/f?x=1"},
		},
		Registry: `<<rev "alice/leaf" "one">>`,
	})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- f.Serve(l) }()
	t.Cleanup(func() {
		_ = l.Close()
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(f.Authority())
	address := l.Addr().String()
	transport := &http.Transport{
		TLSClientConfig:   &tls.Config{RootCAs: roots},
		ForceAttemptHTTP2: true,
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, address)
		},
	}
	t.Cleanup(transport.CloseIdleConnections)
	return &world{Forge: f, client: &http.Client{Transport: transport}, address: address}
}

// ask returns the status, and the body, after all redirects.
func (w *world) ask(t *testing.T, url string, header ...string) (int, string, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	response, err := w.client.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return response.StatusCode, string(body), err
}

func TestServers(t *testing.T) {
	w := open(t)
	for _, c := range []struct {
		url    string
		status int
		want   string // in the body
	}{
		{"https://api.github.com/repos/Alice/Leaf/commits/HEAD", 200, `"sha":"` + two + `"`},
		{"https://api.github.com/repos/alice/leaf/commits/a/b", 200, one},
		{"https://api.github.com/repos/alice/leaf/commits/heavy", 200, two},
		{"https://api.github.com/repos/alice/leaf/commits/nothing", 404, "No commit found"},
		{"https://api.github.com/repos/alice/nothing/commits/HEAD", 404, "Not Found"},
		{"https://api.github.com/repos/alice/leaf/compare/" + one + "...main", 200, `"total_commits":1`},
		{"https://api.github.com/repos/alice/leaf/compare/main..." + one, 200, `"behind_by":1,"status":"behind"`},
		{"https://ghe.example.org/api/v3/repos/alice/leaf/commits/light", 200, one},
		{"https://api.ghe.example.org/repos/alice/leaf/commits/light", 200, one},
		{"https://gitlab.com/api/v4/projects/alice%2Fleaf/repository/commits?ref_name=main", 200, `"id":"` + two + `"`},
		{"https://gitlab.com/api/v4/projects/alice%2Fleaf/repository/commits?ref_name=nothing", 200, "[]"},
		{"https://git.sr.ht/~alice/leaf/HEAD", 200, "ref: refs/heads/main\n"},
		{"https://git.sr.ht/~alice/leaf/info/refs", 200, two + "\trefs/tags/heavy^{}\n"},
		{"https://channels.nixos.org/flake-registry.json", 200, one},
		{"https://files.example.org/moved", 200, "text"},
		{"https://files.example.org/f", 404, ""},
		{"https://git.example.org/alice", 404, ""},
	} {
		status, body, err := w.ask(t, c.url)
		if err != nil || status != c.status || !strings.Contains(body, c.want) {
			t.Errorf("%s: %d %q %v, want %d %q", c.url, status, body, err, c.status, c.want)
		}
	}
}

// All servers have the same archives, each in a directory of its own.
func TestArchives(t *testing.T) {
	w := open(t)
	for url, top := range map[string]string{
		"https://github.com/alice/leaf/archive/" + two + ".tar.gz":                             "leaf-" + two,
		"https://api.github.com/repos/alice/leaf/tarball/" + two:                               "alice-leaf-" + two[:7],
		"https://ghe.example.org/api/v3/repos/alice/leaf/tarball/" + two:                       "alice-leaf-" + two[:7],
		"https://gitlab.com/api/v4/projects/alice%2Fleaf/repository/archive.tar.gz?sha=" + two: "leaf-" + two + "-" + two,
		"https://git.sr.ht/~alice/leaf/archive/" + two + ".tar.gz":                             "leaf-" + two,
	} {
		status, body, err := w.ask(t, url)
		if err != nil || status != 200 {
			t.Fatalf("%s: %d %v", url, status, err)
		}
		var names []string
		zip, err := gzip.NewReader(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		for archive := tar.NewReader(zip); ; {
			h, err := archive.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if h.Typeflag != tar.TypeXGlobalHeader {
				names = append(names, fmt.Sprintf("%c %o %s", h.Typeflag, h.Mode&0o111, strings.TrimPrefix(h.Name, top)))
			}
		}
		if want := []string{"5 111 /", "2 111 /link", "0 111 /run"}; !slices.Equal(names, want) {
			t.Errorf("%s has %q, want %q", url, names, want)
		}
	}
}

func TestPrivateRepository(t *testing.T) {
	w := open(t)
	for _, c := range []struct {
		url    string
		header []string
		status int
	}{
		{"https://api.github.com/repos/alice/secret/commits/HEAD", nil, 404},
		{"https://api.github.com/repos/alice/secret/commits/HEAD", []string{"Authorization", "token wrong"}, 404},
		{"https://api.github.com/repos/alice/secret/commits/HEAD", []string{"Authorization", "token " + forge.Token}, 200},
		{"https://api.github.com/repos/alice/secret/tarball/" + w.Rev("alice/secret", "one"), []string{"Authorization", "Bearer " + forge.Token}, 200},
		{"https://codeload.github.com/alice/secret/tar.gz/" + w.Rev("alice/secret", "one"), nil, 404},
		{"https://gitlab.com/api/v4/projects/alice%2Fsecret/repository/commits?ref_name=main", []string{"Private-Token", forge.Token}, 200},
		{"https://git.example.org/alice/secret/info/refs?service=git-upload-pack", []string{"User-Agent", "git/2"}, 401},
	} {
		status, _, err := w.ask(t, c.url, c.header...)
		if err != nil || status != c.status {
			t.Errorf("%s with %q: %d %v, want %d", c.url, c.header, status, err, c.status)
		}
	}
}

func TestRequests(t *testing.T) {
	w := open(t)
	_, _, _ = w.ask(t, "https://files.example.org/f?x=1", "Authorization", "Bearer x")
	_, _, _ = w.ask(t, "https://git.sr.ht/~alice/leaf/HEAD")
	want := []forge.Request{
		{Method: "GET", Host: "files.example.org", Path: "/f?x=1", Authorization: "Bearer x"},
		{Method: "GET", Host: "git.sr.ht", Path: "/~alice/leaf/HEAD"},
	}
	if diff := cmp.Diff(want, w.Requests()); diff != "" {
		t.Error(diff)
	}
	w.Reset()
	if got := w.Requests(); len(got) != 0 {
		t.Errorf("after Reset there are %v", got)
	}
}

func TestFaults(t *testing.T) {
	w := open(t)
	const url = "https://files.example.org/f?x=1"
	w.Fail(
		forge.Fault{Host: forge.Files, Path: "/f?x=1", Times: 2, Status: 429, RetryAfter: "1"},
		forge.Fault{Host: forge.Files, Times: 1},
		forge.Fault{Host: forge.Files, Times: 1, Spoil: forge.Truncate},
		forge.Fault{Host: forge.Files, Times: 1, Spoil: forge.Corrupt},
		forge.Fault{Host: forge.GitHub, Times: 1, Status: 500},
	)
	for i, want := range []struct {
		status int
		body   string
		fails  bool
	}{
		{429, "the forge was told to fail\n", false},
		{429, "the forge was told to fail\n", false},
		{0, "", true},
		{200, "te", true},
		{200, "\x8b\x9a\x87\x8b", false},
		{200, "text", false},
	} {
		status, body, err := w.ask(t, url)
		if status != want.status || body != want.body || (err != nil) != want.fails {
			t.Errorf("request %d: %d %q %v, want %+v", i, status, body, err, want)
		}
	}
}

func TestGit(t *testing.T) {
	w := open(t)
	_, port, err := net.SplitHostPort(w.address)
	if err != nil {
		t.Fatal(err)
	}
	authority := filepath.Join(t.TempDir(), "authority.pem")
	if err := os.WriteFile(authority, w.Authority(), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{forge.Git, forge.GitHub, forge.SourceHut} {
		dir := t.TempDir()
		git := func(args ...string) string {
			t.Helper()
			cmd := exec.Command("git", append([]string{"-C", dir, "-c", "http.curloptResolve=" + host + ":" + port + ":127.0.0.1"}, args...)...)
			cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_SSL_CAINFO="+authority, "GIT_TERMINAL_PROMPT=0")
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("git %v: %v\n%s", args, err, out)
			}
			return string(out)
		}
		git("clone", "--quiet", "https://"+host+":"+port+"/alice/leaf", ".")
		if got := git("rev-parse", "HEAD", "light", "heavy^{commit}", "origin/a/b"); got != two+"\n"+one+"\n"+two+"\n"+one+"\n" {
			t.Errorf("%s has the commits %q", host, got)
		}
		git("fetch", "--quiet", "--depth=1", "https://"+host+":"+port+"/bob/pins.git", w.Rev("bob/pins", "one"))
		want := two + " sha256-"
		if got := git("show", "FETCH_HEAD:pin"); !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "= 1704070800\n") {
			t.Errorf("%s has pinned %q, want %q", host, got, want)
		}
		if got := git("ls-tree", "FETCH_HEAD", "leaf"); !strings.HasPrefix(got, "160000 commit "+one) {
			t.Errorf("%s has the submodule %q", host, got)
		}
	}
}

func TestWrongTables(t *testing.T) {
	for text, want := range map[string]string{
		"what x\n":                           `reading a/b.txtar: "what x": unknown`,
		"commit\n":                           "something is missing",
		"executable x\n":                     "there is no such file",
		"commit one\n-- file --\n":           "file is in no commit",
		"branch next two\n-- file --\n":      "there is no commit two for refs/heads/next",
		"commit one two\n-- one/file --\n":   "the parent two of one does not come before it",
		"-- f --\n<<rev \"a/b\" \"one\">>\n": "repositories need each other's commits: a/b, a/b",
		"-- f --\n<<rev \"x/y\" \"one\">>\n": "there is no repository x/y",
	} {
		repos, err := forge.Read(fstest.MapFS{"a/b.txtar": {Data: []byte(text)}})
		if err == nil {
			_, err = forge.Open(t.TempDir(), forge.Content{Repositories: repos})
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error is %v, want %q", text, err, want)
		}
	}
}
