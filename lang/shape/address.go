package shape

import (
	"strings"

	"github.com/agentboxc/agentboxc/lang/ir"
)

func overlayAddress(o ir.OverlayRef) string {
	if o.Overlay != "" {
		return "overlay." + o.Overlay
	}
	return "input." + o.Input + ir.Traversal(o.Path)
}

// textOf writes packages in the text as the templates that they came from.
func textOf(t ir.Text) string {
	var b strings.Builder
	for _, part := range t.Parts {
		if part.Package == nil {
			b.WriteString(part.Literal)
			continue
		}
		b.WriteString("${" + part.Package.Address() + "}")
	}
	return b.String()
}
