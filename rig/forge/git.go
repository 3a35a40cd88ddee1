package forge

import (
	"io"
	"net/http"
	"net/http/cgi"
	"path/filepath"
)

// smartGit lets git itself answer, by its program for web servers.
func (f *Forge) smartGit(w http.ResponseWriter, r *http.Request, repo *repository) error {
	relative, err := filepath.Rel(f.dir, repo.dir)
	if err != nil {
		return err
	}
	r = r.Clone(r.Context())
	r.URL.Path = "/" + filepath.ToSlash(relative) + "/" + r.PathValue("rest")
	backend := cgi.Handler{
		Path: f.git,
		Args: []string{"http-backend"},
		// What it complains about is in its answer, too.
		Stderr: io.Discard,
		Env: append(environment(),
			"GIT_PROJECT_ROOT="+f.dir,
			"GIT_HTTP_EXPORT_ALL=1",
			// Any commit can be asked for, as most servers have it.
			"GIT_CONFIG_COUNT=1",
			"GIT_CONFIG_KEY_0=uploadpack.allowAnySHA1InWant",
			"GIT_CONFIG_VALUE_0=true",
		),
	}
	backend.ServeHTTP(w, r)
	return nil
}
