package cli

import (
	"context"
	"io/fs"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/server"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/names"
)

func (a *app) lspCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lsp",
		Short: "Serve editors with the language server protocol",
		Long: `Speaks the language server protocol on the standard input and output, for an editor
that starts it. What the editor shows is what ` + "`agentboxc validate`" + ` says of the
text as it is in the editor, saved or not. docs/editor.md tells how to set editors up.`,
		Args: noArgs,
		RunE: a.run(func(ctx context.Context, _ []string) (exit, error) {
			return a.lsp(ctx)
		}),
	}
	// Clients add it, for servers that can speak in other ways.
	cmd.Flags().Bool("stdio", true, "speak on the standard input and output, which is the only way there is")
	return cmd
}

// A server is there all day beside an editor, so it trades time for memory.
const gcPercentOfServer = 75

func (a *app) lsp(ctx context.Context) (exit, error) {
	debug.SetGCPercent(gcPercentOfServer)
	clean := server.Serve(ctx, os.Stdin, a.view.Stream(), server.Options{
		Version: Version,
		Compile: CompileForEditor,
		Bug:     func(cause any, stack []byte) { a.view.Bug(cause, stack, []string{"lsp"}, Version) },
	})
	if !clean {
		return failed, nil
	}
	return done, nil
}

// CompileForEditor is what validate does with a unit, without remembering anything
// beyond the run.
func CompileForEditor(tree fs.FS, place *host.Place, memory *lang.Memory) *server.Compiled {
	c := &checker{today: host.Today}
	u, tests := c.compile(member{newTree(place), place}, world{
		tree: tree, today: host.Today, names: openIndexIn(tree), memory: memory,
	})
	return &server.Compiled{
		Result: u.result, Unit: u.diags, Tests: tests.diags, Values: u.values, Beside: tests.files,
		Names: func() (names.Index, func()) {
			if known := openIndexIn(tree)(place); known != nil {
				return known, known.Close
			}
			return nil, func() {}
		},
	}
}
