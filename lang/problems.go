package lang

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
)

type computedSource struct{ Attr *config.Attr }

func (p computedSource) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.WrongType, Subject: p.Attr.Range,
		Detail: "source is computed here, but the units that take part have to be known before anything is evaluated. Write the path out, as in source = \"../common\".",
	}
}

type sourceEscapes struct {
	Attr      *config.Attr
	Path, Why string
}

func (p sourceEscapes) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.PathEscapes, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("source cannot be %q: %s.", p.Path, p.Why),
	}
}

type noUnit struct {
	Attr *config.Attr
	Path string
	Err  error
}

func (p noUnit) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.FileNotFound, Subject: p.Attr.Range}
	if errors.Is(p.Err, fs.ErrNotExist) {
		d.Detail = fmt.Sprintf("There is no unit in %q: a module's source is a directory that holds agentbox.hcl, relative to the file that names it.", p.Path)
	} else {
		d.Detail = fmt.Sprintf("The unit in %q cannot be read: %v.", p.Path, p.Err)
	}
	return d
}

type tooManyUnits struct{ Attr *config.Attr }

func (p tooManyUnits) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.UnitTooLarge, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("More than %d units take part in this one.", MaxUnits),
	}
}

// moduleCycle are units that use each other.
type moduleCycle struct{ Steps []use }

func (p moduleCycle) Diagnostic() diag.Diagnostic {
	last := p.Steps[len(p.Steps)-1]
	d := diag.Diagnostic{Code: diag.Cycle, Subject: last.at}
	if len(p.Steps) == 1 {
		d.Detail = "A unit cannot be a module of itself."
		return d
	}
	names := []string{p.Steps[0].from}
	for _, s := range p.Steps {
		names = append(names, s.to)
		d.Related = append(d.Related, diag.Related{Message: fmt.Sprintf("%s uses %s", s.from, s.to), Range: s.at})
	}
	d.Detail = fmt.Sprintf("These units are modules of each other: %s. Move what they share to a unit of its own.", strings.Join(names, " -> "))
	return d
}
