package cli

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
)

// globalFlags are those that every command takes.
type globalFlags struct {
	chdir   string
	color   string
	quiet   bool
	verbose bool
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:               "agentboxc",
		Short:             "Compile agentbox.hcl to a Nix flake that builds container images",
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		Args:              cobra.ArbitraryArgs,
		RunE:              noCommand,
	}
	root.SetFlagErrorFunc(flagError)
	flags := root.PersistentFlags()
	flags.StringVar(&a.global.chdir, "chdir", "", "change to `DIR` before anything else")
	flags.StringVar(&a.global.color, "color", "auto", "`WHEN` to use colour: auto, always or never")
	flags.BoolVarP(&a.global.quiet, "quiet", "q", false, "print results and errors, no progress and no hints")
	flags.BoolVarP(&a.global.verbose, "verbose", "v", false, "print what is normally of no interest")
	root.AddCommand(
		a.initCommand(),
		a.importCommand(),
		a.validateCommand(),
		a.fmtCommand(),
		a.testCommand(),
		a.planCommand(),
		a.applyCommand(),
		a.buildCommand(),
		a.lockCommand(),
		a.reviewCommand(),
		a.showCommand(),
		a.listCommand(),
		a.searchCommand(),
		a.explainCommand(),
		a.schemaCommand(),
		a.lspCommand(),
		a.completionCommand(),
		a.versionCommand(),
	)
	return root
}

// start applies the global flags.
func (a *app) start() error {
	if !slices.Contains([]string{"auto", "always", "never"}, a.global.color) {
		return misusef("--color is auto, always or never, not %q", a.global.color)
	}
	if a.global.quiet && a.global.verbose {
		return misusef("--quiet and --verbose exclude each other")
	}
	a.view.Configure(view.Options{Color: a.global.color, Quiet: a.global.quiet, Verbose: a.global.verbose})
	if a.global.chdir == "" {
		return nil
	}
	if err := host.Chdir(a.global.chdir); err != nil {
		return misusef("--chdir: %w", err)
	}
	return nil
}

func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		cmd.SetOut(cmd.ErrOrStderr())
		_ = cmd.Help()
		return errors.New("a command is missing")
	}
	err := fmt.Errorf("there is no command %q", args[0])
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		err = fmt.Errorf("%w; did you mean %q?", err, near[0])
	}
	return err
}

// planned holds, per command, the flags of its final form that can't do
// anything yet.
var planned = map[string][]string{
	"plan": {"against"},
}

func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) && slices.Contains(planned[cmd.Name()], unknown.GetSpecifiedName()) {
		return fmt.Errorf("--%s is not supported yet: this version writes the files of a unit and builds nothing", unknown.GetSpecifiedName())
	}
	return err
}
