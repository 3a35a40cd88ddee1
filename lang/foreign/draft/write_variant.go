package draft

import "strconv"

func (w *writer) variant(v *Variant) {
	w.block("variant "+quote(v.Name), func() {
		w.text("description", v.Description)
		w.list("platforms", v.Platforms)
		w.references("layers", "layer", v.Layers)
		w.number("max_layers", v.MaxLayers)
		if !v.Config.empty() {
			w.block("config", func() { w.config(v) })
		}
		for _, u := range v.Users {
			w.user(u)
		}
		for _, e := range v.Root.Entries {
			w.entry(v, e)
		}
	})
}

func (c *Config) empty() bool {
	return len(c.Entrypoint)+len(c.Cmd)+len(c.Env)+len(c.Ports)+len(c.Volumes)+len(c.Labels) == 0 &&
		c.User == "" && c.WorkingDir == "" && c.StopSignal == ""
}

func (w *writer) config(v *Variant) {
	c := v.Config
	w.list("entrypoint", c.Entrypoint)
	w.list("cmd", c.Cmd)
	if len(c.Env) > 0 {
		w.line("env = {")
		for _, e := range c.Env {
			w.line("%s = %s", key(e.Name), e.Value.expr())
		}
		w.line("}")
	}
	w.owner("user", v, c.User)
	w.text("working_dir", c.WorkingDir)
	if len(c.Ports) > 0 {
		ports := make([]string, len(c.Ports))
		for i, p := range c.Ports {
			ports[i] = portItem(p)
		}
		w.items("ports", ports)
	}
	w.list("volumes", c.Volumes)
	if len(c.Labels) > 0 {
		w.line("labels = {")
		for _, l := range c.Labels {
			w.line("%s = %s", quote(l.Key), quote(l.Value))
		}
		w.line("}")
	}
	w.text("stop_signal", c.StopSignal)
}

func (t Text) expr() string {
	if t.Package == "" {
		return quote(t.Plain)
	}
	return `"${` + reference(t.Package) + `}` + quote(t.Plain)[1:]
}

// owner writes a reference for a user of the variant, else the text.
func (w *writer) owner(name string, v *Variant, value string) {
	if v.UserNamed(value) != nil {
		w.line("%s = user.%s", name, value)
		return
	}
	w.text(name, value)
}

func (w *writer) user(u User) {
	w.block("user "+quote(u.Name), func() {
		w.line("uid = %d", u.UID)
		if u.GID >= 0 && u.GID != u.UID {
			w.line("gid = %d", u.GID)
		}
		if u.Home != "/home/"+u.Name {
			w.text("home", u.Home)
		}
		if u.Shell != "/bin/sh" {
			w.text("shell", u.Shell)
		}
		w.list("groups", u.Groups)
	})
}

func (w *writer) entry(v *Variant, e Entry) {
	kinds := map[Kind]string{Directory: "directory", File: "file", Symlink: "symlink"}
	head := kinds[e.Kind] + " " + quote(e.Path)
	if e.Kind == Directory && e.Mode == "" && e.Owner == "" {
		w.line("\n%s {}", head)
		return
	}
	w.block(head, func() {
		switch {
		case e.Kind == Symlink && e.Of != "":
			w.line(`target = "${%s}%s`, e.Of, quote(e.Target)[1:])
			return
		case e.Kind == Symlink:
			w.text("target", e.Target)
			return
		case e.Source != "":
			w.text("source", e.Source)
		case e.Kind == File && e.Content == "":
			w.line(`content = ""`)
		case e.Kind == File:
			w.lines("content", e.Content, "    ")
		}
		w.text("mode", e.Mode)
		w.owner("owner", v, e.Owner)
	})
}

// Port is a port in the form that the language has it: a number, with the
// protocol unless that is TCP.
func Port(number int, protocol string) string {
	if protocol == "" || protocol == "tcp" {
		return strconv.Itoa(number)
	}
	return strconv.Itoa(number) + "/" + protocol
}
