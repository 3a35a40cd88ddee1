// Package source is the first stage of the front end: it finds the files of a
// unit, reads them within limits, checks that they are text, and knows which
// line and column a byte is at. It does not parse, and it asks nothing of the
// world but an fs.FS, so that a git tree or an editor's buffers do as well as
// a directory. Keeping paths inside the workspace is the file system's work.
package source

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// MainFile is the file that makes a directory a unit; the names of the others
// end in Suffix, and those of its tests in TestSuffix. JSON behind either of the
// first two says that the file is written in JSON.
const (
	MainFile   = "agentbox.hcl"
	Suffix     = "." + MainFile
	JSON       = ".json"
	TestSuffix = ".agentboxtest.hcl"
)

// WorkspaceFile makes a directory the root of a workspace.
const WorkspaceFile = "agentbox.work.hcl"

// IsJSON reports whether a file with this path is read as JSON.
func IsJSON(path string) bool { return strings.HasSuffix(path, JSON) }

// IsMain reports whether a file with this path makes its directory a unit.
func IsMain(file string) bool {
	name := path.Base(file)
	return name == MainFile || name == MainFile+JSON
}

// The limits are far above what people write and low enough that a wrong path
// can't fill the memory.
const (
	MaxFileSize = 4 << 20
	MaxUnitSize = 64 << 20
	MaxFiles    = 1000
)

// Unit is a directory with its source files: agentbox.hcl and every
// *.agentbox.hcl beside it, each of them perhaps as JSON, sorted by path. They
// form one body.
type Unit struct {
	Dir   string // slash-separated, "." for the root of the file system
	Files []*File
	Tests []string // paths of the test files, which are no part of the unit and have not been read; sorted
}

// File returns the file with the path, or nil.
func (u *Unit) File(path string) *File {
	i, ok := slices.BinarySearchFunc(u.Files, path, func(f *File, path string) int {
		return cmp.Compare(f.Path, path)
	})
	if !ok {
		return nil
	}
	return u.Files[i]
}

// Load reads the unit in dir. Files that can't be read are left out and
// reported; the unit is never nil.
func Load(fsys fs.FS, dir string) (*Unit, diag.List) {
	dir = path.Clean(dir)
	unit := &Unit{Dir: dir}
	var diags diag.List

	names, tests, err := sourceNames(fsys, dir)
	for _, name := range tests {
		unit.Tests = append(unit.Tests, path.Join(dir, name))
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		diags.Add(unreadable{path: dir, err: err})
		return unit, diags
	}
	if !slices.ContainsFunc(names, IsMain) {
		diags.Add(noConfiguration{dir: dir, missing: err != nil, others: names})
	}
	if len(names) > MaxFiles {
		diags.Add(tooManyFiles{path: path.Join(dir, names[MaxFiles]), count: len(names)})
		names = names[:MaxFiles]
	}
	total := 0
	for _, name := range names {
		file := path.Join(dir, name)
		data, problem := read(fsys, file)
		if problem != nil {
			diags.Add(problem)
			continue
		}
		if total += len(data); total > MaxUnitSize {
			diags.Add(unitTooLarge{path: file})
			break
		}
		f, textDiags := New(file, data)
		diags.Append(textDiags)
		unit.Files = append(unit.Files, f)
	}
	return unit, diags
}

// sourceNames returns the sorted names of the unit's files and of its tests.
// Hidden files are not among them: editors keep locks and backups under such
// names.
func sourceNames(fsys fs.FS, dir string) (names, tests []string, err error) {
	if !fs.ValidPath(dir) {
		return nil, nil, errors.New("the path leaves the workspace")
	}
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, nil, err
	}
	for _, entry := range entries {
		switch name := entry.Name(); {
		case isSource(name):
			names = append(names, name)
		case strings.HasSuffix(name, TestSuffix) && !strings.HasPrefix(name, "."):
			tests = append(tests, name)
		}
	}
	slices.Sort(names)
	slices.Sort(tests)
	return names, tests, nil
}

func isSource(name string) bool {
	if IsMain(name) {
		return true
	}
	return strings.HasSuffix(strings.TrimSuffix(name, JSON), Suffix) && !strings.HasPrefix(name, ".")
}

// Opener is an fs.FS that opens files which it knows to be regular ones without
// waiting for anything, even where something else has taken their place.
type Opener interface {
	// OpenRegular opens a file. ok is false for one that is not known.
	OpenRegular(name string) (f fs.File, ok bool, err error)
}

// open stats before it opens, because opening a named pipe would wait for ever.
func open(fsys fs.FS, file string) (fs.File, error) {
	if known, can := fsys.(Opener); can {
		if f, ok, err := known.OpenRegular(file); ok {
			return f, err
		}
	}
	info, err := fs.Stat(fsys, file)
	if err == nil && !info.Mode().IsRegular() {
		err = notRegular(info.Mode())
	}
	if err != nil {
		return nil, err
	}
	return fsys.Open(file)
}

func read(fsys fs.FS, file string) ([]byte, diag.Problem) {
	opened, err := open(fsys, file)
	if err != nil {
		return nil, unreadable{path: file, err: err}
	}
	defer opened.Close()
	info, err := opened.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = notRegular(info.Mode())
	}
	if err != nil {
		return nil, unreadable{path: file, err: err}
	}
	if info.Size() > MaxFileSize {
		return nil, fileTooLarge{path: file, size: info.Size()}
	}
	content := bytes.NewBuffer(make([]byte, 0, info.Size()+bytes.MinRead)) // with room to see the end
	if _, err := content.ReadFrom(io.LimitReader(opened, MaxFileSize+1)); err != nil {
		return nil, unreadable{path: file, err: err}
	}
	data := content.Bytes()
	if len(data) > MaxFileSize {
		return nil, fileTooLarge{path: file, size: int64(len(data))}
	}
	return data, nil
}

func notRegular(mode fs.FileMode) error {
	if mode.IsDir() {
		return errors.New("it is a directory")
	}
	return fmt.Errorf("it is not a regular file (mode %s)", mode)
}
