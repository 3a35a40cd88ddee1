package fetch

import (
	"context"
	"fmt"

	"github.com/agentboxc/agentboxc/codegen/lock"
)

// maxSteps is how often registries are followed before it is a cycle to Nix.
const maxSteps = 100

// resolve follows a name through the registries. Each step starts with the first
// of them again, and does not only look up names: a registry may also replace the
// reference that another one has led to.
func (f *Fetcher) resolve(ctx context.Context, ref lock.Attrs) (to lock.Attrs, dir string, err error) {
	registries, err := f.registries(ctx)
	if err != nil {
		return nil, "", fmt.Errorf("looking up %s: %w", shown(ref), err)
	}
	to = ref
	for range maxSteps {
		m, ok := lookUp(registries, to)
		if !ok {
			break
		}
		if to, err = m.apply(to); err != nil {
			return nil, "", fmt.Errorf("looking up %s: %w", shown(ref), err)
		}
		dir = m.dir
	}
	_, again := lookUp(registries, to)
	switch {
	case again:
		return nil, "", fmt.Errorf("looking up %s: the flake registries lead in a circle", shown(ref))
	case to.Text("type") == "indirect":
		return nil, "", &MissingError{Ref: shown(ref), What: fmt.Sprintf("entry for %q in the flake registries", to.Text("id")),
			Advice: "write the full reference, such as github:OWNER/REPO"}
	}
	return to, dir, nil
}

func lookUp(registries []registry, ref lock.Attrs) (mapping, bool) {
	for _, r := range registries {
		for _, m := range r {
			if m.covers(ref) {
				return m, true
			}
		}
	}
	return mapping{}, false
}

// apply is what the reference leads to: a branch or commit that the entry does
// not expect is handed on.
func (m mapping) apply(ref lock.Attrs) (lock.Attrs, error) {
	if m.exact {
		return m.to, nil
	}
	handed := map[string]string{}
	for _, name := range []string{"ref", "rev"} {
		if m.from.Text(name) == "" && ref.Text(name) != "" {
			handed[name] = ref.Text(name)
		}
	}
	if len(handed) == 0 {
		return m.to, nil
	}
	to, kind := m.to, m.to.Text("type")
	_, isForge := forges[kind]
	switch {
	case isForge && handed["ref"] != "" && handed["rev"] != "":
		return nil, fmt.Errorf("%s cannot be at both a branch and a commit", shown(m.to))
	case isForge:
		to = to.Without("ref", "rev")
	case kind != "git" && kind != "indirect":
		return nil, fmt.Errorf("it leads to %s, which has no branches or commits to choose from", shown(m.to))
	}
	if to = to.With(handed); kind == "git" && to.Text("rev") != "" && to.Text("ref") == "" {
		return nil, fmt.Errorf("it leads to %s, for which a commit needs the name of its branch as well", shown(m.to))
	}
	return to, nil
}
