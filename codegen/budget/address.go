package budget

import (
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/lang/ir"
)

// address is the package as one would write it in the source.
func address(p ir.PackageRef) string {
	var b strings.Builder
	switch p.Pkgset {
	case "":
		return "package." + p.Kind + "." + p.Name
	case "default":
		b.WriteString("pkgs")
	default:
		b.WriteString("pkgset." + p.Pkgset)
	}
	for _, name := range p.Path {
		if ir.IsName(name) {
			b.WriteString("." + name)
		} else {
			b.WriteString("[" + strconv.Quote(name) + "]")
		}
	}
	return b.String()
}
