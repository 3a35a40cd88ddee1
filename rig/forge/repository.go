package forge

// Repository says what a repository consists of. Commits come after their
// parents.
type Repository struct {
	Name     string // OWNER/NAME
	Head     string // the branch that HEAD points to, or a commit if it is detached; "" for main
	Private  bool
	Commits  []Commit
	Branches map[string]string // to commits
	Tags     []Tag
}

// Commit is one commit, with its whole tree.
type Commit struct {
	Name    string // within the table
	Parents []string
	Files   []File
}

// Tag names a commit. An annotated one is an object of its own.
type Tag struct {
	Name      string
	Commit    string
	Annotated bool
}

// File is an entry of a tree, and Text is its content, which may name commits
// of other repositories (see Expand). What Text is besides that depends on Mode.
type File struct {
	Path string
	Mode Mode
	Text string
}

// Mode is git's for an entry of a tree.
type Mode string

// The modes. The text of a link is its target, that of a submodule is
// "OWNER/NAME COMMIT".
const (
	Regular    Mode = "100644"
	Executable Mode = "100755"
	Link       Mode = "120000"
	Submodule  Mode = "160000"
)
