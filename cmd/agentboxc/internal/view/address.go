package view

import (
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/lang/ir"
)

// packageAddress is the package as one would write it in the source.
func packageAddress(p ir.PackageRef) string {
	switch p.Pkgset {
	case "":
		return "package." + p.Kind + "." + p.Name
	case "default":
		return "pkgs" + attrPath(p.Path)
	}
	return "pkgset." + p.Pkgset + attrPath(p.Path)
}

func overlayAddress(o ir.OverlayRef) string {
	if o.Overlay != "" {
		return "overlay." + o.Overlay
	}
	return "input." + o.Input + attrPath(o.Path)
}

// textOf writes packages in the text as the templates that they came from.
func textOf(t ir.Text) string {
	var b strings.Builder
	for _, part := range t.Parts {
		if part.Package == nil {
			b.WriteString(strings.ReplaceAll(part.Literal, "${", "$${"))
			continue
		}
		b.WriteString("${" + packageAddress(*part.Package) + "}")
	}
	return b.String()
}

func attrPath(names []string) string {
	var b strings.Builder
	for _, name := range names {
		if ir.IsName(name) {
			b.WriteString("." + name)
		} else {
			b.WriteString("[" + strconv.Quote(name) + "]")
		}
	}
	return b.String()
}
