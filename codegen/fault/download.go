package fault

import (
	"cmp"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// unknownHash is what the flake promises of a download whose hash is not set: lib.fakeHash.
const unknownHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

// download is a hash of the configuration, and whose it is.
type download struct {
	of   string // address
	hash *ir.Hash
}

// download finds the hash that was broken: the one that Nix quotes, of the package
// that the derivation is named after. The same hash elsewhere will do when there is
// no such package, because what downloads are called is not up to the package.
func (o Origin) download(f Fault) *download {
	p := o.platform(f.System)
	if f.Kind != HashMismatch || p == nil {
		return nil
	}
	var other *download
	for _, pkg := range p.Packages {
		for _, h := range ir.Downloads(pkg.Recipe) {
			if cmp.Or(h.Value, unknownHash) != f.Want {
				continue
			}
			d := &download{of: pkg.Address(), hash: h}
			if named(f.Name, pkg.Called()) || isFile(pkg.Recipe, f.Name) {
				return d
			}
			if h.Value != "" {
				other = d
			}
		}
	}
	for _, overlay := range p.Overlays {
		for _, change := range overlay.Changes {
			if s := change.Source; s != nil && s.URL != "" && path.Base(s.URL) == f.Name && cmp.Or(s.Hash.Value, unknownHash) == f.Want {
				return &download{of: fmt.Sprintf("override %q of overlay.%s", change.Package, overlay.Name), hash: &s.Hash}
			}
		}
	}
	return other
}

// isFile reports whether a derivation is the file that the recipe downloads.
func isFile(r ir.Recipe, derivation string) bool {
	b, ok := r.(*ir.FetchBinary)
	return ok && path.Base(b.URL) == derivation
}

// mismatch is a download that is not what its hash promises.
type mismatch struct {
	Fault
	download *download // nil where it is none of the configuration's own
	at       diag.Range
}

func (p mismatch) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.DownloadMismatch, Subject: p.at}
	switch {
	case p.download != nil && p.download.hash.Value == "":
		d.Detail = fmt.Sprintf("%s has no %s yet. What Nix downloaded for it has\n\n    %s\n\nPut this hash in if that is what you want.", p.download.of, p.download.hash.Name, p.Got)
	default:
		d.Detail = fmt.Sprintf("What was downloaded for %s is not what its hash promises. The configuration says\n\n    %s\n\nand what came has\n\n    %s\n\n"+
			"If the new contents are what you want, put this hash in; otherwise the file at that address was replaced.", cmp.Or(p.Name, "a package"), p.Want, p.Got)
	}
	if p.download != nil {
		d.Subject = p.download.hash.Range
		d.Fixes = p.download.fixes(p.Got)
	}
	d.Detail += "\n\nNix says:\n\n" + indented(p.Text)
	return d
}

// fixes write the hash where the configuration has it, or has a place for it.
func (d *download) fixes(got string) []diag.Fix {
	if d.hash.Slot == nil || !strings.HasPrefix(got, "sha") {
		return nil
	}
	return []diag.Fix{{
		Title: "Put the hash in as " + d.hash.Name, Edits: d.hash.Slot.Edits(strconv.Quote(got)), Safe: d.hash.Value == "",
	}}
}
