package forge

import (
	"fmt"
	"net/http"
	"path"
	"strings"
)

// routeSourceHut adds git.sr.ht, which has no API: it gives the files of a
// repository that say what its branches are.
func (f *Forge) routeSourceHut(mux *http.ServeMux) {
	const repos = SourceHut + "/{owner}/{name}"
	mux.HandleFunc("GET "+repos+"/archive/{file}", f.inRepository(func(w http.ResponseWriter, r *http.Request, repo *repository) error {
		rev, ok := strings.CutSuffix(r.PathValue("file"), ".tar.gz")
		if !ok {
			return errUnknown
		}
		return f.writeArchive(w, repo, rev, path.Base(repo.Name)+"-"+rev)
	}))
	mux.HandleFunc(repos+"/{rest...}", f.inRepository(func(w http.ResponseWriter, r *http.Request, repo *repository) error {
		if r.PathValue("rest") == "info/refs" && r.URL.RawQuery == "" {
			return f.sourcehutRefs(w, repo)
		}
		return f.smartGit(w, r, repo)
	}))
}

// sourcehutRefs lists all refs, and for annotated tags the commits, too.
func (f *Forge) sourcehutRefs(w http.ResponseWriter, repo *repository) error {
	out, err := f.ask(repo, "show-ref", "--dereference")
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(w, strings.ReplaceAll(string(out), " ", "\t"))
	return err
}
