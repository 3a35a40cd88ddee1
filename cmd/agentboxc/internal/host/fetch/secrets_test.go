package fetch

import (
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func basic(name, password string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(name+":"+password))
}

// secretsIn are the headers of a request that could be secret.
func secretsIn(a asked) string {
	return strings.Join([]string{a.header.Get("Authorization"), a.header.Get("Private-Token"), a.header.Get("Cookie"), a.header.Get("Referer")}, "|")
}

// Each secret reaches the server that it is for, and no other.
func TestSecretsStayWithTheirHost(t *testing.T) {
	body := archive(t, sample)
	away := map[string]string{"/x": "-> https://other.example.org/y", "/y": body, "/back": "-> https://files.example.org/y"}
	for name, test := range map[string]struct {
		ref   string
		files map[string]string
		want  []string // by request
	}{
		"netrc": {
			ref:   tarball,
			files: map[string]string{".netrc": "machine files.example.org login u password p4ssword"},
			want:  []string{basic("u", "p4ssword") + "|||", "|||"},
		},
		"netrc of nix.conf before the user's": {
			ref: tarball,
			files: map[string]string{
				"etc/nix.conf": "netrc-file = HOME/nix-netrc", "nix-netrc": "machine files.example.org\nlogin nix\npassword \"quoted-p4ss\"\n",
				".netrc": "machine files.example.org login u password p4ssword",
			},
			want: []string{basic("nix", "quoted-p4ss") + "|||", "|||"},
		},
		"netrc beside nix.conf": {
			ref:   tarball,
			files: map[string]string{"etc/netrc": "machine files.example.org login etc password p4ssword"},
			want:  []string{basic("etc", "p4ssword") + "|||", "|||"},
		},
		"netrc for both": {
			ref:   tarball,
			files: map[string]string{".netrc": "machine files.example.org login a password p4ssword machine other.example.org login b password p4ssword"},
			want:  []string{basic("a", "p4ssword") + "|||", basic("b", "p4ssword") + "|||"},
		},
		"netrc for all": {
			ref:   tarball,
			files: map[string]string{".netrc": "default login d password p4ssword"},
			want:  []string{basic("d", "p4ssword") + "|||", "|||"},
		},
		"in the URL": {
			ref:   "tarball+https://me:p4ss%2Fword@files.example.org/x",
			files: map[string]string{".netrc": "machine files.example.org login u password p4ssword"},
			want:  []string{basic("me", "p4ss/word") + "|||", "|||"},
		},
		"back again": {
			ref:   "tarball+https://files.example.org/back",
			files: map[string]string{".netrc": "machine files.example.org login u password p4ssword"},
			want:  []string{basic("u", "p4ssword") + "|||", basic("u", "p4ssword") + "|||"},
		},
		"only the query": {
			ref:  "tarball+https://files.example.org/q?token=s3cret",
			want: []string{"|||", "|||"},
		},
		"private token": {
			ref:   "gitlab:o/r/" + revA,
			files: map[string]string{"etc/nix.conf": "access-tokens = gitlab.com=PAT:s3cret-token"},
			want:  []string{"|s3cret-token||", "|||"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t)
			for file, text := range test.files {
				l.write(file, strings.ReplaceAll(text, "HOME", l.home))
			}
			l.pages("files.example.org", away)
			l.host("files.example.org", func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Set-Cookie", "id=s3cret")
				to := map[string]string{"/x": "https://other.example.org/y", "/q": "https://other.example.org/y", "/back": "/y"}[r.URL.Path]
				if to != "" {
					http.Redirect(w, r, to, http.StatusFound)
					return
				}
				_, _ = w.Write([]byte(body))
			})
			l.pages("other.example.org", away)
			l.host("gitlab.com", func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "https://other.example.org/y", http.StatusFound)
			})
			l.fetch(test.ref)
			for i, want := range test.want {
				if got := secretsIn(l.asked[i]); got != want {
					t.Errorf("%s was told %q, want %q", l.asked[i].url, got, want)
				}
			}
			if len(l.asked) != len(test.want) {
				t.Errorf("%d requests", len(l.asked))
			}
		})
	}
}

