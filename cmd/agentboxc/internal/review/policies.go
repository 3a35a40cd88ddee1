package review

import (
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// Why a policy is not judged.
const (
	notMeasured   = "nothing was measured"
	measuredOther = "what was measured is of other files"
)

// unjudged are the policies of head that neither the program nor what was measured
// decides. One that was found to be broken is.
func unjudged(was, is *compiled, rebuilt []Job, found diag.List) []Unjudged {
	all := []Unjudged{}
	for _, policy := range is.judged.Policies {
		if slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return breaks(d, policy) }) {
			continue
		}
		for _, pl := range is.judged.Platforms {
			for _, v := range pl.Variants {
				if v.Abstract || !applies(policy, v) {
					continue
				}
				builds := slices.ContainsFunc(rebuilt, func(j Job) bool { return j.Variant == v.Name && j.Platform == pl.System })
				why := open(was, is, builds, policy, place{v.Name, pl.System})
				if why != "" {
					all = withUnjudged(all, "policy."+policy.Name, why, Place{v.Address(), pl.System})
				}
			}
		}
	}
	return all
}

func withUnjudged(all []Unjudged, address, why string, of Place) []Unjudged {
	at := slices.IndexFunc(all, func(u Unjudged) bool { return u.Address == address && u.Reason == why })
	if at < 0 {
		return append(all, Unjudged{address, []Place{of}, why})
	}
	all[at].Of = append(all[at].Of, of)
	return all
}

// breaks reports whether a diagnostic is about a policy that is broken.
func breaks(d diag.Diagnostic, policy *ir.Policy) bool {
	about := d.Subject == policy.Range || slices.ContainsFunc(d.Related, func(r diag.Related) bool { return r.Range == policy.Range })
	return d.Code == diag.ForbiddenPackage && about
}

// applies reports whether a policy is about a variant, or about a layer in it.
func applies(policy *ir.Policy, v *ir.Variant) bool {
	return slices.Contains(policy.Variants, v.Name) ||
		slices.ContainsFunc(v.Layers, func(l ir.LayerRef) bool { return slices.Contains(policy.Layers, l.Name) })
}

// open is why a policy cannot be judged for an image, "" where it can.
func open(was, is *compiled, builds bool, policy *ir.Policy, at place) string {
	image := is.measured.Image(at.address, at.platform)
	if image == nil {
		return notMeasured
	}
	if recorded(image, is.hash()) == plan.Stale && (builds || !measuredBefore(was, image)) {
		return measuredOther
	}
	var names []string
	for _, ref := range policy.Packages {
		names = append(names, ref.Address())
	}
	if len(names) == 0 {
		return ""
	}
	return "what " + strings.Join(names, " and ") + " is called in the store is not recorded, so only a build finds it behind other packages"
}

// measuredBefore reports whether an image was measured of the files of the base:
// that holds as long as it is not built anew.
func measuredBefore(was *compiled, image *measure.Image) bool {
	before := measuredOf(was).Image(image.Variant, image.System)
	return before != nil && recorded(before, was.hash()) == plan.Current && before.Program == image.Program
}
