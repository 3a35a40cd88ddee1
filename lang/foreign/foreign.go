// Package foreign brings over what teams have written for other tools: from the
// bytes of a Dockerfile, devbox.json, docker-bake.hcl, apko or flox file it
// makes a unit, and a note on every line that is not in it, or not as it was.
// The unit compiles: Import has the compiler's word for it before it returns.
// It does not run anything, does not download, and does not guess what a name
// means: what no table knows stays out, and is told.
package foreign

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/foreign/draft"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// MaxSize bounds a file that is imported.
const MaxSize = 1 << 20

// Options are what an import depends on besides the file.
type Options struct {
	Format string // one of Formats; "" goes by the name and the contents
	Target string // stage of a Dockerfile, or target of a bake file; "" for the default
	Name   string // of the file, for notes

	// FS holds the files that the file speaks of, nil when there are none to be
	// had. File and Dir are paths in it: the file itself, and the directory that
	// the unit will be in.
	FS   fs.FS
	File string
	Dir  string
}

// Result is a unit, and what to know about it.
type Result struct {
	Format string
	Text   []byte // of agentbox.hcl, in its canonical layout
	Notes  []Note // in the order of the file
	More   int    // notes beyond the limit, which are left out
}

// importer is one format.
type importer func(*work, []byte) error

// Formats are the formats in the order in which they are recognised.
func Formats() []string { return []string{"dockerfile", "devbox", "bake", "apko", "flox"} }

func importerOf(format string) importer {
	return map[string]importer{
		"apko":       importApko,
		"bake":       importBake,
		"devbox":     importDevbox,
		"dockerfile": importDockerfile,
		"flox":       importFlox,
	}[format]
}

// work is an import under way.
type work struct {
	Options
	notes
	unit draft.Unit
	rows []string // lines of the file

	items, bytes int // of the unit, for room
}

// row is a line of the file as a note shows it.
func (w *work) row(line int) string {
	if line < 1 || line > len(w.rows) {
		return ""
	}
	return strings.TrimSuffix(strings.TrimSpace(w.rows[line-1]), ",")
}

// read is the text of a file beside the one that is imported; ok is false for what
// is no regular file of at most so many bytes, or cannot be read.
func (w *work) read(name string, most int64) (text string, ok bool) {
	if w.FS == nil || !fs.ValidPath(name) {
		return "", false
	}
	info, err := fs.Stat(w.FS, name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > most {
		return "", false
	}
	data, err := fs.ReadFile(w.FS, name)
	return draft.Clean(string(data)), err == nil
}

// Import makes a unit of the file. An error is a file that cannot be read as
// what it should be.
func Import(data []byte, options Options) (*Result, error) {
	if len(data) > MaxSize {
		return nil, fmt.Errorf("importing %s: it has more than %d bytes", options.Name, MaxSize)
	}
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("importing %s: it is not UTF-8", options.Name)
	}
	if options.Format == "" {
		options.Format = Detect(options.Name, data)
	}
	do := importerOf(options.Format)
	if do == nil {
		return nil, fmt.Errorf("importing %s: its format is not known from its name; say which with --from, one of %s", options.Name, strings.Join(Formats(), ", "))
	}
	w := &work{Options: options, notes: notes{file: options.Name}, rows: strings.Split(string(data), "\n")}
	w.unit.Comment = []string{
		"Imported from " + path.Base(options.Name) + " by agentboxc import.",
		"Packages have the versions of the locked nixpkgs.",
	}
	if err := do(w, data); err != nil {
		return nil, fmt.Errorf("importing %s: %w", options.Name, err)
	}
	text, err := w.proven()
	if err != nil {
		return nil, fmt.Errorf("importing %s: %w", options.Name, err)
	}
	list, more := w.sorted()
	return &Result{Format: options.Format, Text: text, Notes: list, More: more}, nil
}

// Detect returns the format that a file seems to have, "" for none.
func Detect(name string, data []byte) string {
	base := strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))
	switch ext := path.Ext(base); {
	case base == "devbox.json":
		return "devbox"
	case base == "manifest.toml" || ext == ".toml" && strings.Contains(string(data), "[install]"):
		return "flox"
	case ext == ".hcl":
		return "bake"
	case strings.Contains(base, "dockerfile") || strings.Contains(base, "containerfile"):
		return "dockerfile"
	case (ext == ".yaml" || ext == ".yml") && strings.Contains(string(data), "contents:"):
		return "apko"
	}
	return ""
}

// notCompiling is a bug: the unit that came out has errors.
type notCompiling struct {
	detail string
	text   []byte
}

func (n notCompiling) Error() string {
	return "what came out does not compile, which is a bug of agentboxc: please report it together with the file. " + n.detail
}

// proven returns the unit in its canonical layout after the compiler has found
// nothing wrong with it.
func (w *work) proven() ([]byte, error) {
	file := path.Join(w.Dir, source.MainFile)
	rough, found := source.New(file, w.unit.Text())
	text, diags := syntax.Format(rough)
	if found = append(found, diags...); found.HasErrors() {
		return nil, notCompiling{found[0].Detail, rough.Bytes}
	}
	_, diags = lang.Compile(overlay{w.FS, w.Dir, text}, w.Dir, lang.Options{DirName: dirName(w.Dir)})
	if len(diags) > 0 {
		return nil, notCompiling{fmt.Sprintf("%s at line %d: %s", diags[0].Code, diags[0].Subject.Start.Line, diags[0].Detail), text}
	}
	return text, nil
}

// dirName is a name for the image that the unit's directory will give it, once
// it is known where that is.
func dirName(dir string) string {
	if base := path.Base(dir); base != "." && base != "/" {
		return base
	}
	return "unit"
}

// IsBug reports whether an error is a fault of the importer, and returns the
// text that is to blame.
func IsBug(err error) ([]byte, bool) {
	var n notCompiling
	ok := errors.As(err, &n)
	return n.text, ok
}
