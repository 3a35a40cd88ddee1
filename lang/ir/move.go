package ir

import (
	"slices"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// Move says where a range is after a change of the source.
type Move func(diag.Range) diag.Range

// Moved returns the layer with its ranges where they are after a change.
func (l *Layer) Moved(to Move) *Layer {
	c := *l
	c.Range = to(l.Range)
	c.Packages = moved(l.Packages, to, PackageRef.moved)
	c.Budgets = moved(l.Budgets, to, (*Budget).moved)
	return &c
}

// Moved returns the variant with its ranges where they are after a change.
func (v *Variant) Moved(to Move) *Variant {
	c := *v
	c.Range = to(v.Range)
	c.Layers = moved(v.Layers, to, LayerRef.moved)
	c.Packages = moved(v.Packages, to, PackageRef.moved)
	c.Config = v.Config.moved(to)
	c.Rootfs.Range = to(v.Rootfs.Range)
	c.Users = moved(v.Users, to, User.moved)
	c.Files = moved(v.Files, to, File.moved)
	c.Directories = moved(v.Directories, to, Directory.moved)
	c.Symlinks = moved(v.Symlinks, to, Symlink.moved)
	c.Budgets = moved(v.Budgets, to, (*Budget).moved)
	return &c
}

func moved[T any](list []T, to Move, one func(T, Move) T) []T {
	list = slices.Clone(list)
	for i, x := range list {
		list[i] = one(x, to)
	}
	return list
}

func (p PackageRef) moved(to Move) PackageRef {
	p.Range = to(p.Range)
	return p
}

func (l LayerRef) moved(to Move) LayerRef {
	l.Range = to(l.Range)
	return l
}

func (b *Budget) moved(to Move) *Budget {
	c := *b
	c.Range = to(b.Range)
	c.Limits = moved(b.Limits, to, Limit.moved)
	return &c
}

func (l Limit) moved(to Move) Limit {
	l.Range = to(l.Range)
	return l
}

func (c Config) moved(to Move) Config {
	c.Entrypoint = moved(c.Entrypoint, to, Text.moved)
	c.Cmd = moved(c.Cmd, to, Text.moved)
	c.Env = moved(c.Env, to, Env.moved)
	c.WorkingDir = c.WorkingDir.moved(to)
	c.Labels = moved(c.Labels, to, Env.moved)
	c.Range = to(c.Range)
	return c
}

func (e Env) moved(to Move) Env {
	e.Value = e.Value.moved(to)
	return e
}

func (t Text) moved(to Move) Text {
	t.Range = to(t.Range)
	t.Parts = moved(t.Parts, to, Part.moved)
	return t
}

func (p Part) moved(to Move) Part {
	if p.Package != nil {
		ref := p.Package.moved(to)
		p.Package = &ref
	}
	return p
}

func (u User) moved(to Move) User {
	u.Shell, u.Range = u.Shell.moved(to), to(u.Range)
	return u
}

func (f File) moved(to Move) File {
	if f.Content != nil {
		content := f.Content.moved(to)
		f.Content = &content
	}
	f.Range = to(f.Range)
	return f
}

func (d Directory) moved(to Move) Directory {
	d.Range = to(d.Range)
	return d
}

func (s Symlink) moved(to Move) Symlink {
	s.Target, s.Range = s.Target.moved(to), to(s.Range)
	return s
}
