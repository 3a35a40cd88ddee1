package forge

import (
	"net/http"
	"path"
)

func (f *Forge) routeGitLab(mux *http.ServeMux) {
	const project = "GET " + GitLab + "/api/v4/projects/{project}/repository"
	mux.HandleFunc(project+"/commits", f.inRepository(f.gitlabCommits))
	mux.HandleFunc(project+"/archive.tar.gz", f.inRepository(func(w http.ResponseWriter, r *http.Request, repo *repository) error {
		rev := r.URL.Query().Get("sha")
		return f.writeArchive(w, repo, rev, path.Base(repo.Name)+"-"+rev+"-"+rev)
	}))
}

// gitlabCommits answers with the commits of a branch, of which there is one
// here, or with none for a branch that is not there.
func (f *Forge) gitlabCommits(w http.ResponseWriter, r *http.Request, repo *repository) error {
	commits := []map[string]string{}
	if id, err := f.resolve(repo, r.URL.Query().Get("ref_name")+"^{commit}"); err == nil {
		commits = append(commits, map[string]string{"id": id, "short_id": id[:8]})
	}
	return writeJSON(w, commits)
}
