package lock

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// invalidReference is an input whose URL is not a flake reference.
type invalidReference struct {
	Input *ir.Input
	Err   error
}

func (p invalidReference) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code:    diag.InvalidInput,
		Subject: p.Input.URLRange,
		Context: p.Input.Range,
		Detail:  fmt.Sprintf("The url of input %q is not a flake reference: %q: %s.", p.Input.Name, p.Input.URL, p.Err),
	}
}

// notLocked is an input that must be fetched before the program can be built.
type notLocked struct {
	Input *ir.Input
	Why   reason
}

// reason says why an input is not locked: the rest of a sentence that begins
// "… is not locked:", and the place in the lock, if any.
type reason interface {
	explain(in *ir.Input) string
	place() diag.Range
}

func (p notLocked) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.InputNotLocked, Subject: p.Input.Range}
	if _, moved := p.Why.(otherReference); moved {
		d.Subject, d.Context = p.Input.URLRange, p.Input.Range
	}
	d.Detail = fmt.Sprintf("The input %q is not locked: %s. %s", p.Input.Name, p.Why.explain(p.Input), wayOut(p))
	if at := p.Why.place(); !at.IsZero() {
		d.Related = []diag.Related{{Message: "the entry in the lock file", Range: at}}
	}
	return d
}

// wayOut names a command that repairs. Nix's own is no way out: it wants a
// flake.nix, which is not written before the lock fits, and it leaves alone what
// it believes to be right.
func wayOut(p notLocked) string {
	switch p.Why.(type) {
	case otherFlake, noSuchInput, unusable:
		return fmt.Sprintf("Run `agentboxc lock update %s`.", p.Input.Name)
	}
	return "Run `agentboxc lock`."
}

// noLock: there is no lock file at all.
type noLock struct{}

func (noLock) explain(*ir.Input) string { return "there is no flake.lock yet" }
func (noLock) place() diag.Range        { return diag.Range{} }

// noEntry: the lock has no entry of the name.
type noEntry struct{}

func (noEntry) explain(*ir.Input) string { return "flake.lock has no entry of that name" }
func (noEntry) place() diag.Range        { return diag.Range{} }

// entryFollows: the lock makes the input the same as another one.
type entryFollows struct {
	At   diag.Range
	Path []string
}

func (r entryFollows) explain(*ir.Input) string {
	return fmt.Sprintf("in flake.lock it has no entry of its own and follows %q", joined(r.Path))
}
func (r entryFollows) place() diag.Range { return r.At }

// otherReference: the lock was made for another reference.
type otherReference struct {
	At         diag.Range
	Want, Have Attrs
}

func (r otherReference) explain(*ir.Input) string {
	have, want := r.Have.String(), r.Want.String()
	if have == want {
		have, want = r.Have.listed(r.Want), r.Want.listed(r.Have)
	}
	return fmt.Sprintf("flake.lock holds %s, and the configuration now says %s", have, want)
}
func (r otherReference) place() diag.Range { return r.At }

// listed shows the attributes that other does not have in the same way.
func (a Attrs) listed(other Attrs) string {
	var parts []string
	for _, attr := range a {
		if !slices.Contains(other, attr) {
			parts = append(parts, fmt.Sprintf("%s = %q", attr.Name, attr.Text))
		}
	}
	if len(parts) == 0 {
		return a.String()
	}
	return a.String() + " with " + strings.Join(parts, ", ")
}

// otherFlake: the lock takes it for a flake and the program does not, or the
// other way round. Nix itself does not notice.
type otherFlake struct {
	At    diag.Range
	Flake bool
}

func (r otherFlake) explain(*ir.Input) string {
	if r.Flake {
		return "flake.lock holds it with `flake = false`, and the configuration says that it is a flake"
	}
	return "flake.lock holds it as a flake, and the configuration says `flake = false`"
}
func (r otherFlake) place() diag.Range { return r.At }

// noSuchInput: the program lets an input follow that the entry does not have.
type noSuchInput struct {
	At     diag.Range
	Follow ir.Follow
}

func (r noSuchInput) explain(in *ir.Input) string {
	return fmt.Sprintf("its own input %q is to follow %q, and its entry in flake.lock records no input of that name; "+
		"either the entry was cut by hand, or the flake has no such input and `follows` should not name it", r.Follow.Name, r.Follow.Target)
}
func (r noSuchInput) place() diag.Range { return r.At }

// staleFollows: the lock lets something follow that the program does not.
type staleFollows struct {
	At   diag.Range
	Name string
	Path []string
}

func (r staleFollows) explain(in *ir.Input) string {
	return fmt.Sprintf("in flake.lock its own input %q follows %q, which the configuration does not ask for, "+
		"and what %s itself uses is not recorded", r.Name, joined(r.Path), in.Name)
}
func (r staleFollows) place() diag.Range { return r.At }

// danglingFollows: below the input something follows a path that is gone.
type danglingFollows struct{ Path []string }

func (r danglingFollows) explain(*ir.Input) string {
	return fmt.Sprintf("it depends on the input %q, which flake.lock does not hold", joined(r.Path))
}
func (danglingFollows) place() diag.Range { return diag.Range{} }

// unusable: an entry at or below the input cannot be used.
type unusable struct {
	At  diag.Range
	Key string
	Why string
}

func (r unusable) explain(*ir.Input) string {
	return fmt.Sprintf("its entry %q in flake.lock %s", r.Key, r.Why)
}
func (r unusable) place() diag.Range { return r.At }

// unused is an entry of the lock that belongs to no input of the program.
type unused struct {
	At   diag.Range
	Name string
}

func (p unused) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code:    diag.LockUnused,
		Subject: p.At,
		Detail:  fmt.Sprintf("The lock file holds an input %q that no input block declares. The next `agentboxc apply` removes it from the lock; declare the input if it is still needed.", p.Name),
	}
}
