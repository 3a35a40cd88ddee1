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
	"github.com/agentboxc/agentboxc/lang/diag"
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
changed. PATH is a file or a directory; DIR/... stands for the units of the workspace
in DIR and below, and a pattern in quotes, such as "services/*", for those that fit.
"-" formats the standard input to the
standard output. A file that can't be parsed is reported and left as it is.`,
		Example: `  agentboxc fmt
  agentboxc fmt --check --diff --recursive .
  agentboxc fmt services/...
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
// to do with it. Files are formatted at the same time, and written in the order of
// their paths.
func (a *app) fmtFiles(flags fmtFlags, args []string) (exit, error) {
	files, code, err := a.filesToFormat(orHere(args), flags.recursive)
	if err != nil {
		return failed, err
	}
	inOrder(files, formatFile, func(r result[*formatted]) {
		one, err := done, r.err
		if r.value != nil {
			one, err = a.putFormatted(flags, r.value)
		}
		if err != nil {
			a.view.Failure(err)
			one = failed
		}
		code = worse(code, one)
	})
	return code, nil
}

// filesToFormat are the files that paths and patterns of units mean. Unlike other
// commands, this one takes the root of a workspace for a directory like others.
func (a *app) filesToFormat(args []string, recursive bool) (files []string, code exit, err error) {
	var paths, patterns []string
	for _, arg := range args {
		if _, below := belowDir(arg); below || isPattern(arg) && !host.Exists(arg) {
			patterns = append(patterns, arg)
		} else {
			paths = append(paths, arg)
		}
	}
	units, err := selectUnits(patterns)
	if err != nil {
		return nil, failed, err
	}
	defer units.Close()
	a.view.Diagnostics(&units.found)
	if units.found.HasErrors() {
		code = failed
	}
	for _, m := range units.units {
		paths = append(paths, filepath.FromSlash(m.place.Shown(m.place.Dir)))
	}
	files, err = host.FindSources(paths, recursive)
	return files, code, err
}

// formatted is a file before and after.
type formatted struct {
	name  string // as it was given
	place *host.Place
	file  *source.File
	bytes []byte
	diags diag.List
}

// formatFile returns nothing for a file with which all is well.
func formatFile(name string) result[*formatted] {
	if isFormatted(name) {
		return result[*formatted]{}
	}
	place, err := host.Around(filepath.Dir(name))
	if err != nil {
		return result[*formatted]{nil, err}
	}
	f := &formatted{name: name, place: place}
	f.file, f.diags = source.ReadFile(place.FS(), path.Join(place.Dir, filepath.Base(name)))
	bytes, more := syntax.Format(f.file)
	f.bytes = bytes
	f.diags.Append(more)
	return result[*formatted]{f, nil}
}

// isFormatted is a quick look at a file in a directory of its own; it says no where it
// does not know.
func isFormatted(name string) bool {
	if !host.IsFile(name) {
		return false // a link may lead out of the workspace
	}
	file, diags := source.ReadFile(os.DirFS(filepath.Dir(name)), filepath.Base(name))
	formatted, more := syntax.Format(file)
	return len(diags)+len(more) == 0 && bytes.Equal(formatted, file.Bytes)
}

// putFormatted shows and writes what is different, and closes the place.
func (a *app) putFormatted(flags fmtFlags, f *formatted) (exit, error) {
	defer f.place.Close()
	a.diagnose(f.diags, f.place.Shown, sourcesIn(f.place.FS(), f.file))
	switch {
	case f.diags.HasErrors():
		return failed, nil
	case bytes.Equal(f.bytes, f.file.Bytes):
		return done, nil
	}
	a.view.Formatted(f.name, f.file.Bytes, f.bytes, flags.diff)
	switch {
	case flags.check:
		return changes, nil
	case !flags.write:
		return done, nil
	}
	return done, a.interrupts.Hold(func() error {
		return apply.Write(f.place.Root, []apply.File{{Name: f.file.Path, Bytes: f.bytes}}, nil)
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
