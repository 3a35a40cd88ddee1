package check

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/schema"
)

// config returns the image config of a variant, merged attribute by attribute
// along the chain.
func (l layered) config(users []ir.User) ir.Config {
	out := ir.Config{Range: l.chain[len(l.chain)-1].Block.Range}
	out.Entrypoint = l.configTexts("entrypoint")
	out.Cmd = l.configTexts("cmd")
	out.Env = l.envs("config", "env")
	out.Labels = l.envs("config", "labels")
	out.User = l.configUser(users)
	if a, p := lookup(place(l), "config", "working_dir"); a != nil {
		out.WorkingDir, _ = p.text(a)
	}
	out.Ports = l.ports()
	out.Volumes = l.volumes()
	a, p := lookup(place(l), "config", "stop_signal")
	out.StopSignal = p.plain(a)
	a, p = lookup(place(l), "config", "created")
	out.Created = p.plain(a)
	return out
}

func (l layered) configTexts(name string) []ir.Text {
	a, p := lookup(place(l), "config", name)
	return p.texts(a)
}

// configUser keeps what the user wrote, because the image resolves names itself,
// but a name must be one that the image has.
func (l layered) configUser(users []ir.User) string {
	a, p := lookup(place(l), "config", "user")
	it, ok := p.one(a)
	if !ok {
		return ""
	}
	if r, ok := asReference(it.value); ok && r.Kind == schema.UserRef {
		return r.Names[0]
	}
	text, ok := p.itemText(it)
	if !ok {
		return ""
	}
	written, _ := text.Plain()
	name, _, _ := strings.Cut(written, ":")
	if _, known := userOf(name, users); !known {
		p.diags.Add(unknownOwner{Item: it, Name: name, Users: users})
	}
	return written
}

// ports adds the protocol that is meant when none is written.
func (l layered) ports() []string {
	a, p := lookup(place(l), "config", "ports")
	ports := p.plains(a)
	for i, port := range ports {
		if !strings.Contains(port, "/") {
			ports[i] = port + "/tcp"
		}
	}
	slices.SortFunc(ports, comparePorts)
	return slices.Compact(ports)
}

// comparePorts orders by number, then by protocol.
func comparePorts(a, b string) int {
	an, ap, _ := strings.Cut(a, "/")
	bn, bp, _ := strings.Cut(b, "/")
	return cmp.Or(cmp.Compare(len(an), len(bn)), cmp.Compare(an, bn), cmp.Compare(ap, bp))
}

func (l layered) volumes() []string {
	a, p := lookup(place(l), "config", "volumes")
	volumes := p.plains(a)
	for i, v := range volumes {
		volumes[i] = path.Clean(v)
	}
	slices.Sort(volumes)
	return slices.Compact(volumes)
}
