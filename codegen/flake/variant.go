package flake

import (
	"slices"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// contents is a variant together with what its standard files depend on: the
// packages, among all those of the image, that have the certificates and env.
type contents struct {
	variant      *ir.Variant
	certificates *ir.PackageRef
	env          *ir.PackageRef
}

// variantSet holds the variants of a platform that are built.
func (b *builder) variantSet(p *scope) *nix.Attrs {
	set := &nix.Attrs{}
	for _, v := range p.Variants {
		if v.Abstract {
			continue
		}
		bind := nix.B(v.Name, b.variant(p.contents(v)))
		bind.Comment = comment(v.Description)
		set.Binds = append(set.Binds, bind)
	}
	return set
}

func (b *builder) variant(c contents) nix.Expr {
	x, ok := b.variants[c]
	if !ok {
		x = b.variantData(c)
		b.variants[c] = x
	}
	return x
}

// variantData has only what says something: the library fills in the rest.
func (b *builder) variantData(c contents) *nix.Attrs {
	v := c.variant
	set := &nix.Attrs{Binds: make([]nix.Bind, 0, 10)}
	add := func(name string, value nix.Expr) { set.Binds = append(set.Binds, nix.B(name, value)) }
	add("image", nix.S(v.Image))
	add("tag", nix.S(v.Tag))
	if v.Config.Created != "" && v.Config.Created != epoch {
		add("created", nix.S(v.Config.Created))
	}
	add("layers", layerNames(v.Layers))
	if len(v.Packages) > 0 {
		add("packages", b.pkgs(v.Packages))
	}
	if v.MaxLayers > 1 {
		add("maxLayers", &nix.Int{Value: int64(v.MaxLayers)})
	}
	if env := c.environment(); len(env) > 0 {
		add("env", b.env(env))
	}
	if config := b.config(v.Config); len(config.Binds) > 0 {
		add("config", config)
	}
	if !slices.Equal(v.Rootfs.Link, standardLink) {
		add("link", nix.At(nix.Strs(v.Rootfs.Link), v.Rootfs.Range))
	}
	if root := b.root(c); root != nil {
		add("root", root)
	}
	return nix.At(set, v.Range)
}

// The values that the library has for variants that do not say otherwise.
const epoch = "1970-01-01T00:00:00Z"

var standardLink = []string{"/bin", "/etc", "/lib", "/share"}

// environment is what the image sets beside PATH, sorted by name.
func (c contents) environment() []ir.Env {
	env := c.variant.Config.Env
	if c.certificates == nil || hasEnv(env, "SSL_CERT_FILE") {
		return env
	}
	at := c.variant.Rootfs.Range
	file := ir.Text{Range: at, Parts: []ir.Part{
		{Package: c.certificates},
		{Literal: "/etc/ssl/certs/ca-bundle.crt"},
	}}
	return sortedEnv(append(slices.Clone(env), ir.Env{Name: "SSL_CERT_FILE", Value: file}))
}

// config is the OCI image config without Env, which the image's PATH is part of.
func (b *builder) config(c ir.Config) *nix.Attrs {
	set := &nix.Attrs{}
	add := func(name string, value nix.Expr) { set.Binds = append(set.Binds, nix.B(name, value)) }
	if c.Cmd != nil {
		add("Cmd", b.texts(c.Cmd))
	}
	if c.Entrypoint != nil {
		add("Entrypoint", b.texts(c.Entrypoint))
	}
	if len(c.Ports) > 0 {
		add("ExposedPorts", keys(c.Ports))
	}
	if len(c.Labels) > 0 {
		add("Labels", b.env(c.Labels))
	}
	if c.StopSignal != "" {
		add("StopSignal", nix.S(c.StopSignal))
	}
	if c.User != "" {
		add("User", nix.S(c.User))
	}
	if len(c.Volumes) > 0 {
		add("Volumes", keys(c.Volumes))
	}
	if !c.WorkingDir.Empty() {
		add("WorkingDir", b.text(c.WorkingDir))
	}
	return nix.At(set, c.Range)
}

// keys is a set of strings the way OCI writes it: { "8080/tcp" = { }; }.
func keys(names []string) *nix.Attrs {
	set := &nix.Attrs{}
	for _, n := range names {
		set.Binds = append(set.Binds, nix.B(n, nix.A()))
	}
	return set
}
