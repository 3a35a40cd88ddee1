package cli

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"

	"github.com/hashicorp/go-multierror"
	"github.com/spf13/cobra"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/gitfs"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/review"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/source"
)

type reviewFlags struct {
	base, head   string
	format       string
	json         bool
	why          bool
	all          bool
	detailedExit bool
	variables    variableFlags
}

func (a *app) reviewCommand() *cobra.Command {
	var flags reviewFlags
	cmd := &cobra.Command{
		Use:   "review",
		Short: "Show what differs between two commits, and what that means for images",
		Long: `Compares the units of two trees of the git repository: of a workspace its members,
elsewhere the units below the current directory. It tells packages, layers, variants
and configuration that change, inputs that move, bytes as they were measured, budgets,
which images have to be built, and generated files that are stale. A change that alters
nothing that is built is said to be one.

Units that nothing differs for are counted, and not looked into, so that a small
change takes little time in a large workspace. With --all they are compiled, too.

It reads git's objects, and checks nothing out. Without --head it is the work tree that
is compared. The exact trees are compared: for the changes of a branch alone, give
` + "`$(git merge-base main HEAD)`" + ` as the base.`,
		Example: `  agentboxc review
  agentboxc review --base origin/main --why
  agentboxc review --all --detailed-exitcode
  agentboxc review --base v1 --head v2 --format markdown`,
		Args: noArgs,
		RunE: a.run(func(ctx context.Context, _ []string) (exit, error) {
			return a.review(ctx, flags)
		}),
	}
	cmd.Flags().StringVar(&flags.base, "base", "HEAD", "compare with `REF`")
	cmd.Flags().StringVar(&flags.head, "head", "", "compare `REF` instead of the work tree")
	cmd.Flags().StringVar(&flags.format, "format", "text", "`FORM` of the report: text, markdown, json, sarif or github")
	cmd.Flags().BoolVar(&flags.json, "json", false, "the same as --format json")
	cmd.Flags().BoolVar(&flags.why, "why", false, "also print why each unit is looked at, and why each image is built")
	cmd.Flags().BoolVar(&flags.all, "all", false, "also look for stale files, errors and waivers that are over in units that nothing differs for")
	cmd.Flags().BoolVar(&flags.detailedExit, "detailed-exitcode", false, "exit with 2 when there are changes or stale files")
	flags.variables.register(cmd.Flags())
	return cmd
}

func (a *app) review(ctx context.Context, flags reviewFlags) (exit, error) {
	form, err := flags.form()
	if err != nil {
		return misused, err
	}
	place, err := host.Around(".")
	if err != nil {
		return failed, err
	}
	defer place.Close()
	repository, err := gitfs.Open(ctx, place.Path)
	if err != nil {
		return failed, err
	}
	defer repository.Close()
	debug.SetGCPercent(gcPercentOfSeveral)
	trees, err := readTrees(ctx, repository, place, flags)
	if err != nil {
		return failed, err
	}
	found, err := trees.request.Find()
	if err != nil {
		return failed, err
	}
	results, err := compareAll(trees.request, found.Pairs)
	if err != nil {
		return failed, err
	}
	report := review.Assemble(trees.base, trees.head, found.NotAffected, results)
	var findings view.Findings
	text := sourcesIn(trees.request.Head.FS)
	findings.Add(found.Diags, place.Shown, text)
	for _, r := range results {
		findings.Add(r.Diags, place.Shown, sourcesIn(trees.request.Head.FS, r.Files...))
	}
	a.view.Review(report, &findings, view.ReviewOptions{Form: form, Why: flags.why, Version: Version})
	return flags.exit(report, found.Diags.HasErrors(), results), nil
}

// exit puts errors before broken rules, and both before changes.
func (f reviewFlags) exit(report *review.Report, wrong bool, results []*review.Result) exit {
	switch {
	case wrong, slices.ContainsFunc(results, func(r *review.Result) bool { return r.Failed }):
		return failed
	case report.Broken:
		return broken
	case f.detailedExit && report.HasChanges:
		return changes
	}
	return done
}

func (f reviewFlags) form() (string, error) {
	if f.json {
		return "json", nil
	}
	if !slices.Contains([]string{"text", "markdown", "json", "sarif", "github"}, f.format) {
		return "", misusef("--format is text, markdown, json, sarif or github, not %q", f.format)
	}
	return f.format, nil
}

// trees are both sides of a review.
type trees struct {
	request    review.Request
	base, head review.Tree
}

func readTrees(ctx context.Context, repository *gitfs.Repository, place *host.Place, flags reviewFlags) (_ *trees, err error) {
	var base *gitfs.Tree
	var changed []string
	t := &trees{head: review.Tree{Ref: flags.head}}
	head := place.FS()
	if flags.head == "" {
		base, changed, err = repository.WorkTree(ctx, flags.base)
	} else if base, err = repository.Tree(ctx, flags.base); err == nil {
		var tree *gitfs.Tree
		if tree, err = repository.Tree(ctx, flags.head); err == nil {
			head, changed, t.head.Rev = tree, base.Changed(tree), tree.Rev
		}
	}
	if err != nil {
		return nil, err
	}
	t.base = review.Tree{Ref: flags.base, Rev: base.Rev}
	t.request = review.Request{Below: place.Dir, Changed: changed, Links: base.Links, Exists: base.Exists, Ahead: base.Ahead, All: flags.all}
	if t.request.Ignores, err = place.Ignores(); err != nil {
		return nil, err
	}
	// What has expired since the base was written is no fault of it.
	t.request.Base = sideOf(base, place, flags.variables, nil)
	t.request.Head = sideOf(head, place, flags.variables, host.Today)
	for _, g := range flags.variables {
		if name := place.NameOf(g.text); g.file && fs.ValidPath(name) {
			t.request.Values = append(t.request.Values, name)
		}
	}
	return t, nil
}

// sideOf gives units of a tree the values that they would have if it were checked
// out. A file of values that lies outside of the tree is the same for both sides,
// and one that the base does not have yet sets nothing there.
func sideOf(fsys fs.FS, place *host.Place, given variableFlags, today func() string) review.Side {
	load := func(v *variables, file string) error {
		name := place.NameOf(file)
		if !fs.ValidPath(name) {
			return v.load(place, file)
		}
		if _, err := fs.Stat(fsys, name); errors.Is(err, fs.ErrNotExist) && today == nil {
			return nil
		}
		v.read(source.ReadFile(fsys, name))
		return nil
	}
	shelf := lang.NewShelf()
	return review.Side{FS: fsys, Values: func(dir string) (review.Values, error) {
		vars, err := variablesIn(fsys, dir, given, load)
		name := path.Base(dir)
		if dir == "." {
			name = filepath.Base(place.Path)
		}
		return review.Values{
			Options: lang.Options{DirName: name, Version: Version, Today: today, Variables: vars.values, Shelf: shelf},
			Files:   vars.files, Diags: vars.diags,
		}, err
	}}
}

// compareAll compares several units at a time. The error is that of all that
// could not be read.
func compareAll(request review.Request, pairs []review.Pair) ([]*review.Result, error) {
	var results []*review.Result
	var failures *multierror.Error
	inOrder(pairs, func(p review.Pair) result[*review.Result] {
		r, err := request.Compare(p)
		return result[*review.Result]{r, err}
	}, func(r result[*review.Result]) {
		if r.err != nil {
			failures = multierror.Append(failures, r.err)
			return
		}
		if r.value.Quiet && len(r.value.Diags) == 0 {
			r.value.Files = nil // of many units
		}
		results = append(results, r.value)
	})
	return results, failures.ErrorOrNil()
}
