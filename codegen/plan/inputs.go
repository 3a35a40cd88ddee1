package plan

import (
	"maps"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/lock"
)

// inputs compares the inputs of both flakes, and what both locks hold.
func (r Request) inputs(before, after layout) []Input {
	was := pins(before, locked(r.Present.Lock))
	is := pins(after, r.wantedPins())
	names := map[string]*Pin{}
	maps.Copy(names, was)
	maps.Copy(names, is)
	inputs := []Input{}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		inputs = append(inputs, input(name, was[name], is[name]))
	}
	return inputs
}

// locked is what a lock file holds; one that cannot be read holds nothing, and
// its reader has said why.
func locked(data []byte) map[string]lock.Pin {
	if data == nil {
		return nil
	}
	l, _ := lock.Read(data, "flake.lock")
	return l.Pins()
}

// wantedPins is what will be locked. Where the wanted lock is not known, inputs
// that fit keep what they have.
func (r Request) wantedPins() map[string]lock.Pin {
	if r.Wanted.Lock != nil || r.Fit == nil {
		return locked(r.Wanted.Lock)
	}
	present, kept := locked(r.Present.Lock), map[string]lock.Pin{}
	for _, in := range r.Fit.Inputs {
		if pin, ok := present[in.Name]; ok && (in.State == lock.Locked || in.State == lock.Refollowed) {
			kept[in.Name] = pin
		}
	}
	return kept
}

// pins puts together what flake.nix declares and what flake.lock holds. An input
// that is only in the lock counts, too: removing it is a change.
func pins(l layout, locked map[string]lock.Pin) map[string]*Pin {
	all := map[string]*Pin{}
	for at, s := range l.sides {
		if name, ok := strings.CutPrefix(at.address, "input."); ok {
			all[name] = declared(s.tree)
		}
	}
	for name, held := range locked {
		p := all[name]
		if p == nil {
			p = &Pin{Flake: true}
			all[name] = p
		}
		p.Locked, p.Rev, p.NarHash, p.LastModified = held.Reference, held.Rev, held.NarHash, held.LastModified
	}
	return all
}

// declared reads { url = …; flake = …; inputs.x.follows = …; }.
func declared(t tree) *Pin {
	p := &Pin{Flake: true}
	o, _ := t.(object)
	if url, ok := o.get("url"); ok {
		p.URL, _ = url.(string)
	}
	if flake, ok := o.get("flake"); ok {
		p.Flake = flake != false
	}
	inputs, _ := o.get("inputs")
	own, _ := inputs.(object)
	for _, m := range own {
		follows, _ := m.value.(object)
		target, _ := follows.get("follows")
		if p.Follows == nil {
			p.Follows = map[string]string{}
		}
		p.Follows[m.name], _ = target.(string)
	}
	return p
}

func input(name string, was, is *Pin) Input {
	in := Input{Name: name, Before: was, After: is, Reasons: []string{}}
	switch {
	case was == nil:
		in.Action = Create
		in.Reasons = append(in.Reasons, "it is new")
	case is == nil:
		in.Action = Delete
		in.Reasons = append(in.Reasons, "it is no longer declared")
	default:
		in.Reasons = append(in.Reasons, moved(was, is)...)
		in.Action = Update
		if len(in.Reasons) == 0 {
			in.Action = NoOp
		}
	}
	if is != nil && is.Locked == "" {
		in.Reasons = append(in.Reasons, "it is not locked")
	}
	return in
}

// moved says how an input changed. Where there was no flake.nix to declare
// anything, and where it is not locked any more, only the rest is compared.
func moved(was, is *Pin) []string {
	had := *was
	if had.URL == "" {
		had.URL, had.Flake, had.Follows = is.URL, is.Flake, is.Follows
	}
	reasons := differences("", had.declaration(), is.declaration())
	if is.Locked == "" {
		return reasons
	}
	return append(reasons, differences("", had.held(*is), is.held(had))...)
}

func (p Pin) declaration() object {
	o := object{}.with("url", p.URL).with("flake", p.Flake)
	for name, target := range p.Follows {
		o = o.with("follows", object{{name, target}})
	}
	return o
}

// held is what tells best that another thing is locked: the commit, where both
// have one and it is another, else the hash, else the reference.
func (p Pin) held(other Pin) object {
	switch {
	case p.Locked == "":
		return object{}
	case p.Rev != "" && other.Rev != "" && p.Rev != other.Rev:
		return object{{"rev", reference(p.Rev)}}
	case p.NarHash != other.NarHash && p.NarHash != "" && other.NarHash != "":
		return object{{"nar_hash", reference(p.NarHash)}}
	}
	return object{{"locked", reference(p.Locked)}}
}

// change names an update: an input moves when it becomes another tree, rather
// than one whose own inputs follow something else.
func (in Input) change() string {
	was, is := in.Before, in.After
	if was.URL == is.URL && was.Locked == is.Locked && was.NarHash == is.NarHash {
		return "input " + in.Name + " changed"
	}
	return "input " + in.Name + " moved"
}
