package cli

import (
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/index"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/source"
)

// unit is a unit after the front end, with what messages about it need.
type unit struct {
	tree    *tree
	place   *host.Place
	result  *lang.Result
	program *ir.Program    // usable in part when there are errors; may be nil
	values  []*source.File // files of values for its variables
	diags   diag.List
	text    diag.Sources
}

// compileMember runs the front end over a unit, with what is known of the names of
// packages: open opens an index of them, or none.
func compileMember(m member, given variableFlags, open func(*host.Place) *index.Index) (*unit, error) {
	vars, err := variablesFor(m.place, given)
	if err != nil {
		return nil, err
	}
	return worldOf(m, open).compile(m, vars), nil
}

// world is what a unit is compiled in, as it is or as a witness sees it.
type world struct {
	tree   fs.FS
	today  func() string
	names  func(*host.Place) *index.Index
	shelf  *lang.Shelf
	memory *lang.Memory
}

func worldOf(m member, open func(*host.Place) *index.Index) world {
	return world{tree: m.place.FS(), today: host.Today, names: open, shelf: m.tree.shelf}
}

func (w world) compile(m member, vars variables) *unit {
	place := m.place
	options := optionsFor(m, vars)
	options.Today, options.Shelf, options.Memory = w.today, w.shelf, w.memory
	if known := w.names(place); known != nil {
		defer known.Close()
		options.Names = known
	}
	result, diags := lang.Compile(w.tree, place.Dir, options)
	u := &unit{tree: m.tree, place: place, result: result, program: result.Program, values: slices.Clone(vars.files)}
	u.diags.Append(vars.diags)
	u.diags.Append(diags)
	if result.HasSecrets() {
		vars.hide()
	}
	u.text = sourcesIn(place.FS(), append(vars.files, result.Sources()...)...)
	return u
}

func optionsFor(m member, vars variables) lang.Options {
	return lang.Options{
		DirName:   filepath.Base(m.place.UnitPath()),
		Version:   Version,
		Today:     host.Today,
		Variables: vars.values,
		Shelf:     m.tree.shelf,
	}
}

// findings are the diagnostics under the names that the user knows.
func (u *unit) findings() *view.Findings {
	var f view.Findings
	f.Add(u.diags, u.place.Shown, u.text)
	return &f
}

// compile is compileMember for a command that needs the whole program: ok is false
// when errors were shown and there is nothing more to do.
func (a *app) compile(m member, given variableFlags) (u *unit, ok bool, err error) {
	u, err = compileMember(m, given, openIndex)
	if err != nil {
		return nil, false, err
	}
	a.view.Detail("workspace: %s, unit: %s", u.place.Path, u.place.Dir)
	a.view.Diagnostics(u.findings())
	if u.diags.HasErrors() {
		return nil, false, nil
	}
	return u, true, nil
}
