package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/index"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/names"
)

// describeTime is how long a search waits for Nix to describe what it found.
const describeTime = 20 * time.Second

type searchFlags struct {
	json      bool
	pkgset    string
	limit     int
	describe  bool
	variables variableFlags
}

func (a *app) searchCommand() *cobra.Command {
	var flags searchFlags
	cmd := &cobra.Command{
		Use:   "search NAME [PATH]",
		Short: "Find packages by their names",
		Long: `Looks for a name in the package sets of a unit, as they are locked: first the very
name, then names that start with it, names that have it in them, and where there
are none of these, names like it. It looks into the index that
` + "`agentboxc lock --index`" + ` made, and needs no Nix.

Versions and descriptions are shown where they are known. With --describe, Nix is
asked about the packages that were found and are not described yet.`,
		Example: `  agentboxc search nodejs
  agentboxc search python312Packages.req --describe
  agentboxc search --pkgset unstable --json hello`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 || len(args) > 2 || args[0] == "" {
				return misusef("search takes the name to look for, and the path of a unit if it is not here")
			}
			return nil
		},
		RunE: a.run(func(ctx context.Context, args []string) (exit, error) {
			return a.search(ctx, flags, args[0], orHere(args[1:])[0])
		}),
	}
	cmd.Flags().BoolVar(&flags.json, "json", false, "print JSON")
	cmd.Flags().StringVar(&flags.pkgset, "pkgset", "", "look only into the package set `NAME`")
	cmd.Flags().IntVar(&flags.limit, "limit", 30, "show at most `N` packages")
	cmd.Flags().BoolVar(&flags.describe, "describe", false, "have Nix describe what was found")
	flags.variables.register(cmd.Flags())
	return cmd
}

func (a *app) search(ctx context.Context, flags searchFlags, name, path string) (exit, error) {
	if flags.limit < 1 {
		return misused, misusef("--limit is 1 or more, not %d", flags.limit)
	}
	// That a name does not exist is why one searches, and no reason not to.
	m, err := memberAt(path)
	if err != nil {
		return failed, err
	}
	defer m.place.Close()
	u, err := compileMember(m, flags.variables, noIndex)
	if err != nil {
		return failed, err
	}
	if u.diags.HasErrors() {
		a.view.Diagnostics(u.findings())
		return failed, nil
	}
	sets, err := setsToSearch(u.program, flags.pkgset)
	if err != nil {
		return misused, err
	}
	result := view.Searched{Query: name}
	indexed, described := a.searchSets(ctx, flags, u, sets, &result)
	if !indexed {
		return failed, noSuchIndex(u, flags.pkgset)
	}
	slices.SortStableFunc(result.Found, func(a, b view.SearchedPackage) int { return cmp.Compare(a.Match, b.Match) })
	result.Found = result.Found[:min(len(result.Found), flags.limit)]
	a.view.Searched(result, flags.json)
	if !described {
		return failed, nil
	}
	return done, nil
}

// searchSets adds what is found in each package set, on the first of its platforms
// that is indexed. indexed says whether any set is, and described is false when Nix
// was asked about packages in vain, which was shown.
func (a *app) searchSets(ctx context.Context, flags searchFlags, u *unit, sets []searchedSet, result *view.Searched) (indexed, described bool) {
	known := index.Open(indexCache(), func() *lock.Lock { return lockIn(u.place.FS(), u.place.Dir) })
	defer known.Close()
	searched := map[string]bool{}
	described = true
	for _, s := range sets {
		set := known.Set(u.program, s.Pkgset, s.system)
		if set == nil || searched[s.Name] {
			continue
		}
		searched[s.Name] = true
		found, total := names.Search(set, names.Sets(u.program)[s.Name], result.Query, flags.limit)
		if flags.describe {
			described = a.describe(ctx, u, s, found) && described
		}
		result.Total += total
		result.Unknown = cmp.Or(result.Unknown, unknownSet(s.Name, set, result.Query))
		for _, f := range found {
			result.Found = append(result.Found, view.SearchedPackage{Pkgset: s.Name, System: s.system, Found: f, About: set.About(f.Path)})
		}
	}
	return len(searched) > 0, described
}

// unknownSet is the set that the name of a package starts with, when it is there and
// the names in it are not known.
func unknownSet(pkgset string, set names.Set, name string) string {
	outer, _, ok := strings.Cut(name, ".")
	if !ok || set.Has(nil, outer) != names.Present || set.All([]string{outer}) != nil {
		return ""
	}
	return view.PackageSet(pkgset) + ir.Traversal([]string{outer})
}

// searchedSet is a package set on one of the platforms.
type searchedSet struct {
	*ir.Pkgset
	system string
}

// setsToSearch are the package sets of the unit, or the one that is named, on every
// platform: the first of each that is indexed is searched.
func setsToSearch(p *ir.Program, name string) ([]searchedSet, error) {
	var sets []searchedSet
	var known []string
	for _, pl := range p.Platforms {
		for _, s := range pl.Pkgsets {
			known = append(known, s.Name)
			if name == "" || s.Name == name {
				sets = append(sets, searchedSet{s, pl.System})
			}
		}
	}
	if len(sets) > 0 {
		return sets, nil
	}
	slices.Sort(known)
	return nil, noSuch("package set", name, slices.Compact(known))
}

// noSuchIndex says what to do for an index.
func noSuchIndex(u *unit, set string) error {
	of := "the package sets of this unit"
	if set != "" {
		of = view.PackageSet(set)
	}
	return fmt.Errorf("searching: there is no index of %s as %s pins them; make one with `agentboxc lock --index`, which needs Nix",
		of, u.place.ShownName(lockFile))
}

// describe has Nix describe packages. That it cannot is shown.
func (a *app) describe(ctx context.Context, u *unit, s searchedSet, packages []names.Found) bool {
	ctx, cancel := context.WithTimeout(ctx, describeTime)
	defer cancel()
	locked, err := u.place.Read(lockFile)
	if err == nil {
		paths := make([][]string, len(packages))
		for i, p := range packages {
			paths[i] = p.Path
		}
		err = a.interrupts.Hold(func() error {
			return index.Describe(ctx, a.indexRequest(u, locked, false), s.Pkgset, s.system, paths)
		})
	}
	if err != nil {
		a.view.Failure(fmt.Errorf("describing packages: %w", err))
	}
	return err == nil
}
