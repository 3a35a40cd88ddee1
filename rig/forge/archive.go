package forge

import (
	"compress/gzip"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// archive answers with an archive as github.com makes it for people.
func (f *Forge) archive(w http.ResponseWriter, r *http.Request, repo *repository) error {
	rev := r.PathValue("rev")
	return f.writeArchive(w, repo, rev, path.Base(repo.Name)+"-"+rev)
}

// legacyArchive answers with an archive as GitHub's API has it.
func (f *Forge) legacyArchive(w http.ResponseWriter, r *http.Request, repo *repository) error {
	rev := r.PathValue("rev")
	return f.writeArchive(w, repo, rev, strings.ReplaceAll(repo.Name, "/", "-")+"-"+rev[:min(7, len(rev))])
}

func (f *Forge) writeArchive(w http.ResponseWriter, repo *repository, rev, top string) error {
	rev, err := f.resolve(repo, rev)
	if err != nil {
		return err
	}
	tar, err := f.ask(repo, "archive", "--format=tar", "--prefix="+top+"/", rev)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/x-gzip")
	zip := gzip.NewWriter(w)
	if _, err := zip.Write(tar); err != nil {
		return err
	}
	return zip.Close()
}

// ask asks git about a repository, once for each question.
func (f *Forge) ask(repo *repository, args ...string) ([]byte, error) {
	type answer struct {
		out []byte
		err error
	}
	question := repo.dir + "\x00" + strings.Join(args, "\x00")
	if known, ok := f.answers.Load(question); ok {
		return known.(answer).out, known.(answer).err
	}
	out, err := run(f.git, repo.dir, nil, args...)
	f.answers.Store(question, answer{out, err})
	return out, err
}

// resolve finds the hash of the object that git knows by a name.
func (f *Forge) resolve(repo *repository, name string) (string, error) {
	out, err := f.ask(repo, "rev-parse", "--verify", "--quiet", "--end-of-options", name+"^{object}")
	if err != nil {
		return "", errUnknown
	}
	return strings.TrimSpace(string(out)), nil
}

// count is the number of commits that `to` has and `from` does not.
func (f *Forge) count(repo *repository, from, to string) (int, error) {
	from, err := f.resolve(repo, from)
	if err != nil {
		return 0, err
	}
	to, err = f.resolve(repo, to)
	if err != nil {
		return 0, err
	}
	out, err := f.ask(repo, "rev-list", "--count", from+".."+to)
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(string(out)))
}
