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
	names := maps.Clone(was)
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

// moved compares the locks only where there was no flake.nix to declare anything.
func moved(was, is *Pin) []string {
	had := *was
	if had.URL == "" {
		had.URL, had.Flake, had.Follows = is.URL, is.Flake, is.Follows
	}
	return differences("", had.tree(), is.tree())
}

// tree is the pin as it is compared.
func (p *Pin) tree() object {
	o := object{}.with("url", p.URL).with("flake", p.Flake)
	for name, target := range p.Follows {
		o = o.with("follows", object{{name, target}})
	}
	for name, text := range map[string]string{"locked": p.Locked, "rev": p.Rev, "nar_hash": p.NarHash} {
		if text != "" {
			o = o.with(name, text)
		}
	}
	return o
}
