package publish

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
)

const (
	user     = "builder"
	password = "correct-horse-battery"
	token    = "tok-abcdefghijkl"
)

// tokenServer gives out tokens at /token for a name and password, and wants one
// for everything else. A push scope is granted to builder only.
type tokenServer struct {
	mu     sync.Mutex
	scopes [][]string
	// expire makes the next request of this kind one with an old token.
	expire string
	deny   string // a scope that spoils the whole request
}

func (s *tokenServer) serve(w http.ResponseWriter, r *http.Request, sound http.Handler) {
	s.mu.Lock()
	expired := s.expire != "" && strings.HasPrefix(r.Method+" "+r.URL.Path, s.expire)
	if expired {
		s.expire = ""
	}
	s.mu.Unlock()
	switch {
	case r.URL.Path == "/token":
		s.give(w, r)
	case expired || r.Header.Get("Authorization") != "Bearer "+token:
		w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Bearer realm="http://%s/token",service="registry"`, r.Host))
		w.WriteHeader(http.StatusUnauthorized)
	default:
		sound.ServeHTTP(w, r)
	}
}

func (s *tokenServer) give(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	scopes := r.URL.Query()["scope"]
	s.scopes = append(s.scopes, scopes)
	name, pass, _ := r.BasicAuth()
	for _, scope := range scopes {
		if s.deny != "" && strings.Contains(scope, s.deny) {
			w.WriteHeader(http.StatusForbidden)
			return
		}
	}
	if name != user || pass != password {
		w.WriteHeader(http.StatusUnauthorized)
		// A server that repeats what it was sent.
		_, _ = fmt.Fprintf(w, `{"errors":[{"code":"UNAUTHORIZED","message":"%s with %s and %s is nobody"}]}`, name, pass, r.Header.Get("Authorization"))
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"token": token, "expires_in": 60})
}

// login is a keychain with one password for all.
func login(password string) authn.Keychain {
	return fixed{authn.AuthConfig{Username: user, Password: password}}
}

type fixed struct{ config authn.AuthConfig }

func (f fixed) Resolve(authn.Resource) (authn.Authenticator, error) {
	return authn.FromConfig(f.config), nil
}

func TestTokenServer(t *testing.T) {
	for _, expire := range []string{"", "PATCH " + uploads, "PUT " + manifests} {
		server := &tokenServer{expire: expire}
		l := faultyLab(t, server.serve)
		l.keychain = login(password)
		result := l.push(newIndex(newImage(t, 1, 2)))
		if result.Uploaded != 3 {
			t.Errorf("with %q expired: %+v", expire, result)
		}
		if got := server.scopes[0]; len(got) != 1 || got[0] != "repository:team/app:push,pull" {
			t.Errorf("scopes %q", got)
		}
	}
}

// A right to another repository that the account does not have is gone without.
func TestMountWithoutRight(t *testing.T) {
	server := &tokenServer{deny: "team/secret"}
	l := faultyLab(t, server.serve)
	l.keychain = login(password)
	options := l.options()
	options.MountFrom = []string{l.host + "/team/secret"}
	result, err := Push(t.Context(), l.target("team/app", "v1"), newImage(t, 1, 1), options)
	if err != nil || result.Uploaded != 2 || len(server.scopes) != 2 || len(server.scopes[0]) != 2 {
		t.Errorf("%+v, %v, scopes %q", result, err, server.scopes)
	}
}

// wantNoSecret looks for credentials in what people see.
func (l *lab) wantNoSecret(err error, secrets ...string) {
	l.t.Helper()
	text := fmt.Sprintf("%v %+v %#v", err, err, l.events)
	for _, secret := range append(secrets, password, token) {
		for _, s := range []string{secret, base64.StdEncoding.EncodeToString([]byte(user + ":" + secret))} {
			if strings.Contains(text, s) {
				l.t.Errorf("%q is in: %s", s, text)
			}
		}
	}
}

func TestWrongPassword(t *testing.T) {
	l := faultyLab(t, (&tokenServer{}).serve)
	l.keychain = login("wrong-horse-battery")
	err := l.refuse(newImage(t, 1, 1), "connecting to "+l.host+"/team/app", "401 Unauthorized (UNAUTHORIZED: builder with … and Basic … is nobody)",
		"log in again with `docker login "+l.host)
	l.wantNoSecret(err, "wrong-horse-battery")
	l.keychain = authn.NewMultiKeychain()
	l.refuse(newImage(t, 1, 1), "log in with `docker login", "no credentials for it were found")
}

// Nor is the start of a secret left over where a long text is cut off.
func TestShown(t *testing.T) {
	var s secrets
	s.Add(password)
	for n := range 2 * maxShown {
		text := s.shown(strings.Repeat("x", n) + " " + password)
		if strings.Contains(text, " c") || len(text) > maxShown+len("…") {
			t.Fatalf("%d: %s", n, text)
		}
	}
}

// What a server says is free of what it was sent, in errors and in events.
func TestServerRepeatsSecrets(t *testing.T) {
	for _, code := range []int{403, 500} {
		echo := func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
			w.WriteHeader(code)
			_, _ = fmt.Fprintf(w, `{"errors":[{"code":"DENIED","message":"\u001b[31m%s at https://u:%s@x/y?sig=%s"}]}`,
				r.Header.Get("Authorization"), password, password)
		}
		server := &tokenServer{}
		l := faultyLab(t, func(w http.ResponseWriter, r *http.Request, sound http.Handler) {
			server.serve(w, r, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { on("PUT "+manifests, always, echo)(w, r, sound) }))
		})
		l.keychain = login(password)
		err := l.refuse(newImage(t, 1, 1), "DENIED:  [31mBearer … at https://x/y?…")
		l.wantNoSecret(err)
		if (code == 500) != (l.count(Retrying) > 0) {
			t.Errorf("%d: events %+v", code, l.events)
		}
	}
}

