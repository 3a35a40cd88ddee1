package cli

import (
	"context"
	"slices"

	"github.com/hashicorp/go-multierror"
	"github.com/spf13/cobra"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
	"github.com/agentboxc/agentboxc/lang"
)

type validateFlags struct {
	format    string
	json      bool
	fix       bool
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
	if flags.fix {
		if err := a.fixUnits(units, flags.variables); err != nil {
			return failed, err
		}
	}
	findings := &units.found
	var failures *multierror.Error
	inOrder(units.units, func(m member) result[*view.Findings] {
		found, err := validateUnit(m, flags.variables)
		return result[*view.Findings]{found, err}
	}, func(r result[*view.Findings]) {
		findings.Join(r.value)
		failures = multierror.Append(failures, r.err)
	})
	a.view.Validation(findings, form, Version)
	if err := failures.ErrorOrNil(); err != nil || findings.HasErrors() {
		return failed, err
	}
	return done, nil
}

// validateUnit keeps nothing of the unit but what is to be said about it.
func validateUnit(m member, given variableFlags) (*view.Findings, error) {
	findings := &view.Findings{}
	u, err := compileMember(m, given, openIndex)
	if err != nil {
		return findings, err
	}
	findings.Add(u.diags, u.place.Shown, u.text)
	tests, diags := lang.CheckTests(u.place.FS(), u.result)
	findings.Add(diags, u.place.Shown, sourcesIn(u.place.FS(), tests...))
	return findings, nil
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
