package cli

import (
	"io/fs"
	"path"
	"strings"

	"github.com/spf13/pflag"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// variableFlags collects --var and --var-file. They are one list, because the
// later of the two wins, whichever kind it is.
type variableFlags []givenVariable

type givenVariable struct {
	file bool
	text string
}

// read returns the contents of the files that are named, for several units.
func (f variableFlags) read() (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, g := range f {
		if !g.file {
			continue
		}
		data, err := host.ReadFile(g.text, source.MaxFileSize)
		if err != nil {
			return nil, err
		}
		files[g.text] = data
	}
	return files, nil
}

func (f *variableFlags) register(flags *pflag.FlagSet) {
	flags.Var(&variableFlag{into: f}, "var", "set a variable of the unit, as `NAME=VALUE`; may be repeated")
	flags.Var(&variableFlag{into: f, file: true}, "var-file", "set the variables that `FILE` sets; may be repeated")
}

// variableFlag is one of the two flags as pflag wants it.
type variableFlag struct {
	into *variableFlags
	file bool
}

func (f *variableFlag) String() string { return "" }

func (f *variableFlag) Type() string { return "string" }

func (f *variableFlag) Set(text string) error {
	if name, _, ok := strings.Cut(text, "="); !f.file && (!ok || name == "") {
		return misusef("%q is not of the form NAME=VALUE", text)
	}
	*f.into = append(*f.into, givenVariable{f.file, text})
	return nil
}

// variables are the values from outside for a unit, and the files they were read
// from.
type variables struct {
	values []lang.Variable // the last one wins
	files  []*source.File
	diags  diag.List
}

// autoSuffix ends the names of the files of values that are read unasked; those in
// JSON have .json behind it.
const autoSuffix = ".auto.agentboxvars"

// variablesFor puts the values in OpenTofu's order of precedence: the
// environment, files that are read unasked, then the flags as they come.
func variablesFor(place *host.Place, given variableFlags) (variables, error) {
	return variablesIn(place.FS(), place.Dir, given, func(v *variables, file string) error { return v.load(place, file) })
}

// variablesIn is variablesFor for a unit of any tree. load reads a file that a flag
// names.
func variablesIn(fsys fs.FS, dir string, given variableFlags, load func(v *variables, file string) error) (variables, error) {
	var v variables
	for _, e := range host.Variables() {
		v.values = append(v.values, lang.Variable{
			Name: e.Name, Text: e.Text, Origin: host.EnvPrefix + e.Name, Lenient: true, Silent: true,
		})
	}
	// A directory that can't be read is reported when the unit is loaded.
	entries, _ := fs.ReadDir(fsys, dir)
	for _, entry := range entries {
		if strings.HasSuffix(strings.TrimSuffix(entry.Name(), source.JSON), autoSuffix) {
			file, diags := source.ReadFile(fsys, path.Join(dir, entry.Name()))
			v.read(file, diags)
		}
	}
	for _, g := range given {
		if g.file {
			if err := load(&v, g.text); err != nil {
				return variables{}, err
			}
			continue
		}
		name, text, _ := strings.Cut(g.text, "=")
		v.values = append(v.values, lang.Variable{Name: name, Text: text, Origin: "--var"})
	}
	return v, nil
}

// load reads a file of values from the disk, wherever it is.
func (v *variables) load(place *host.Place, name string) error {
	data, err := host.ReadFile(name, source.MaxFileSize)
	if err != nil {
		return err
	}
	file, diags := source.New(place.NameOf(name), data)
	v.read(file, diags)
	return nil
}

func (v *variables) read(file *source.File, diags diag.List) {
	values, found := lang.ReadVariables(file)
	v.values = append(v.values, values...)
	v.files = append(v.files, file)
	v.diags.Append(diags)
	v.diags.Append(found)
}

// hide keeps the lines of the files out of messages, which still say where in them.
func (v *variables) hide() {
	for i, f := range v.files {
		v.files[i] = &source.File{Path: f.Path}
	}
}
