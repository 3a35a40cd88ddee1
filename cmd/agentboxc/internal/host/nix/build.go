package nix

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/hashicorp/go-multierror"
)

// Request is what to build.
type Request struct {
	Staged    *Staged
	Targets   []Target // of its flake, as Evaluate returns them
	KeepGoing bool     // build what does not depend on what has failed
}

// Result is what came of a target.
type Result struct {
	Target
	Err error // nil if Out is there; else an *Error or several
}

// Build builds the targets, all in one go. Results are in the order of the
// targets, and complete unless the error is one of the context, a
// *NoBuilderError, or of Nix itself; otherwise the error is all errors of the
// results, each of them once. What is built cannot be collected as garbage
// before the staged directory is closed.
func (n *Nix) Build(ctx context.Context, req Request, events func(Event)) ([]Result, error) {
	if len(req.Targets) == 0 {
		return nil, nil
	}
	if err := req.Staged.usable(n.Version); err != nil {
		return nil, err
	}
	if err := n.Unbuildable(ctx, req.Targets); err != nil {
		return nil, err
	}
	links, err := req.Staged.roots()
	if err != nil {
		return nil, err
	}
	args, err := n.buildArgs(req, links)
	if err != nil {
		return nil, err
	}
	m := newMonitor(events, req.Targets)
	out, err := n.ask(ctx, req.Staged.root, m, args...)
	if ctx.Err() != nil || out == nil {
		return nil, err
	}
	results := make([]Result, len(req.Targets))
	for i, t := range req.Targets {
		results[i].Target = t
	}
	req.Staged.locate(out.problems)
	if err == nil {
		err = matched(results, out.stdout)
	} else {
		err = n.judge(ctx, results, links, out, m)
	}
	m.announceTargets(results)
	return results, err
}

func (n *Nix) buildArgs(req Request, links string) ([]string, error) {
	args := []string{"build", "--json", "--no-update-lock-file"}
	if n.options.elsewhere() {
		args = append(args, "--no-link")
	} else {
		args = append(args, "--out-link", filepath.Join(links, "built"))
	}
	if req.KeepGoing {
		args = append(args, "--keep-going")
	}
	for _, t := range req.Targets {
		attr, err := attrPath(t.System, t.Attr)
		if err != nil {
			return nil, err
		}
		if ref := req.Staged.ref() + "#" + attr; !slices.Contains(args, ref) {
			args = append(args, ref)
		}
	}
	return args, nil
}

// matched checks that Nix has built what it was to: the order of its answer
// means nothing.
func matched(results []Result, stdout []byte) error {
	var built []struct {
		DrvPath string
		Outputs map[string]string
	}
	if err := json.Unmarshal(stdout, &built); err != nil {
		return fmt.Errorf("reading what nix built: %w", err)
	}
	outs := map[string]string{}
	for _, b := range built {
		outs[b.DrvPath] = b.Outputs["out"]
	}
	for _, r := range results {
		if outs[r.Drv] != r.Out {
			return fmt.Errorf("nix built %q for %s of %s where %s was evaluated; report this", outs[r.Drv], r.Attr, r.System, r.Out)
		}
	}
	return nil
}

// announceTargets announces the targets that Nix has tried to build.
func (m *monitor) announceTargets(results []Result) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range results {
		f := m.acts.built[r.Drv]
		if f == nil || !m.targets[r.Drv] {
			continue
		}
		m.targets[r.Drv] = false
		f.Failed = r.Err != nil
		m.emit(f)
	}
}

// judge finds out what became of each target of a build that failed: Nix does
// not say.
func (n *Nix) judge(ctx context.Context, results []Result, links string, out *answer, m *monitor) error {
	there, err := n.valid(ctx, outsOf(results))
	if err != nil {
		return err
	}
	blamed := causes(out.problems)
	var all []error
	for i := range results {
		r := &results[i]
		if there[r.Out] {
			if err := n.keep(ctx, r.Out, filepath.Join(links, "kept-"+strconv.Itoa(i))); err != nil {
				return err
			}
			continue
		}
		if r.Err, err = n.blame(ctx, r.Target, blamed, m); err != nil {
			return err
		}
		all = append(all, r.Err)
	}
	if len(all) == 0 { // a failure of nothing that was asked for
		return collected(out.problems)
	}
	return worst(all)
}

func outsOf(results []Result) []string {
	outs := make([]string, len(results))
	for i, r := range results {
		outs[i] = r.Out
	}
	return outs
}

// causes leaves out errors that only say that there were others.
func causes(problems []*Error) []*Error {
	list := slices.DeleteFunc(slices.Clone(problems), func(e *Error) bool { return e.Kind == Dependencies })
	if len(list) == 0 {
		return problems
	}
	return list
}

// worst is one error for those of all results, without targets that were merely
// not built when others have better reasons.
func worst(all []error) error {
	reasons := slices.DeleteFunc(slices.Clone(all), func(err error) bool {
		e := (*Error)(nil)
		return errors.As(err, &e) && e.Kind == NotBuilt
	})
	if len(reasons) == 0 {
		reasons = all
	}
	return distinct(reasons)
}

// problemsIn are the errors of Nix that an error consists of; none when it is
// another one.
func problemsIn(err error) []*Error {
	switch err := err.(type) { //nolint:errorlint // those of this package are never wrapped
	case *Error:
		return []*Error{err}
	case *multierror.Error:
		var list []*Error
		for _, e := range err.Errors {
			list = append(list, problemsIn(e)...)
		}
		return list
	}
	return nil
}

// blame is the error of a target that was not built.
func (n *Nix) blame(ctx context.Context, t Target, problems []*Error, m *monitor) (blamed, err error) {
	needs, err := n.requisites(ctx, t.Drv)
	if err != nil {
		return nil, err
	}
	var own, general []*Error
	for _, e := range problems {
		switch {
		case e.Drv == "":
			general = append(general, e)
		case needs[e.Drv]:
			own = append(own, e)
		}
	}
	if len(own) > 0 {
		return collected(own), nil
	}
	// Older versions report the first of several targets that fail. What they
	// have tried to build and what is not there did fail.
	tried, err := n.tried(ctx, needs, m)
	if err != nil {
		return nil, err
	}
	switch {
	case len(tried) > 0:
		return collected(tried), nil
	case len(general) > 0:
		return collected(general), nil
	}
	return &Error{Kind: NotBuilt, Drv: t.Drv}, nil
}

// tried are errors for the derivations among these that Nix has built in vain.
func (n *Nix) tried(ctx context.Context, among map[string]bool, m *monitor) ([]*Error, error) {
	var list []*Error
	for _, drv := range m.acts.order {
		if !among[drv] {
			continue
		}
		outs, err := n.outputs(ctx, drv)
		if err != nil {
			return nil, err
		}
		there, err := n.valid(ctx, outs)
		if err != nil {
			return nil, err
		}
		if len(there) < len(outs) {
			list = append(list, &Error{Kind: BuildFailed, Drv: drv, Log: m.acts.logOf(drv)})
		}
	}
	return list, nil
}