// Whatever goes wrong, what is said about it holds no secret.
func TestNothingSaysASecret(t *testing.T) {
	echo := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(code)
			fmt.Fprintf(w, `{"message":"you sent %s %s %s"}`, r.Header.Get("Authorization"), r.Header.Get("Private-Token"), r.URL)
		}
	}
	refs := []string{
		"github:o/r", "gitlab:o/r", "gitlab:o/r/" + revA, "https://u:s3cret1@files.example.org/x.tar.gz?key=s3cret2", "https://files.example.org/x.tar.gz?token=s3cret2",
		"https://u:s3cret1@gone.example.org/x.tar.gz?key=s3cret2", "file+https://netrc.example.org/x", "git+https://u:s3cret1@gone.invalid/x?key=s3cret2",
		"git+ssh://u:s3cret1@gone.invalid/x",
	}
	for name, handle := range map[string]http.HandlerFunc{
		"401": echo(401), "403": echo(403), "404": echo(404), "422": echo(422), "429": echo(429), "500": echo(500), "200": echo(200),
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://u:s3cret1@gone.example.org/?key=s3cret2", http.StatusFound)
		},
		"downgrade": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://u:s3cret1@x.example.org/?key=s3cret2", http.StatusFound)
		},
		"reset":  func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"broken": breaks(strings.Repeat("nothing ", 1000), true),
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t)
			l.env["GITHUB_TOKEN"] = "s3cret3"
			l.write("etc/nix.conf", "flake-registry = https://u:s3cret1@files.example.org/registry?key=s3cret2\naccess-tokens = gitlab.com=PAT:s3cret4")
			l.write(".netrc", "machine netrc.example.org login u password s3cret5")
			for _, host := range []string{"api.github.com", "gitlab.com", "files.example.org", "netrc.example.org"} {
				l.host(host, handle)
			}
			for _, r := range append(refs, "nixpkgs") {
				_, err := l.fetcher().Tree(t.Context(), ref(t, r))
				if err == nil && (name != "200" || !strings.HasPrefix(r, "file+")) {
					t.Fatalf("%s can be fetched", r)
				}
				said := fmt.Sprintf("%v %+v", err, l.events)
				if i := strings.Index(said, "s3cret"); i >= 0 {
					t.Errorf("%s: …%s", r, said[max(0, i-60):min(len(said), i+40)])
				}
				if strings.Contains(said, basic("u", "s3cret5")[6:]) {
					t.Errorf("%s: a password leaks, encoded: %s", r, said)
				}
				l.forget()
			}
		})
	}
}

func TestDamagedSettings(t *testing.T) {
	for file, test := range map[string][2]string{
		"etc/nix.conf": {"access-tokens github.com=s3cret", "line 1"},
		".netrc":       {"machine x login u password s3cret machine", "a host should follow"},
	} {
		l := newLab(t)
		l.pages("files.example.org", map[string]string{"/x": archive(t, sample)})
		l.write(file, test[0])
		err := l.failure(tarball)
		wantText(t, err, test[1])
		if strings.Contains(err.Error(), "s3cret") {
			t.Errorf("a secret leaks: %v", err)
		}
	}
	l := newLab(t)
	l.write(".netrc", strings.Repeat("#", maxNetrc+1))
	wantText(t, l.failure(tarball), "more than 262144 bytes")
}

// The network itself, without the transport of the tests.
func TestCertificates(t *testing.T) {
	server := httptest.NewTLSServer(gives(archive(t, sample)))
	defer server.Close()
	url := "tarball+" + server.URL + "/x"
	trusted := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	fetch := func(prepare func(l *lab)) error {
		l := newLab(t)
		prepare(l)
		f, err := New(Options{Environ: func(name string) string { return l.env[name] }})
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.Tree(t.Context(), ref(t, url))
		return err
	}
	wantError[*UnreachableError](t, fetch(func(*lab) {}), "certificate")
	for _, name := range []string{"NIX_SSL_CERT_FILE", "SSL_CERT_FILE", "ssl-cert-file"} {
		err := fetch(func(l *lab) {
			path := l.write("trusted.pem", string(trusted))
			if l.env[name] = path; name == "ssl-cert-file" {
				l.write("etc/nix.conf", "ssl-cert-file = "+path)
			}
		})
		if err != nil {
			t.Errorf("with %s: %v", name, err)
		}
	}
	wantText(t, fetch(func(l *lab) { l.env["NIX_SSL_CERT_FILE"] = l.write("empty.pem", "") }), "there are none in")
	wantText(t, fetch(func(l *lab) { l.env["NIX_SSL_CERT_FILE"] = "/missing.pem" }), "reading the certificates")
}
