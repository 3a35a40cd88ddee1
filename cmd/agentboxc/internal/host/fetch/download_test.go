package fetch

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/codegen/lock"
)

func TestTarball(t *testing.T) {
	l := newLab(t)
	l.pages("files.example.org", map[string]string{"/x.tar.gz?a=1&b=%3C2": archive(t, sample)})
	fetched := l.fetch("https://files.example.org/x.tar.gz?b=%3c2&a=1")
	wantLocked(t, fetched, `narHash="`+sampleHash+`" type="tarball" url="https://files.example.org/x.tar.gz?a=1&b=%3C2"`)
	if string(fetched.Files["flake.nix"]) != sample["flake.nix"] || fetched.Moving == "" {
		t.Errorf("%q, moving %q", fetched.Files, fetched.Moving)
	}

	path := l.write("x.tar.gz", archive(t, sample))
	wantLocked(t, l.fetch("file://"+path), `narHash="`+sampleHash+`" type="tarball" url="file://`+path+`"`)
	if err := os.Rename(path, filepath.Join(l.home, "a b%.tar.gz")); err != nil {
		t.Fatal(err)
	}
	l.fetch("file://" + l.home + "/a%20b%25.tar.gz")
	wantText(t, l.failure("file://"+path), "no such file")
	odd := lock.Attrs{}.With(map[string]string{"type": "tarball", "url": "ftp://files.example.org/x"})
	if _, err := l.fetcher().Tree(t.Context(), odd); err == nil || !strings.Contains(err.Error(), "https://") {
		t.Errorf("error %v", err)
	}
}

// The hash is that of `nix hash path` of a file with these contents.
func TestFile(t *testing.T) {
	l := newLab(t)
	l.pages("files.example.org", map[string]string{"/notes.txt": "hello\n"})
	fetched := l.fetch("file+https://files.example.org/notes.txt")
	wantLocked(t, fetched, `narHash="sha256-HDfQGvQL4ugGkd48w99EN3ppmvuxfGjwgJZLL9Bx/BM=" type="file" url="https://files.example.org/notes.txt"`)
	path := l.write("notes.txt", "hello\n")
	if again := l.fetch("file+file://" + path); again.Locked.Text("narHash") != fetched.Locked.Text("narHash") {
		t.Errorf("on disk %s", attrText(again.Locked))
	}
}

// A server can say which address will always have what it sent now.
func TestImmutableLink(t *testing.T) {
	const immutable = "https://files.example.org/" + revA + ".tar.gz"
	full := "<" + immutable + "?narHash=" + "sha256-x" + "&rev=" + revA + "&revCount=7&lastModified=9>; rel=\"immutable\""
	full = strings.Replace(full, "narHash=sha256-x&", "", 1)
	body := archive(t, sample)
	for name, test := range map[string]struct {
		header, value, want string
		onRedirect          bool
	}{
		"all":                  {"Link", full, `lastModified=9 narHash="` + sampleHash + `" rev="` + revA + `" revCount=7 type="tarball" url="` + immutable + `"`, false},
		"amz":                  {"X-Amz-Meta-Link", full, `lastModified=9 narHash="` + sampleHash + `" rev="` + revA + `" revCount=7 type="tarball" url="` + immutable + `"`, false},
		"before a redirection": {"Link", full, `lastModified=9 narHash="` + sampleHash + `" rev="` + revA + `" revCount=7 type="tarball" url="` + immutable + `"`, true},
		"alone":                {"Link", "<" + immutable + ">; rel=\"IMMUTABLE\"", facts + `type="tarball" url="` + immutable + `"`, false},
		"another":              {"Link", "<" + immutable + ">; rel=\"next\"", tarballLocked, false},
		"several":              {"Link", "<" + immutable + ">; rel=\"immutable\", <x>; rel=\"next\"", tarballLocked, false},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t)
			l.host("files.example.org", func(w http.ResponseWriter, r *http.Request) {
				isFirst := r.URL.Path == "/x"
				if isFirst == test.onRedirect || !test.onRedirect {
					w.Header().Set(test.header, test.value)
				}
				if test.onRedirect && isFirst {
					http.Redirect(w, r, "/y", http.StatusFound)
					return
				}
				_, _ = w.Write([]byte(body))
			})
			fetched := l.fetch(tarball)
			wantLocked(t, fetched, test.want)
			l.pages("files.example.org", map[string]string{"/" + revA + ".tar.gz": body, "/x": body})
			l.tree(fetched.Locked)
		})
	}
	for value, want := range map[string]string{
		"<github:o/r>; rel=\"immutable\"":                          "not an archive",
		"<https://x.org/y?dir=z>; rel=\"immutable\"":               "not an archive",
		"<://>; rel=\"immutable\"":                                 "the server names",
		"<https://u:s3cret@x.org/y z>; rel=\"immutable\"":          "the server names",
		"<tarball+https://x.org/y?rev=abc>; rel=\"immutable\"":     "rev",
		"<https://x.org/y?narHash=sha256-AAAA>; rel=\"immutable\"": "narHash",
	} {
		l := newLab(t)
		l.host("files.example.org", gives(body, "Link", value))
		err := l.failure(tarball)
		wantText(t, err, want)
		if strings.Contains(err.Error(), "s3cret") {
			t.Errorf("a secret leaks: %v", err)
		}
	}
}

// An entry of a lock is fetched exactly.
func TestMismatch(t *testing.T) {
	const other = "sha256-RjlP+DAsqP7R5tOQKRZJYpjrCuVmgqu6sLuWcp+lvYs="
	l := newLab(t)
	l.cache = t.TempDir()
	l.pages("github.com", map[string]string{"/o/r/archive/" + revA + ".tar.gz": archive(t, sample)})
	entry := ref(t, "github:o/r/"+revA).With(map[string]string{"narHash": sampleHash}).WithNumber("lastModified", sampleTime)
	wantLocked(t, l.tree(entry), facts+`owner="o" repo="r" rev="`+revA+`" type="github"`)
	unpadded := entry.With(map[string]string{"narHash": strings.TrimSuffix(sampleHash, "=")})
	wantLocked(t, l.tree(unpadded), facts+`owner="o" repo="r" rev="`+revA+`" type="github"`)

	for name, wrong := range map[string]lock.Attrs{
		"narHash":      entry.With(map[string]string{"narHash": other}),
		"lastModified": entry.WithNumber("lastModified", 5),
	} {
		fetched, err := l.fetcher().Tree(t.Context(), wrong)
		mismatch := wantError[*MismatchError](t, err, "github:o/r/"+revA, name)
		if fetched != nil || mismatch.Attr != name || mismatch.Want != wrong.Text(name) || mismatch.Got != entry.Text(name) {
			t.Errorf("%+v, %+v", fetched, mismatch)
		}
	}
	l.host("files.example.org", gives(archive(t, sample)))
	wrong := ref(t, tarball).With(map[string]string{"narHash": other})
	if _, err := l.fetcher().Tree(t.Context(), wrong); err == nil {
		t.Error("another archive was taken")
	}
	// What did not match was not kept either.
	l.host("files.example.org", fails(500))
	if _, err := l.offline().Tree(t.Context(), wrong); err == nil {
		t.Error("another archive was taken from the cache")
	}
}
