package draft

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Text is the unit in HCL, not in its canonical layout yet.
func (u *Unit) Text() []byte {
	w := &writer{}
	for _, line := range u.Comment {
		w.line("%s", comment(line))
	}
	if u.Name != "" {
		w.block("agentbox", func() { w.text("name", u.Name) })
	}
	if len(u.Platforms) > 0 {
		w.line("")
	}
	for _, p := range u.Platforms {
		w.line("platform %s {}", quote(p))
	}
	for _, in := range u.Inputs {
		w.block("input "+quote(in.Name), func() { w.text("url", in.URL) })
	}
	for _, p := range u.Pkgsets {
		w.block("pkgset "+quote(p.Name), func() {
			if p.Input != "" {
				w.line("input = input.%s", p.Input)
			}
			if p.Unfree {
				w.line("allow_unfree = true")
			}
		})
	}
	w.own(u)
	for _, l := range u.Layers {
		w.block("layer "+quote(l.Name), func() {
			w.text("description", l.Description)
			w.list("only", l.Only)
			w.number("max_layers", l.MaxLayers)
			w.packages(l.Packages)
		})
	}
	for _, v := range u.Variants {
		w.variant(v)
	}
	for _, p := range u.Publishes {
		w.block("publish "+quote(p.Name), func() {
			w.references("variants", "variant", p.Variants)
			w.text("repository", p.Repository)
			w.list("tags", p.Tags)
		})
	}
	if s := u.Shell; s != nil {
		w.block(`shell "default"`, func() {
			w.line("from = variant.%s", s.From)
			w.lines("hook", s.Hook, "  ")
		})
	}
	return []byte(w.b.String())
}

// own are the packages that the unit makes itself.
func (w *writer) own(u *Unit) {
	for _, f := range u.Flakes {
		w.block(`package "flake" `+quote(f.Name), func() {
			w.line("input = input.%s", f.Input)
			w.text("attr", f.Attr)
		})
	}
	for _, p := range u.Pythons {
		w.block(`package "python_env" `+quote(p.Name), func() {
			w.line("python = %s", reference(p.Python))
			w.packages(p.Packages)
		})
	}
	for _, s := range u.Scripts {
		w.block(`package "script" `+quote(s.Name), func() {
			w.lines("text", s.Text, "  ")
			w.line("check = false")
		})
	}
	for _, m := range u.Modules {
		w.block(`package "go_module" `+quote(m.Name), func() {
			w.text("source", m.Source)
			w.list("sub_packages", m.SubPackages)
		})
	}
}

// writer writes items; those that are empty it leaves out.
type writer struct{ b strings.Builder }

func (w *writer) line(format string, args ...any) {
	fmt.Fprintf(&w.b, format, args...)
	w.b.WriteByte('\n')
}

// block writes a block with a blank line in front.
func (w *writer) block(head string, body func()) {
	w.line("\n%s {", head)
	body()
	w.line("}")
}

func (w *writer) text(name, value string) {
	if value != "" {
		w.line("%s = %s", name, quote(value))
	}
}

// lines writes a text that may have several lines.
func (w *writer) lines(name, value, indent string) {
	if value != "" {
		w.line("%s = %s", name, heredoc(value, indent))
	}
}

func (w *writer) number(name string, value int) {
	if value != 0 {
		w.line("%s = %d", name, value)
	}
}

func (w *writer) list(name string, values []string) {
	if len(values) == 0 {
		return
	}
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = quote(v)
	}
	w.items(name, quoted)
}

func (w *writer) references(name, kind string, names []string) {
	if len(names) == 0 {
		return
	}
	refs := make([]string, len(names))
	for i, n := range names {
		refs[i] = kind + "." + n
	}
	w.items(name, refs)
}

// lineWidth is how much of a list still goes on one line.
const lineWidth = 88

func (w *writer) items(name string, items []string) {
	if flat := strings.Join(items, ", "); len(flat) <= lineWidth {
		w.line("%s = [%s]", name, flat)
		return
	}
	w.line("%s = [", name)
	for _, item := range items {
		w.line("%s,", item)
	}
	w.line("]")
}

func (w *writer) packages(list []Package) {
	if slices.ContainsFunc(list, func(p Package) bool { return p.Note != "" }) {
		w.line("packages = [")
		for _, p := range list {
			w.item(p)
		}
		w.line("]")
		return
	}
	exprs := make([]string, len(list))
	for i, p := range list {
		exprs[i] = p.Expr
	}
	w.items("packages", exprs)
}

func (w *writer) item(p Package) {
	switch {
	case p.Expr == "":
		w.line("%s", comment(p.Note))
	case p.Note == "":
		w.line("%s,", p.Expr)
	default:
		w.line("%s, %s", p.Expr, comment(p.Note))
	}
}

// Quoted is a name as an item of a Python environment.
func Quoted(name string) Package { return Package{Expr: quote(name)} }

// number of a port without protocol needs no quotes.
func portItem(p string) string {
	if _, err := strconv.Atoi(p); err == nil {
		return p
	}
	return quote(p)
}