func TestBasicLogin(t *testing.T) {
	l := faultyLab(t, func(w http.ResponseWriter, r *http.Request, sound http.Handler) {
		if name, pass, _ := r.BasicAuth(); name != user || pass != password {
			w.Header().Set("WWW-Authenticate", `Basic realm="registry"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		sound.ServeHTTP(w, r)
	})
	home := t.TempDir()
	t.Setenv("HOME", home)
	// The library looks in HOME once only.
	t.Setenv("DOCKER_CONFIG", filepath.Join(home, ".docker"))
	for _, name := range []string{"REGISTRY_AUTH_FILE", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"} {
		t.Setenv(name, "")
	}
	write := func(name, text string, mode os.FileMode) string {
		path := filepath.Join(home, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	push := func(repo string) error {
		options := l.options()
		options.Keychain = nil
		_, err := Push(t.Context(), l.target(repo, "v1"), newImage(t, 1, 1), options)
		return err
	}
	if err := push("none"); err == nil || !strings.Contains(err.Error(), "no credentials for it were found") {
		t.Errorf("without a login: %v", err)
	}

	auths := fmt.Sprintf(`{"auths":{%q:{"auth":%q}}}`, l.host, base64.StdEncoding.EncodeToString([]byte(user+":"+password)))
	t.Setenv("REGISTRY_AUTH_FILE", write("podman/auth.json", auths, 0o600))
	if err := push("podman"); err != nil {
		t.Errorf("podman: %v", err)
	}

	write(".docker/config.json", auths, 0o600)
	if err := push("docker"); err != nil {
		t.Errorf("docker: %v", err)
	}

	write(".docker/config.json", fmt.Sprintf(`{"credHelpers":{%q:"lab"}}`, l.host), 0o600)
	write("bin/docker-credential-lab", fmt.Sprintf("#!/bin/sh\necho '{\"Username\":%q,\"Secret\":%q}'\n", user, password), 0o700)
	t.Setenv("PATH", filepath.Join(home, "bin")+":"+os.Getenv("PATH"))
	if err := push("helper"); err != nil {
		t.Errorf("helper: %v", err)
	}

	write("bin/docker-credential-lab", fmt.Sprintf("#!/bin/sh\necho '{\"Username\":%q,\"Secret\":%q}'\nexit 1\n", user, password), 0o700)
	err := push("failing")
	if err == nil || !strings.Contains(err.Error(), "looking for credentials for "+l.host) || !strings.Contains(err.Error(), "exit status 1") {
		t.Errorf("failing helper: %v", err)
	}
	l.wantNoSecret(err)

	write(".docker/config.json", `{"auths":`, 0o600)
	if err := push("broken"); err == nil || !strings.Contains(err.Error(), "config.json") {
		t.Errorf("broken config: %v", err)
	}
}

// A credential helper may ask somebody, who may have gone.
func TestHangingKeychain(t *testing.T) {
	l := faultyLab(t, answers(500))
	release := make(chan struct{})
	defer close(release)
	options := l.options()
	options.Keychain = hanging{release}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := Push(ctx, l.target("team/app", "v1"), newImage(t, 1, 1), options); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
}

type hanging struct{ release chan struct{} }

func (h hanging) Resolve(authn.Resource) (authn.Authenticator, error) {
	<-h.release
	return authn.Anonymous, nil
}

// A token server without a token may send others.
func TestAnswerWithoutToken(t *testing.T) {
	l := faultyLab(t, func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
		if r.URL.Path == "/token" {
			_, _ = io.WriteString(w, `{"refresh_token":"`+token+`"}`)
			return
		}
		w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Bearer realm="http://%s/token",service="registry"`, r.Host))
		w.WriteHeader(http.StatusUnauthorized)
	})
	err := l.refuse(newImage(t, 1, 1), "no token in the token server's answer")
	l.wantNoSecret(err)
}
