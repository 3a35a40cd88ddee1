package cli

import (
	"path/filepath"

	"github.com/hashicorp/go-multierror"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/index"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// unit is a unit after the front end, with what messages about it need. Close
// its place when done.
type unit struct {
	place   *host.Place
	result  *lang.Result
	program *ir.Program // usable in part when there are errors; may be nil
	diags   diag.List
	text    diag.Sources
}

// compileUnit runs the front end over the unit that path names, with what is
// known of the names of packages.
func compileUnit(path string, given variableFlags) (*unit, error) {
	return compileKnowing(path, given, openIndex)
}

// compileKnowing is compileUnit with an index of names, or none.
func compileKnowing(path string, given variableFlags, open func(*host.Place) *index.Index) (*unit, error) {
	place, err := host.Find(path)
	if err != nil {
		return nil, err
	}
	vars, err := variablesFor(place, given)
	if err != nil {
		place.Close()
		return nil, err
	}
	options := optionsFor(place, vars)
	if known := open(place); known != nil {
		defer known.Close()
		options.Names = known
	}
	result, diags := lang.Compile(place.FS(), place.Dir, options)
	u := &unit{place: place, result: result, program: result.Program}
	u.diags.Append(vars.diags)
	u.diags.Append(diags)
	if result.HasSecrets() {
		vars.hide()
	}
	u.text = sourcesIn(place.FS(), append(vars.files, result.Sources()...)...)
	return u, nil
}

func optionsFor(place *host.Place, vars variables) lang.Options {
	return lang.Options{
		DirName:   filepath.Base(place.UnitPath()),
		Version:   Version,
		Today:     host.Today(),
		Variables: vars.values,
	}
}

// findings are the diagnostics under the names that the user knows.
func (u *unit) findings() *view.Findings {
	var f view.Findings
	f.Add(u.diags, u.place.Shown, u.text)
	return &f
}

// compile is compileUnit for a command that needs the whole program: ok is false
// when errors were shown and there is nothing more to do.
func (a *app) compile(path string, given variableFlags) (u *unit, ok bool, err error) {
	u, err = compileUnit(path, given)
	if err != nil {
		return nil, false, err
	}
	a.view.Detail("workspace: %s, unit: %s", u.place.Path, u.place.Dir)
	a.view.Diagnostics(u.findings())
	if u.diags.HasErrors() {
		u.place.Close()
		return nil, false, nil
	}
	return u, true, nil
}

// Close lets go of the unit's tree.
func (u *unit) Close() { u.place.Close() }

// eachUnit does something with several units at a time, and returns what came of
// those that could be found; close them also when there is an error. It is that of
// all the others.
func eachUnit[T any](paths []string, do func(path string) (T, error)) ([]T, error) {
	type result struct {
		unit T
		err  error
	}
	var units []T
	var failures *multierror.Error
	for _, r := range inParallel(paths, func(path string) result {
		u, err := do(path)
		return result{u, err}
	}) {
		if r.err != nil {
			failures = multierror.Append(failures, r.err)
			continue
		}
		units = append(units, r.unit)
	}
	return units, failures.ErrorOrNil()
}

func closeAll[T interface{ Close() }](units []T) {
	for _, u := range units {
		u.Close()
	}
}
