package forge

import (
	"fmt"
	"net/http"
	"strings"
)

// routeGitHub adds GitHub's API below a prefix, HOST or HOST/PATH. Archives are
// on another host, downloads, if there is one.
func (f *Forge) routeGitHub(mux *http.ServeMux, prefix, downloads string) {
	repos := "GET " + prefix + "/repos/{owner}/{name}"
	mux.HandleFunc(repos+"/commits/{ref...}", f.inRepository(f.githubCommit))
	mux.HandleFunc(repos+"/compare/{range...}", f.inRepository(f.githubCompare))
	if downloads == "" {
		mux.HandleFunc(repos+"/tarball/{rev...}", f.inRepository(f.legacyArchive))
		return
	}
	mux.HandleFunc(repos+"/tarball/{rev...}", f.inRepository(func(w http.ResponseWriter, r *http.Request, repo *repository) error {
		redirectTo(w, r, repo, "legacy.tar.gz", r.PathValue("rev"))
		return nil
	}))
}

type githubCommit struct {
	SHA    string `json:"sha"`
	Commit struct {
		Message string            `json:"message"`
		Tree    map[string]string `json:"tree"`
	} `json:"commit"`
}

func (f *Forge) githubCommit(w http.ResponseWriter, r *http.Request, repo *repository) error {
	sha, err := f.resolve(repo, r.PathValue("ref")+"^{commit}")
	if err != nil {
		return err
	}
	if strings.HasSuffix(r.Header.Get("Accept"), ".sha") {
		_, err := fmt.Fprint(w, sha)
		return err
	}
	tree, err := f.resolve(repo, sha+"^{tree}")
	if err != nil {
		return err
	}
	answer := githubCommit{SHA: sha}
	answer.Commit.Message = repo.Name
	answer.Commit.Tree = map[string]string{"sha": tree}
	return writeJSON(w, answer)
}

// githubCompare tells how many commits lead from one to the other.
func (f *Forge) githubCompare(w http.ResponseWriter, r *http.Request, repo *repository) error {
	base, head, _ := strings.Cut(r.PathValue("range"), "...")
	ahead, err := f.count(repo, base, head)
	if err != nil {
		return err
	}
	behind, err := f.count(repo, head, base)
	if err != nil {
		return err
	}
	status := "identical"
	switch {
	case ahead > 0 && behind > 0:
		status = "diverged"
	case ahead > 0:
		status = "ahead"
	case behind > 0:
		status = "behind"
	}
	return writeJSON(w, map[string]any{"status": status, "ahead_by": ahead, "behind_by": behind, "total_commits": ahead})
}

func (f *Forge) redirectArchive(w http.ResponseWriter, r *http.Request, repo *repository) error {
	rev, ok := strings.CutSuffix(r.PathValue("file"), ".tar.gz")
	if !ok {
		return errUnknown
	}
	redirectTo(w, r, repo, "tar.gz", rev)
	return nil
}

// redirectTo sends to where archives are, with a token in the query, since the
// one in the header is not for that host.
func redirectTo(w http.ResponseWriter, r *http.Request, repo *repository, kind, rev string) {
	url := "https://codeload." + GitHub + "/" + repo.Name + "/" + kind + "/" + rev
	if repo.Private {
		url += "?token=" + Token
	}
	http.Redirect(w, r, url, http.StatusFound)
}
