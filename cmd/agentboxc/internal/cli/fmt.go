package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/apply"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

type fmtFlags struct {
	check     bool
	diff      bool
	recursive bool
	write     bool
}

func (a *app) fmtCommand() *cobra.Command {
	var flags fmtFlags
	cmd := &cobra.Command{
		Use:   "fmt [PATH…|-]",
		Short: "Rewrite source files in the canonical layout",
		Long: `Rewrites source files in the canonical layout and prints the names of those that
changed. PATH is a file or a directory; "-" formats the standard input to the
standard output. A file that can't be parsed is reported and left as it is.`,
		Example: `  agentboxc fmt
  agentboxc fmt --check --diff --recursive .
  agentboxc fmt - <agentbox.hcl`,
		RunE: a.run(func(_ context.Context, args []string) (exit, error) {
			if len(args) == 1 && args[0] == "-" {
				return a.fmtStream(flags, os.Stdin)
			}
			return a.fmtFiles(flags, args)
		}),
	}
	cmd.Flags().BoolVar(&flags.check, "check", false, "change nothing; exit with 2 when a file is not in the canonical layout")
	cmd.Flags().BoolVar(&flags.diff, "diff", false, "print what changes")
	cmd.Flags().BoolVarP(&flags.recursive, "recursive", "r", false, "also format the files of directories below")
	cmd.Flags().BoolVar(&flags.write, "write", true, "write the files")
	return cmd
}

// fmtFiles goes on after a file that can't be formatted: the others have nothing
// to do with it.
func (a *app) fmtFiles(flags fmtFlags, args []string) (exit, error) {
	files, err := host.FindSources(orHere(args), flags.recursive)
	if err != nil {
		return failed, err
	}
	code := done
	for _, file := range files {
		one, err := a.fmtFile(flags, file)
		if err != nil {
			a.view.Failure(err)
			one = failed
		}
		code = worse(code, one)
	}
	return code, nil
}

func (a *app) fmtFile(flags fmtFlags, name string) (exit, error) {
	place, err := host.Around(filepath.Dir(name))
	if err != nil {
		return failed, err
	}
	defer place.Close()

	file, diags := source.ReadFile(place.FS(), path.Join(place.Dir, filepath.Base(name)))
	formatted, more := syntax.Format(file)
	diags.Append(more)
	a.diagnose(diags, place.Shown, sourcesIn(place.FS(), file))
	switch {
	case diags.HasErrors():
		return failed, nil
	case bytes.Equal(formatted, file.Bytes):
		return done, nil
	}
	a.view.Formatted(name, file.Bytes, formatted, flags.diff)
	switch {
	case flags.check:
		return changes, nil
	case !flags.write:
		return done, nil
	}
	return done, a.interrupts.Hold(func() error {
		return apply.Write(place.Root, []apply.File{{Name: file.Path, Bytes: formatted}}, nil)
	})
}

// fmtStream prints the result itself, since there is no file to name.
func (a *app) fmtStream(flags fmtFlags, in io.Reader) (exit, error) {
	data, err := io.ReadAll(io.LimitReader(in, source.MaxFileSize+1))
	if err != nil {
		return failed, fmt.Errorf("reading the standard input: %w", err)
	}
	file, diags := source.New("<stdin>", data)
	formatted, more := syntax.Format(file)
	diags.Append(more)
	a.diagnose(diags, path.Clean, func(string) []byte { return data })
	if diags.HasErrors() {
		return failed, nil
	}
	switch {
	case flags.diff:
		a.view.Diff(file.Path, data, formatted)
	case !flags.check:
		a.view.Write(formatted)
	}
	if flags.check && !bytes.Equal(formatted, data) {
		return changes, nil
	}
	return done, nil
}
