package cli

import (
	"bytes"
	"context"
	"fmt"

	"github.com/spf13/cobra"
)

func (a *app) completionCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print a completion script for bash, zsh, fish or powershell",
		Example: `  source <(agentboxc completion bash)
  agentboxc completion fish >~/.config/fish/completions/agentboxc.fish`,
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		Args:      cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs),
	}
	cmd.RunE = a.run(func(_ context.Context, args []string) (exit, error) {
		return a.completion(cmd.Root(), args[0])
	})
	return cmd
}

func (a *app) completion(root *cobra.Command, shell string) (exit, error) {
	generate := map[string]func(*bytes.Buffer) error{
		"bash":       func(w *bytes.Buffer) error { return root.GenBashCompletionV2(w, true) },
		"zsh":        func(w *bytes.Buffer) error { return root.GenZshCompletion(w) },
		"fish":       func(w *bytes.Buffer) error { return root.GenFishCompletion(w, true) },
		"powershell": func(w *bytes.Buffer) error { return root.GenPowerShellCompletionWithDesc(w) },
	}
	var script bytes.Buffer
	if err := generate[shell](&script); err != nil {
		return failed, fmt.Errorf("generating the completion script: %w", err)
	}
	a.view.Write(script.Bytes())
	return done, nil
}
