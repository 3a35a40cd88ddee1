package forge

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"
)

// Read makes the table of repositories from all OWNER/NAME.txtar in fsys. Such an
// archive has the files as COMMIT/PATH, and in its comment one of these a line:
//
//	# a remark
//	commit NAME PARENT…
//	branch NAME COMMIT
//	tag NAME COMMIT
//	annotated NAME COMMIT
//	head BRANCH             or a commit, for a detached one
//	private
//	executable COMMIT/PATH
//	link COMMIT/PATH TARGET
//	submodule COMMIT/PATH OWNER/NAME COMMIT
//	crlf COMMIT/PATH        lines end as on Windows
//
// Without any commit all files are of one, named one, on the branch main, and
// nothing stands before their paths.
func Read(fsys fs.FS) ([]Repository, error) {
	var table []Repository
	err := fs.WalkDir(fsys, ".", func(path string, _ fs.DirEntry, err error) error {
		name, ok := strings.CutSuffix(path, ".txtar")
		if err != nil || !ok {
			return err
		}
		data, err := fs.ReadFile(fsys, path)
		if err != nil {
			return err
		}
		r := reader{repo: Repository{Name: name, Branches: map[string]string{}}}
		if err := r.read(txtar.Parse(data)); err != nil {
			return fmt.Errorf("reading %s: %w", path, err)
		}
		table = append(table, r.repo)
		return nil
	})
	return table, err
}

type reader struct {
	repo  Repository
	files []File // with the commit in front of the path
}

func (r *reader) read(archive *txtar.Archive) error {
	for _, f := range archive.Files {
		r.files = append(r.files, File{Path: f.Name, Mode: Regular, Text: string(f.Data)})
	}
	for line := range strings.Lines(string(archive.Comment)) {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		if err := r.directive(words[0], words[1:]); err != nil {
			return fmt.Errorf("%q: %w", strings.TrimSpace(line), err)
		}
	}
	if len(r.repo.Commits) == 0 {
		r.repo.Commits = []Commit{{Name: "one", Files: r.files}}
		r.repo.Branches["main"] = "one"
		return nil
	}
	return r.distribute()
}

func (r *reader) directive(keyword string, args []string) error {
	least := map[string]int{
		"commit": 1, "branch": 2, "tag": 2, "annotated": 2, "head": 1,
		"executable": 1, "link": 2, "submodule": 3, "crlf": 1,
	}
	if len(args) < least[keyword] {
		return errors.New("something is missing")
	}
	switch keyword {
	case "commit":
		r.repo.Commits = append(r.repo.Commits, Commit{Name: args[0], Parents: args[1:]})
	case "branch":
		r.repo.Branches[args[0]] = args[1]
	case "tag", "annotated":
		r.repo.Tags = append(r.repo.Tags, Tag{Name: args[0], Commit: args[1], Annotated: keyword == "annotated"})
	case "head":
		r.repo.Head = args[0]
	case "private":
		r.repo.Private = true
	case "link":
		r.files = append(r.files, File{Path: args[0], Mode: Link, Text: args[1]})
	case "submodule":
		r.files = append(r.files, File{Path: args[0], Mode: Submodule, Text: args[1] + " " + args[2]})
	case "executable", "crlf":
		return r.change(keyword, args[0])
	default:
		return errors.New("unknown")
	}
	return nil
}

func (r *reader) change(keyword, name string) error {
	for i := range r.files {
		f := &r.files[i]
		switch {
		case f.Path != name:
			continue
		case keyword == "executable":
			f.Mode = Executable
		default:
			f.Text = strings.ReplaceAll(f.Text, "\n", "\r\n")
		}
		return nil
	}
	return errors.New("there is no such file")
}

// distribute gives the files to their commits.
func (r *reader) distribute() error {
	commits := map[string]*Commit{}
	for i := range r.repo.Commits {
		commits[r.repo.Commits[i].Name] = &r.repo.Commits[i]
	}
	for _, f := range r.files {
		name, rest, _ := strings.Cut(f.Path, "/")
		commit := commits[name]
		if commit == nil || rest == "" {
			return fmt.Errorf("%s is in no commit", f.Path)
		}
		f.Path = rest
		commit.Files = append(commit.Files, f)
	}
	return nil
}
