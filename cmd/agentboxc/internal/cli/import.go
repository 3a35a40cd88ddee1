package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/lang/foreign"
	"github.com/agentboxc/agentboxc/lang/source"
)

type importFlags struct {
	output string
	from   string
	target string
	json   bool
}

func (a *app) importCommand() *cobra.Command {
	var flags importFlags
	cmd := &cobra.Command{
		Use:   "import FILE|-",
		Short: "Make an agentbox.hcl of a Dockerfile, devbox.json, bake, apko or flox file",
		Long: `Makes an agentbox.hcl of a file that was written for another tool, and reports what
is not in it, or not as it was, line by line, with what to do about it. What comes
out compiles. Nothing is run and nothing is downloaded.

The unit goes to the standard output and the report to the standard error. With
--output the unit is written into a directory, in which there must be no
agentbox.hcl yet; files that the unit names are looked for beside FILE, then there.`,
		Example: `  agentboxc import Dockerfile
  agentboxc import docker/Dockerfile --output . --target runtime
  agentboxc import .flox/env/manifest.toml --output box`,
		Args: cobra.ExactArgs(1),
		RunE: a.run(func(_ context.Context, args []string) (exit, error) {
			return a.importFile(flags, args[0])
		}),
	}
	cmd.Flags().StringVarP(&flags.output, "output", "o", "", "write agentbox.hcl into `DIR`, which is made when it does not exist")
	cmd.Flags().StringVar(&flags.from, "from", "", "`FORMAT` of the file: "+strings.Join(foreign.Formats(), ", ")+"; the default goes by its name")
	cmd.Flags().StringVar(&flags.target, "target", "", "`NAME` of the stage of a Dockerfile, or of the target or group of a bake file")
	cmd.Flags().BoolVar(&flags.json, "json", false, "print the unit and the report as JSON")
	return cmd
}

func (a *app) importFile(flags importFlags, file string) (exit, error) {
	if flags.from != "" && !slices.Contains(foreign.Formats(), flags.from) {
		return misused, misusef("--from is one of %s, not %q", strings.Join(foreign.Formats(), ", "), flags.from)
	}
	if flags.output != "" && host.Exists(filepath.Join(flags.output, source.MainFile)) {
		return failed, fmt.Errorf("importing %s: %s exists already and was left as it is", file, filepath.Join(flags.output, source.MainFile))
	}
	data, err := readForeign(file)
	if err != nil {
		return failed, err
	}
	options := foreign.Options{Format: flags.from, Target: flags.target, Name: shownName(file), Dir: "."}
	place, err := placeOf(file, flags.output)
	if err != nil {
		return failed, err
	}
	if place != nil {
		defer place.Close()
		options.FS, options.Dir, options.File = place.FS(), place.Dir, place.NameOf(foreignPath(file))
	}
	result, err := foreign.Import(data, options)
	if text, ours := foreign.IsBug(err); ours {
		a.view.Detail("%s", text)
	}
	if err != nil {
		return failed, err
	}
	if flags.output == "" {
		a.view.Imported(result, options.Name, "", flags.json)
		return done, nil
	}
	var path string
	err = a.interrupts.Hold(func() (err error) {
		path, err = host.CreateUnit(flags.output, result.Text)
		return err
	})
	if err != nil {
		return failed, err
	}
	a.view.Imported(result, options.Name, path, flags.json)
	return done, nil
}

func readForeign(file string) ([]byte, error) {
	if file != "-" {
		return host.ReadFile(file, foreign.MaxSize)
	}
	data, err := io.ReadAll(io.LimitReader(os.Stdin, foreign.MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("reading the standard input: %w", err)
	}
	return data, nil
}

func shownName(file string) string {
	if file == "-" {
		return "<stdin>"
	}
	return filepath.ToSlash(file)
}

// foreignPath is where a file is: what comes from the standard input is taken
// for a file of the current directory.
func foreignPath(file string) string {
	if file == "-" {
		return "stdin"
	}
	return file
}

// placeOf is the tree in which the unit will be, nil when the file is not in it:
// then the unit cannot name what is beside the file.
func placeOf(file, output string) (*host.Place, error) {
	dir := filepath.Dir(foreignPath(file))
	if output != "" {
		dir = output
	}
	place, err := host.Ahead(dir)
	if place == nil || err != nil {
		return nil, err
	}
	if strings.HasPrefix(place.NameOf(foreignPath(file)), "..") {
		place.Close()
		return nil, nil
	}
	return place, nil
}
