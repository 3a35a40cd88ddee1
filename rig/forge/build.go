package forge

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// repository is one that was made.
type repository struct {
	Repository
	dir  string
	revs map[string]string // of commits and of annotated tags, by their names in the table
}

// builder makes repositories, each after those that its files name.
type builder struct {
	git     string
	dir     string
	table   map[string]Repository
	made    map[string]*repository
	pending []string
}

func build(git, dir string, table []Repository) (map[string]*repository, error) {
	b := &builder{git: git, dir: dir, table: map[string]Repository{}, made: map[string]*repository{}}
	for _, r := range table {
		b.table[r.Name] = r
	}
	for _, r := range table {
		if _, err := b.repository(r.Name); err != nil {
			return nil, err
		}
	}
	return b.made, nil
}

func (b *builder) repository(name string) (*repository, error) {
	if made := b.made[name]; made != nil {
		return made, nil
	}
	r, known := b.table[name]
	if !known {
		return nil, fmt.Errorf("there is no repository %s", name)
	}
	if slices.Contains(b.pending, name) {
		return nil, fmt.Errorf("repositories need each other's commits: %s", strings.Join(append(b.pending, name), ", "))
	}
	b.pending = append(b.pending, name)
	made, err := b.make(r)
	b.pending = b.pending[:len(b.pending)-1]
	if err != nil {
		return nil, fmt.Errorf("making the repository %s: %w", name, err)
	}
	b.made[name] = made
	return made, nil
}

func (b *builder) make(r Repository) (*repository, error) {
	stream, err := b.stream(r)
	if err != nil {
		return nil, err
	}
	made := &repository{Repository: r, dir: filepath.Join(b.dir, r.Name+".git"), revs: map[string]string{}}
	if err := os.MkdirAll(filepath.Dir(made.dir), 0o755); err != nil {
		return nil, err
	}
	if _, err := run(b.git, b.dir, nil, "init", "--quiet", "--bare", "--template=", made.dir); err != nil {
		return nil, err
	}
	marks := filepath.Join(made.dir, "marks")
	if _, err := run(b.git, made.dir, stream, "fast-import", "--quiet", "--export-marks="+marks); err != nil {
		return nil, err
	}
	if err := made.readMarks(marks); err != nil {
		return nil, err
	}
	return made, made.pointHead()
}

// readMarks finds the hashes: commits have the marks from 1 on, and annotated
// tags the next ones.
func (r *repository) readMarks(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	names := make([]string, 0, len(r.Commits)+len(r.Tags))
	for _, c := range r.Commits {
		names = append(names, c.Name)
	}
	for _, t := range r.Tags {
		if t.Annotated {
			names = append(names, t.Name)
		}
	}
	for line := range strings.Lines(string(data)) {
		var mark int
		var rev string
		if _, err := fmt.Sscanf(line, ":%d %s", &mark, &rev); err != nil {
			return fmt.Errorf("reading the marks: %w", err)
		}
		r.revs[names[mark-1]] = rev
	}
	return os.Remove(file)
}

func (r *repository) pointHead() error {
	head := r.Head
	if head == "" {
		head = "main"
	}
	text := "ref: refs/heads/" + head
	if rev := r.revs[head]; rev != "" && r.Branches[head] == "" {
		text = rev
	}
	return os.WriteFile(filepath.Join(r.dir, "HEAD"), []byte(text+"\n"), 0o644)
}

// scratch is the branch that all commits are made on. It does not stay.
const scratch = "refs/forge/scratch"

// Commits are an hour apart, the first ones of each repository at this time, in
// seconds since 1970.
const epoch = 1704067200

// stream tells git fast-import what to make.
func (b *builder) stream(r Repository) ([]byte, error) {
	var s bytes.Buffer
	marks := map[string]int{}
	person := func(i int) string { return fmt.Sprintf("Forge <forge@example.org> %d +0000", epoch+3600*i) }
	for i, c := range r.Commits {
		marks[c.Name] = i + 1
		fmt.Fprintf(&s, "reset %s\ncommit %s\nmark :%d\nauthor %s\ncommitter %[4]s\n", scratch, scratch, i+1, person(i))
		writeData(&s, r.Name+": "+c.Name+"\n")
		if err := writeParents(&s, c, marks); err != nil {
			return nil, err
		}
		for _, f := range c.Files {
			if err := b.writeFile(&s, f); err != nil {
				return nil, fmt.Errorf("adding %s to %s: %w", f.Path, c.Name, err)
			}
		}
	}
	ref := func(name, commit string) error {
		if marks[commit] == 0 {
			return fmt.Errorf("there is no commit %s for %s", commit, name)
		}
		fmt.Fprintf(&s, "reset %s\nfrom :%d\n\n", name, marks[commit])
		return nil
	}
	for _, branch := range slices.Sorted(maps.Keys(r.Branches)) {
		if err := ref("refs/heads/"+branch, r.Branches[branch]); err != nil {
			return nil, err
		}
	}
	next := len(r.Commits) + 1
	for _, t := range r.Tags {
		if !t.Annotated {
			if err := ref("refs/tags/"+t.Name, t.Commit); err != nil {
				return nil, err
			}
			continue
		}
		fmt.Fprintf(&s, "tag %s\nmark :%d\nfrom :%d\ntagger %s\n", t.Name, next, marks[t.Commit], person(1000))
		writeData(&s, r.Name+": "+t.Name+"\n")
		next++
	}
	fmt.Fprintf(&s, "reset %s\nfrom %040d\n\n", scratch, 0)
	return s.Bytes(), nil
}

func writeParents(s *bytes.Buffer, c Commit, marks map[string]int) error {
	for i, parent := range c.Parents {
		if marks[parent] == 0 {
			return fmt.Errorf("the parent %s of %s does not come before it", parent, c.Name)
		}
		keyword := "merge"
		if i == 0 {
			keyword = "from"
		}
		fmt.Fprintf(s, "%s :%d\n", keyword, marks[parent])
	}
	// A first commit starts from nothing; the others from their parent's files.
	s.WriteString("deleteall\n")
	return nil
}

func (b *builder) writeFile(s *bytes.Buffer, f File) error {
	if f.Mode == Submodule {
		name, commit, _ := strings.Cut(f.Text, " ")
		rev, err := b.rev(name, commit)
		if err != nil {
			return err
		}
		fmt.Fprintf(s, "M %s %s %s\n", f.Mode, rev, f.Path)
		return nil
	}
	text, err := expand(f.Text, b)
	if err != nil {
		return err
	}
	fmt.Fprintf(s, "M %s inline %s\n", f.Mode, f.Path)
	writeData(s, text)
	return nil
}

func writeData(s *bytes.Buffer, text string) { fmt.Fprintf(s, "data %d\n%s\n", len(text), text) }

// run runs git, free of the user's and the machine's settings.
func run(git, dir string, stdin []byte, args ...string) ([]byte, error) {
	cmd := exec.Command(git, args...)
	cmd.Dir = dir
	cmd.Env = environment()
	cmd.Stdin = bytes.NewReader(stdin)
	return output(cmd)
}

// output is what git says; its error has what it complains about.
func output(cmd *exec.Cmd) ([]byte, error) {
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return out, fmt.Errorf("running git %s: %w\n%s", cmd.Args[1], err, exit.Stderr)
	}
	return out, err
}

func environment() []string {
	return append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "LC_ALL=C")
}
