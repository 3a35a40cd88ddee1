package cli

import (
	"fmt"

	"github.com/hashicorp/go-multierror"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
)

// pathsHelp is part of the help of the commands that take several units.
const pathsHelp = `A PATH is a unit's directory or its agentbox.hcl. The root of a workspace that is
no unit itself, or its agentbox.work.hcl, stands for all members; DIR/... stands for those in DIR and below, and
a pattern in quotes, such as "services/*", for those that fit.`

// work is done for a unit at the same time as for others. What it returns shows the
// result, one unit after the other in the order of their paths; said is what the
// units before it have said.
type work func(m member) (show func(said *view.Findings) (exit, error))

// eachUnit does work for the units of a selection. It goes on after a unit that
// fails: the others have nothing to do with it. The error is that of all of them.
// total prints the last line for people.
func (a *app) eachUnit(units *selection, asJSON bool, do work, total func()) (exit, error) {
	a.view.Several(asJSON)
	if !asJSON {
		a.view.Diagnostics(&units.found)
	}
	code := done
	if units.found.HasErrors() {
		code = failed
	}
	var failures *multierror.Error
	var said view.Findings
	type shown struct {
		member
		show func(*view.Findings) (exit, error)
	}
	inOrder(units.units, func(m member) shown { return shown{m, do(m)} }, func(s shown) {
		one, err := s.show(&said)
		for _, e := range multierror.Append(nil, err).Errors { // each of its own
			failures = multierror.Append(failures, fmt.Errorf("%s: %w", s.place.Shown(s.place.Dir), e))
		}
		code = worse(code, one)
	})
	if !asJSON && len(units.units) > 0 {
		a.view.NotLocked(&said)
		total()
	}
	a.view.SeveralEnds(&units.found)
	return code, failures.ErrorOrNil()
}
