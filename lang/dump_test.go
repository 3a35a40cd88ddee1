package lang_test

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// dump writes a program as indented lines, without ranges and without what is
// empty. What a later platform shares with an earlier one is only named.
func dump(p *ir.Program) string {
	d := &dumper{shared: map[any]string{}}
	d.line("program", p.Name)
	d.fields(reflect.ValueOf(*p), "Name", "Default", "Inputs", "Platforms")
	if p.Default != nil {
		d.line("default", p.Default.Name)
	}
	for _, in := range p.Inputs {
		d.block("input "+in.Name, reflect.ValueOf(*in), "Name")
	}
	for _, pl := range p.Platforms {
		d.line("platform", pl.System)
		d.indent++
		d.fields(reflect.ValueOf(*pl), "System", "Pkgsets", "Overlays", "Packages", "Layers", "Variants", "Shells")
		d.things(pl)
		d.indent--
	}
	return d.out.String()
}

type dumper struct {
	out    strings.Builder
	indent int
	shared map[any]string
}

func (d *dumper) line(words ...string) {
	d.out.WriteString(strings.Repeat("  ", d.indent) + strings.TrimRight(strings.Join(words, " "), " ") + "\n")
}

func (d *dumper) things(p *ir.Platform) {
	for _, x := range p.Pkgsets {
		d.thing(p, x, "pkgset "+x.Name, *x)
	}
	for _, x := range p.Overlays {
		d.thing(p, x, "overlay "+x.Name, *x)
	}
	for _, x := range p.Packages {
		d.thing(p, x, "package "+x.Kind+" "+x.Name, *x)
	}
	for _, x := range p.Layers {
		d.thing(p, x, "layer "+x.Name, *x)
	}
	for _, x := range p.Variants {
		d.thing(p, x, "variant "+x.Name, *x)
	}
	for _, x := range p.Shells {
		d.thing(p, x, "shell "+x.Name, *x)
	}
}

func (d *dumper) thing(p *ir.Platform, pointer any, title string, value any) {
	if of, ok := d.shared[pointer]; ok {
		d.line(title, "(that of "+of+")")
		return
	}
	d.shared[pointer] = p.System
	d.block(title, reflect.ValueOf(value), "Name", "Kind")
}

func (d *dumper) block(title string, v reflect.Value, skip ...string) {
	d.line(title)
	d.indent++
	d.fields(v, skip...)
	d.indent--
}

func (d *dumper) fields(v reflect.Value, skip ...string) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Type == reflect.TypeFor[diag.Range]() || v.Field(i).IsZero() || strings.Contains(" "+strings.Join(skip, " ")+" ", " "+f.Name+" ") {
			continue
		}
		d.field(f.Name, v.Field(i))
	}
}

func (d *dumper) field(name string, v reflect.Value) {
	if short, ok := inLine(v); ok {
		if short != "" {
			d.line(name+":", short)
		}
		return
	}
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if v.Kind() != reflect.Slice {
		d.block(name+":", v)
		return
	}
	for i := range v.Len() {
		if short, ok := inLine(v.Index(i)); ok {
			d.line(name+":", short)
		} else {
			d.block(name+":", reflect.Indirect(v.Index(i)))
		}
	}
}

// slotted says that a hash cannot be put in.
func slotted(s *ir.Slot) string {
	if s == nil {
		return " (computed)"
	}
	return ""
}

// inLine is a value that fits behind its name.
func inLine(v reflect.Value) (string, bool) {
	switch x := v.Interface().(type) {
	case ir.Text:
		return text(x), true
	case *ir.Text:
		if x != nil {
			return text(*x), true
		}
	case ir.PackageRef:
		return ref(x), true
	case *ir.PackageRef:
		if x != nil {
			return ref(*x), true
		}
	case ir.Hash:
		return cmp.Or(x.Value, "not set") + slotted(x.Slot), true
	case *ir.Hash:
		if x != nil {
			return cmp.Or(x.Value, "not set") + slotted(x.Slot), true
		}
	case ir.Executable:
		return x.Name + "=" + x.Path, true
	case []ir.PackageRef:
		return list(x, ref), true
	case []ir.LayerRef:
		return list(x, func(l ir.LayerRef) string { return l.Name }), true
	case []ir.Env:
		return list(x, func(e ir.Env) string { return e.Name + "=" + text(e.Value) }), true
	case []ir.Text:
		return list(x, text), true
	case []ir.Attr:
		return value(ir.Attrs(x)), true
	case ir.Follow:
		return x.Name + "=" + x.Target, true
	case ir.OverlayRef:
		return strings.Join(append([]string{x.Overlay + x.Input}, x.Path...), "."), true
	case ir.PythonPackage:
		if x.Ref != nil {
			return ref(*x.Ref), true
		}
		return strings.Join(x.Path, "."), true
	case ir.Owner:
		if x == (ir.Owner{User: "root", Group: "root"}) {
			return "", true
		}
		return fmt.Sprintf("%d(%s):%d(%s)", x.UID, x.User, x.GID, x.Group), true
	case ir.Limit:
		return fmt.Sprintf("%s=%d %q", x.Metric, x.Value, x.Written), true
	case []string:
		return list(x, func(s string) string { return s }), true
	case *bool:
		if x != nil {
			return fmt.Sprint(*x), true
		}
	}
	switch v.Kind() {
	case reflect.String, reflect.Bool, reflect.Int, reflect.Int64, reflect.Float64:
		return fmt.Sprint(v.Interface()), true
	}
	return "", false
}

func list[T any](items []T, one func(T) string) string {
	words := make([]string, len(items))
	for i, item := range items {
		words[i] = one(item)
	}
	return "[" + strings.Join(words, ", ") + "]"
}

func text(t ir.Text) string {
	out := ""
	for _, p := range t.Parts {
		if p.Package != nil {
			out += "${" + ref(*p.Package) + "}"
		} else {
			out += strings.NewReplacer("\n", `\n`, "${", `$${`).Replace(p.Literal)
		}
	}
	return `"` + out + `"`
}

func ref(p ir.PackageRef) string {
	if p.Kind != "" {
		return "package." + p.Kind + "." + p.Name
	}
	return p.Pkgset + ":" + strings.Join(p.Path, ".")
}

func value(v ir.Value) string {
	switch v := v.(type) {
	case ir.Text:
		return text(v)
	case ir.PackageRef:
		return ref(v)
	case ir.List:
		return list(v, value)
	case ir.Attrs:
		return "{" + strings.Trim(list(v, func(a ir.Attr) string { return a.Name + "=" + value(a.Value) }), "[]") + "}"
	case ir.Null:
		return "null"
	}
	return fmt.Sprintf("%v", v)
}
