package resolve

import (
	"fmt"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
)

type unknownInModule struct {
	Ref  config.Ref
	To   ModuleRef
	Unit *Program
}

func (p unknownInModule) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.UnknownReference, Subject: p.Ref.Range}
	module := strings.TrimSuffix(p.Ref.Address(), "."+p.To.Name)
	if _, isWord := exported[p.To.Key]; isWord {
		d.Detail = fmt.Sprintf("%s has for_each, so the key of one comes before what it has: %s[\"key\"].%s.", p.To.Module.Key, p.To.Module.Key, strings.Join(p.Ref.Names[1:], "."))
		d.Related = []diag.Related{{Message: "the keys come from here", Range: p.To.Module.Repeat.Range}}
		return d
	}
	if _, known := exported[p.To.Word]; !known {
		d.Detail = fmt.Sprintf("%s has no %q. What a module lets others refer to is %s.", module, p.To.Word, strings.Join(Exported(), ", "))
		if near, ok := diag.Nearest(p.To.Word, Exported()); ok {
			d.Detail = fmt.Sprintf("%s has no %q. Did you mean %q?", module, p.To.Word, near)
		}
		return d
	}
	var names []string
	for _, s := range p.Unit.Symbols {
		if strings.HasPrefix(s.Key, p.To.Word+".") && s.Block != nil {
			names = append(names, s.Key)
		}
	}
	d.Detail = fmt.Sprintf("The unit of %s has no %s.", module, p.To.Name)
	if p.To.Name == p.To.Word {
		d.Detail = fmt.Sprintf("%s.%s needs the name of one behind it.", module, p.To.Word)
		d.Detail += diag.Listed(" The unit has %s.", names)
		return d
	}
	if near, ok := diag.Nearest(p.To.Name, names); ok {
		by := module + "." + near
		d.Detail += fmt.Sprintf(" Did you mean %s?", by)
		d.Fixes = diag.Replace(p.Ref.Range, by)
		return d
	}
	d.Detail += diag.Listed(" The unit has %s.", names)
	return d
}

type unknownArgument struct {
	Attr *config.Attr
	Unit *Program
}

func (p unknownArgument) Diagnostic() diag.Diagnostic {
	names := p.variables()
	d := diag.Diagnostic{
		Code: diag.UnknownAttribute, Subject: p.Attr.NameRange,
		Detail: fmt.Sprintf("The unit has no variable %q.", p.Attr.Name),
	}
	if near, ok := p.nearest(names); ok {
		d.Detail += fmt.Sprintf(" Did you mean %q?", near)
		d.Fixes = diag.Rename(p.Attr.NameRange, near)
		return d
	}
	switch len(names) {
	case 0:
		d.Detail += " It has none at all."
	default:
		d.Detail += fmt.Sprintf(" It has %s.", strings.Join(names, ", "))
	}
	return d
}

func (p unknownArgument) variables() []string {
	var names []string
	for _, v := range p.Unit.Of(config.Variable) {
		names = append(names, v.Name)
	}
	return names
}

// nearest returns what was probably meant: a variable, or an attribute of module.
func (p unknownArgument) nearest(variables []string) (string, bool) {
	return diag.Nearest(p.Attr.Name, append(variables, "source", "for_each"))
}

type missingArgument struct{ Module, Variable *Symbol }

func (p missingArgument) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.MissingAttribute, Subject: p.Module.Block.Range,
		Detail:  fmt.Sprintf("%s has to set %s: the variable has no default in its unit.", p.Module.Key, p.Variable.Name),
		Related: []diag.Related{{Message: "the variable", Range: p.Variable.Range()}},
	}
}
