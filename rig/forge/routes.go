package forge

import (
	"cmp"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"strings"
)

// routes are all that the servers answer. Anything else is 404.
func (f *Forge) routes() http.Handler {
	mux := http.NewServeMux()
	f.routeGitHub(mux, "api."+GitHub, "codeload."+GitHub)
	f.routeGitHub(mux, "api."+Enterprise, "") // what Nix 2.8 takes a company's GitHub for
	f.routeGitHub(mux, Enterprise+"/api/v3", "")
	mux.HandleFunc("GET codeload."+GitHub+"/{owner}/{name}/tar.gz/{rev...}", f.inRepository(f.archive))
	mux.HandleFunc("GET codeload."+GitHub+"/{owner}/{name}/legacy.tar.gz/{rev...}", f.inRepository(f.legacyArchive))
	mux.HandleFunc("GET "+GitHub+"/{owner}/{name}/archive/{file...}", f.inRepository(f.redirectArchive))
	f.routeGitLab(mux)
	f.routeSourceHut(mux)
	mux.HandleFunc("GET "+Registry+"/flake-registry.json", f.serveRegistry)
	// Where Nix 2.8 finds it.
	mux.HandleFunc("GET "+GitHub+"/NixOS/flake-registry/raw/master/flake-registry.json", f.serveRegistry)
	mux.HandleFunc("GET "+Files+"/", f.download)
	for _, host := range []string{GitHub, Enterprise, GitLab, Git} {
		mux.HandleFunc(host+"/{owner}/{name}/{rest...}", f.inRepository(f.smartGit))
	}
	return mux
}

func (f *Forge) serveRegistry(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(f.registry) // the client may be gone
}

// answer is a handler for a repository. It returns a revision that is not
// known as errUnknown.
type answer func(w http.ResponseWriter, r *http.Request, repo *repository) error

var errUnknown = errors.New("unknown revision")

// inRepository finds the repository that the path names. A private one is
// there only for those who have the token, and for others like one that does
// not exist.
func (f *Forge) inRepository(then answer) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		repo := f.find(cmp.Or(r.PathValue("project"), r.PathValue("owner")+"/"+r.PathValue("name")))
		if repo == nil || repo.Private && !authorized(r) {
			f.refuse(w, r)
			return
		}
		err := then(w, r, repo)
		switch {
		case errors.Is(err, errUnknown):
			writeMessage(w, http.StatusNotFound, "No commit found")
		case err != nil:
			writeMessage(w, http.StatusInternalServerError, err.Error())
		}
	}
}

// find takes names in any case, as most servers do.
func (f *Forge) find(name string) *repository {
	name = strings.TrimSuffix(strings.TrimPrefix(name, "~"), ".git")
	for _, repo := range f.repos {
		if strings.EqualFold(repo.Name, name) {
			return repo
		}
	}
	return nil
}

func (f *Forge) refuse(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.UserAgent(), "git/") {
		// This is what makes git ask its credential helpers, or read netrc.
		w.Header().Set("WWW-Authenticate", `Basic realm="forge"`)
		http.Error(w, "Repository not found.", http.StatusUnauthorized)
		return
	}
	writeMessage(w, http.StatusNotFound, "Not Found")
}

func authorized(r *http.Request) bool {
	if _, password, ok := r.BasicAuth(); ok {
		return password == Token
	}
	_, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return token == Token || r.Header.Get("Private-Token") == Token || r.URL.Query().Get("token") == Token
}

func writeMessage(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"message": message}) // the client may be gone
}

func writeJSON(w http.ResponseWriter, value any) error {
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(value)
}

func isClosed(err error) bool {
	return errors.Is(err, http.ErrServerClosed) || errors.Is(err, net.ErrClosed)
}
