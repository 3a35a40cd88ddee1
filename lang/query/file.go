package query

import (
	"cmp"
	"slices"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
	"github.com/agentboxc/agentboxc/schema"
)

// Role is what a file is to its unit.
type Role uint8

// The roles of files.
const (
	Source    Role = iota // part of the unit
	Test                  // its tests
	Values                // values for its variables
	Workspace             // agentbox.work.hcl
)

// File is a file with what the compiler read in it.
type File struct {
	Path   string
	Role   Role
	Syntax *syntax.File
	Root   []*schema.Block // what may stand at its top
	Blocks []*config.Block // at its top, in source order; none in a file of values

	pieces []*piece
}

// NewTest is a file of tests.
func NewTest(t *lang.TestFile) *File {
	return newFile(Test, t.Syntax, schema.TestRoot(), t.Blocks)
}

// NewValues is a file of values for variables. What is wrong with it
// lang.ReadVariables says.
func NewValues(f *source.File) *File {
	parsed, _ := syntax.ParseValues(f)
	return newFile(Values, parsed, nil, nil)
}

// NewWorkspaceFile is agentbox.work.hcl.
func NewWorkspaceFile(w *lang.Workspace) *File {
	return newFile(Workspace, w.Syntax, schema.WorkspaceRoot(), w.Blocks)
}

func newFile(role Role, parsed *syntax.File, root []*schema.Block, blocks []*config.Block) *File {
	f := &File{Path: parsed.Source.Path, Role: role, Syntax: parsed, Root: root, Blocks: blocks}
	f.pieces = f.cut()
	return f
}

// File returns a file of the unit, or one beside it; nil for any other.
func (s *Snapshot) File(path string) *File {
	if f := s.files()[path]; f != nil {
		return f
	}
	for _, f := range s.beside() {
		if f.Path == path {
			return f
		}
	}
	return nil
}

// Files returns the files of the unit and those beside it, sorted by path.
func (s *Snapshot) Files() []*File {
	var all []*File
	for _, f := range s.files() {
		all = append(all, f)
	}
	all = append(all, s.beside()...)
	slices.SortFunc(all, func(a, b *File) int { return cmp.Compare(a.Path, b.Path) })
	return all
}

func (s *Snapshot) unitFiles() map[string]*File {
	blocks := map[string][]*config.Block{}
	if s.Result.Config != nil {
		for _, b := range s.Result.Config.Blocks {
			blocks[b.Range.File] = append(blocks[b.Range.File], b)
		}
	}
	files := make(map[string]*File, len(s.Result.Files))
	for _, f := range s.Result.Files {
		files[f.Source.Path] = newFile(Source, f, schema.Root(), blocks[f.Source.Path])
	}
	return files
}

// Text is what the parser read. Offsets in it are those in the bytes of the file.
func (f *File) Text() []byte { return f.Syntax.Source.Text() }

// Range is the range of the bytes [start, end).
func (f *File) Range(start, end int) diag.Range { return f.Syntax.Source.Range(start, end) }

// IsJSON reports whether the file is written in JSON, so that it has no tokens.
func (f *File) IsJSON() bool { return source.IsJSON(f.Path) }

// slice is the text of the bytes [start, end), as far as they are in the file:
// behind a syntax error a range may end before it starts.
func (f *File) slice(start, end int) []byte {
	text := f.Text()
	start = min(max(start, 0), len(text))
	return text[start:min(max(end, start), len(text))]
}
