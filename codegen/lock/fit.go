package lock

import (
	"bytes"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// State says how an input of the program stands to the lock.
type State string

// The states. All but Locked and Refollowed need the input to be fetched.
const (
	Locked     State = "locked"     // the lock holds it as it is meant
	Refollowed State = "refollowed" // only its follows differ, which takes no fetching to mend
	Missing    State = "missing"    // the lock does not hold it
	Moved      State = "moved"      // the lock holds it for another reference
	Incomplete State = "incomplete" // the lock's entry lacks inputs, which its flake can tell
	Unusable   State = "unusable"   // the lock's entry holds what no Nix can use, or takes it for a flake when it is none
	Invalid    State = "invalid"    // its URL is not a flake reference
)

// InputFit is how one input stands.
type InputFit struct {
	Name       string
	State      State
	Want, Have Attrs // references of the program and of the lock; nil when there is none
}

// Fitness is how a lock stands to a program.
type Fitness struct {
	Inputs []InputFit // of the program, sorted by name
	Unused []string   // inputs of the lock that the program does not have, sorted

	// Lock is the lock that the program needs: the present one where Same is
	// set, else the present one without what is unused and with the follows
	// of the program, as Nix would write it. It is nil when an input must be
	// fetched first.
	Lock *Lock
	// Same says that the present lock fits as it is. Its file is then left
	// alone, however it is formatted.
	Same bool
}

// Fit compares a lock with the inputs of a program by the rules Nix has for
// keeping a lock, and some more where Nix would keep one that cannot work. A nil
// l is a unit that has no flake.lock. There is one diagnostic for every input
// that has to be locked, and one for every entry that nobody declares.
func Fit(l *Lock, inputs []*ir.Input) (*Fitness, diag.List) {
	var diags diag.List
	f := &Fitness{}
	r := newRelock(l)
	complete := true
	for _, in := range sortedInputs(inputs) {
		fit, problem := r.input(in)
		if problem != nil {
			diags.Add(problem)
			complete = false
		}
		f.Inputs = append(f.Inputs, fit)
	}
	for _, e := range r.unused(inputs) {
		f.Unused = append(f.Unused, e.Name)
		diags.Add(unused{At: e.Range, Name: e.Name})
	}
	if !complete {
		return f, diags
	}
	found := map[string]*Node{}
	for i, in := range sortedInputs(inputs) {
		if path := r.dangling(in.Name, found); path != nil {
			f.Inputs[i].State = Incomplete
			diags.Add(notLocked{Input: in, Why: danglingFollows{path}})
			complete = false
		}
	}
	if complete {
		f.Lock = r.made
		f.Same = l != nil && bytes.Equal(r.made.Bytes(), l.normal().Bytes())
	}
	if f.Same {
		f.Lock = l
	}
	if f.Lock != nil {
		diags.Append(lockedTwice(f.Lock, inputs))
	}
	return f, diags
}

// Check reads a flake.lock, nil when there is none, and fits it. Of a lock that
// cannot be read only that is said, and not of every input that it is missing.
func Check(data []byte, file string, inputs []*ir.Input) (*Fitness, diag.List) {
	if data == nil {
		return Fit(nil, inputs)
	}
	l, diags := Read(data, file)
	if l != nil {
		return Fit(l, inputs)
	}
	f, _ := Fit(nil, inputs)
	diags.Append(References(inputs))
	return f, diags
}

// Bytes is the lock file that the program needs, which is the present one where
// it fits, and nil where an input must be fetched first.
func (f *Fitness) Bytes(present []byte) []byte {
	switch {
	case f.Same:
		return present
	case f.Lock != nil:
		return f.Lock.Bytes()
	}
	return nil
}

// References checks the URLs of the inputs: what Fit says of them when there is
// no lock to compare with.
func References(inputs []*ir.Input) diag.List {
	var diags diag.List
	for _, in := range sortedInputs(inputs) {
		if _, err := Reference(in.URL, in.Flake); err != nil {
			diags.Add(invalidReference{Input: in, Err: err})
		}
	}
	return diags
}

// Repairs says what locking has to do with the present entries besides keeping
// those that fit: inputs of which nothing is kept, and inputs whose flake is read
// again at the tree that is locked.
func (f *Fitness) Repairs() (move, reread []string) {
	for _, in := range f.Inputs {
		switch in.State {
		case Unusable:
			move = append(move, in.Name)
		case Incomplete:
			reread = append(reread, in.Name)
		}
	}
	return move, reread
}

func sortedInputs(inputs []*ir.Input) []*ir.Input {
	return slices.SortedFunc(slices.Values(inputs), func(a, b *ir.Input) int {
		return strings.Compare(a.Name, b.Name)
	})
}
