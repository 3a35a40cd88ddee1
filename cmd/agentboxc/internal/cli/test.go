package cli

import (
	"context"
	"errors"
	"path"
	"slices"

	"github.com/hashicorp/go-multierror"
	"github.com/spf13/cobra"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
	"github.com/agentboxc/agentboxc/lang"
)

type testFlags struct {
	filter    []string
	json      bool
	junit     string
	variables variableFlags
}

func (a *app) testCommand() *cobra.Command {
	var flags testFlags
	cmd := &cobra.Command{
		Use:   "test [PATH…]",
		Short: "Run the tests of units; build nothing",
		Long: `Runs the tests that stand beside agentbox.hcl in files whose names end in
.agentboxtest.hcl: each compiles the unit and checks assertions about the result.
It needs neither Nix nor the network, and writes nothing into the units. Exits
with 0 when all runs pass, and with 1 otherwise.

` + pathsHelp,
		Example: `  agentboxc test
  agentboxc test --filter 'desktop_*' examples/*
  agentboxc test --junit report.xml .`,
		RunE: a.run(func(_ context.Context, args []string) (exit, error) {
			return a.test(flags, orHere(args))
		}),
	}
	cmd.Flags().StringArrayVar(&flags.filter, "filter", nil, "run only what fits the `PATTERN`: the name of a run or of a test file, in which * stands for any characters; may be repeated")
	cmd.Flags().BoolVar(&flags.json, "json", false, "print JSON, an object a line, as `tofu test -json` does")
	cmd.Flags().StringVar(&flags.junit, "junit", "", "also write the results to `FILE` as JUnit XML")
	flags.variables.register(cmd.Flags())
	return cmd
}

func (a *app) test(flags testFlags, paths []string) (exit, error) {
	for _, pattern := range flags.filter {
		if _, err := path.Match(pattern, ""); err != nil {
			return misused, misusef("--filter %q: %w", pattern, err)
		}
	}
	units, err := selectUnits(paths)
	if err != nil {
		return failed, err
	}
	defer units.Close()
	a.view.Diagnostics(&units.found)
	var tests view.Tests
	var failures *multierror.Error
	inOrder(units.units, func(m member) result[*view.Tests] {
		tested, err := testUnit(m, flags)
		return result[*view.Tests]{tested, err}
	}, func(r result[*view.Tests]) {
		tests.Join(r.value)
		failures = multierror.Append(failures, r.err)
	})
	if err := failures.ErrorOrNil(); err != nil {
		return failed, err
	}
	if len(flags.filter) > 0 && tests.Runs() == 0 && !tests.Failed() {
		return failed, errors.New("no run and no test file fits --filter")
	}
	if len(units.units) == 0 {
		return failed, nil // as was said
	}
	if flags.json {
		a.view.TestStream(&tests, Version)
	} else {
		a.view.TestResults(&tests)
	}
	if flags.junit != "" {
		if err := host.WriteFile(flags.junit, tests.JUnit()); err != nil {
			return failed, err
		}
	}
	if tests.Failed() || units.found.HasErrors() {
		return failed, nil
	}
	return done, nil
}

// testUnit keeps nothing of the unit but the results.
func testUnit(m member, flags testFlags) (*view.Tests, error) {
	vars, err := variablesFor(m.place, flags.variables)
	if err != nil {
		return nil, err
	}
	options := optionsFor(m, vars)
	if known := openIndex(m.place); known != nil {
		defer known.Close()
		options.Names = known
	}
	trial := lang.Test(m.place.FS(), m.place.Dir, options, wanted(flags.filter, m.place))
	var tests view.Tests
	tests.Add(trial, vars.diags, m.place.Shown, sourcesIn(m.place.FS(), slices.Concat(vars.files, trial.Unit.Files, trial.Tests)...))
	return &tests, nil
}

// wanted is what the filters choose. A file is named as messages name it, or by
// its name alone.
func wanted(filters []string, place *host.Place) lang.Wanted {
	if len(filters) == 0 {
		return nil
	}
	return func(file, run string) bool {
		names := []string{run, path.Base(file), place.Shown(file)}
		return slices.ContainsFunc(filters, func(pattern string) bool {
			return slices.ContainsFunc(names, func(name string) bool {
				fits, _ := path.Match(pattern, name)
				return fits
			})
		})
	}
}
