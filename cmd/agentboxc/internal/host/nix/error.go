package nix

import (
	"fmt"
	"strings"

	"github.com/hashicorp/go-multierror"
)

// Kind is what went wrong, as far as Nix's text tells.
type Kind int

// The kinds of errors.
const (
	Other            Kind = iota // an evaluation that failed, and all that has no kind of its own
	MissingAttribute             // an attribute that the flake or a package set does not have
	BuildFailed                  // a builder
	HashMismatch                 // a download that is not what its hash says
	TreeMismatch                 // an input that is not what flake.lock says
	NoBuilder                    // no machine for the system, or with the features
	FeatureDisabled              // an experimental feature
	LockStale                    // flake.lock does not fit flake.nix
	Network                      // a download
	DiskFull
	NoDaemon     // no connection to the Nix daemon
	Dependencies // other derivations failed first
	NotBuilt     // Nix stopped before it came to this one
)

// Error is a failure that Nix reports.
type Error struct {
	Kind Kind
	Text string // Nix's own words, without colours; "" when it found none
	// Places are where in the staged flake.nix the error is and what led to it, the
	// innermost first. The first that the source map knows is the user's.
	Places []Place

	Drv       string   // the derivation that it is about
	ExitCode  int      // of a BuildFailed; 0 when there is none
	Log       []string // the end of the builder's log, or what Nix said about builders of a NoBuilder
	Attribute string   // of a MissingAttribute: as Nix writes it
	Specified string   // of a mismatch: the hash that was written
	Got       string   // likewise: the one that it should be
	System    string   // of a NoBuilder
	Feature   string   // of a FeatureDisabled

	frames []frame
}

// Error is Nix's text, the end of the log, and what to do.
func (e *Error) Error() string {
	text := e.Text
	if text == "" {
		text = e.stead()
	}
	if e.Kind == BuildFailed && len(e.Log) > 0 && !strings.Contains(text, "log lines:") {
		text += fmt.Sprintf("\nlast %d log lines:\n> %s", len(e.Log), strings.Join(e.Log, "\n> "))
	}
	if e.Kind == NoBuilder && len(e.Log) > 0 {
		text += "\nbefore that, Nix said:\n> " + strings.Join(e.Log, "\n> ")
	}
	if way := e.WayOut(); way != "" {
		text += "\n" + way
	}
	return text
}

// stead is said where Nix found no words.
func (e *Error) stead() string {
	if e.Kind == NotBuilt {
		return fmt.Sprintf("%s was not built: Nix stopped at another failure", e.Drv)
	}
	return fmt.Sprintf("building %s failed", e.Drv)
}

// WayOut says what helps against errors of this kind; "" for those that Nix's
// own words explain.
func (e *Error) WayOut() string {
	switch e.Kind {
	case BuildFailed:
		return "run nix log " + e.Drv + " for all of the log"
	case HashMismatch:
		return "write the second hash where the first one is, if what is downloaded now is what you want"
	case TreeMismatch:
		return "what the input's address gives is not what was locked; lock the input anew with agentboxc lock update"
	case NoBuilder:
		return waysToBuild
	case FeatureDisabled:
		return fmt.Sprintf("add %s to the experimental-features in /etc/nix/nix.conf or ~/.config/nix/nix.conf", e.Feature)
	case LockStale:
		return "run agentboxc lock, then apply again"
	case Network:
		return "check the connection, and the address if it is your own"
	case DiskFull:
		return "make room where Nix has its store or its temporary files, for example with nix-collect-garbage"
	case NoDaemon:
		return "start the Nix daemon, for example with systemctl start nix-daemon"
	case NotBuilt:
		return "give --keep-going to build what does not depend on it"
	}
	return ""
}

// collected is one error for all of them, nil for none.
func collected[E error](failures []E) error {
	if len(failures) == 1 {
		return failures[0]
	}
	var all *multierror.Error
	for _, e := range failures {
		all = multierror.Append(all, e)
	}
	return all.ErrorOrNil()
}
