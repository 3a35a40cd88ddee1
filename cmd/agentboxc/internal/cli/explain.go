package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/agentboxc/agentboxc/docs"
)

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "explain CODE",
		Short:   "Print what the manual says about a diagnostic",
		Example: `  agentboxc explain AB3001`,
		Args:    cobra.ExactArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return codes(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: a.run(func(_ context.Context, args []string) (exit, error) {
			return a.explain(args[0])
		}),
	}
}

func (a *app) explain(code string) (exit, error) {
	section, ok := docs.Diagnostic(code)
	switch {
	case ok:
		a.view.Manual(section.Code, section.Title, section.Text)
		return done, nil
	case strings.Contains(code, "."):
		return misused, misusef("explaining an address (%s) is not supported yet; codes of diagnostics, such as AB3001, are", code)
	}
	return misused, misusef("there is no diagnostic %q; codes look like AB3001", code)
}

func codes() []string {
	var all []string
	for _, section := range docs.Sections() {
		all = append(all, section.Code+"\t"+section.Title)
	}
	return all
}
