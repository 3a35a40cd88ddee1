package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
)

type validateFlags struct {
	format    string
	json      bool
	fix       bool
	noCache   bool
	variables variableFlags
}

func (a *app) validateCommand() *cobra.Command {
	var flags validateFlags
	cmd := &cobra.Command{
		Use:   "validate [PATH…]",
		Short: "Check units; build nothing",
		Long: `Checks everything in the units and reports all that is wrong at once. It needs
neither Nix nor the network. Whether packages exist is checked where there is an
index of their names, which ` + "`agentboxc lock --index`" + ` makes. Of the units'
tests it checks how they are written; ` + "`agentboxc test`" + ` runs them. In the text form
diagnostics go to the standard error; the other forms go to the standard output.

What was found in a unit is kept in the user's cache, and found again without
checking as long as nothing that it depends on has changed. The report is the same
with and without.

` + pathsHelp,
		Example: `  agentboxc validate
  agentboxc validate --fix examples/*
  agentboxc validate services/...
  agentboxc validate --format github .`,
		RunE: a.run(func(_ context.Context, args []string) (exit, error) {
			return a.validate(flags, orHere(args))
		}),
	}
	cmd.Flags().StringVar(&flags.format, "format", "text", "`FORM` of the report: text, json, sarif or github")
	cmd.Flags().BoolVar(&flags.json, "json", false, "the same as --format json")
	cmd.Flags().BoolVar(&flags.fix, "fix", false, "apply the fixes that keep what was evidently meant")
	cmd.Flags().BoolVar(&flags.noCache, "no-cache", false, "check all units anew, and remember nothing; AGENTBOX_NO_CACHE=1 does the same")
	flags.variables.register(cmd.Flags())
	return cmd
}

func (a *app) validate(flags validateFlags, paths []string) (exit, error) {
	form, err := flags.form()
	if err != nil {
		return misused, err
	}
	units, err := selectUnits(paths)
	if err != nil {
		return failed, err
	}
	defer units.Close()
	checker, err := newChecker(flags.variables, len(units.units), !flags.noCache && !host.NoCache())
	if err != nil {
		return failed, err
	}
	if flags.fix {
		if err := a.fixUnits(checker, units); err != nil {
			return failed, err
		}
	}
	findings := &units.found
	inOrder(units.units, checker.validate, func(f *view.Findings) { findings.Join(f) })
	a.remember(checker)
	a.view.Validation(findings, form, Version)
	if findings.HasErrors() {
		return failed, nil
	}
	return done, nil
}

// validate keeps nothing of the unit but what is to be said about it.
func (c *checker) validate(m member) *view.Findings {
	findings := &view.Findings{}
	found := c.check(m)
	findings.Add(found.Unit, m.place.Shown, found.text)
	findings.Add(found.Tests, m.place.Shown, found.text)
	return findings
}

// remember saves what was found for the next run. That it cannot be saved is no
// fault of the units.
func (a *app) remember(c *checker) {
	if c.memories == nil {
		return
	}
	a.view.Detail("units that were parsed and checked: %d", c.compiled.Load())
	if err := c.memories.save(); err != nil {
		a.view.Detail("what was found is not remembered: %s", err)
	}
}

func (f validateFlags) form() (string, error) {
	if f.json {
		return "json", nil
	}
	if !slices.Contains([]string{"text", "json", "sarif", "github"}, f.format) {
		return "", misusef("--format is text, json, sarif or github, not %q", f.format)
	}
	return f.format, nil
}
