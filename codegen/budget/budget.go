// Package budget holds what was measured of images against the limits and the
// policies of the program. It takes measurements and what is known of the store,
// and returns diagnostics; it measures nothing and asks nobody. Whether a waiver
// is past its date is the front end's to say: the program holds only those that
// are not.
package budget

import (
	"fmt"
	"slices"

	"github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// Request is what is judged, and by what.
type Request struct {
	Program *ir.Program
	// Built are the images to judge; those of the program that are not in it
	// were not built, and nothing is said about them.
	Built *measure.Measurements
	// Base is what max_growth compares with. It may be nil.
	Base *measure.Measurements
	// Compression is how images are pushed, by variant. One that is not in it is
	// compressed as Default.
	Compression map[string]Compression
	// Store is by system. Without it breaches do not say what brought a path,
	// and a policy that forbids a package cannot be checked.
	Store map[string]*Store
}

// Check tells every breach at once, by platform, variant and limit as they are in
// the program. A layer that is the same in several images is judged once.
func Check(r Request) diag.List {
	c := checker{Request: r, told: map[finding]bool{}}
	c.all()
	return c.diags
}

// Broken reports whether a list says that a budget or a policy is broken, or that
// it could not be checked: then nothing may leave the machine.
func Broken(diags diag.List) bool {
	return slices.ContainsFunc(diags, func(d diag.Diagnostic) bool {
		return d.Code == diag.BudgetExceeded || d.Code == diag.LimitUnchecked || d.Code == diag.ForbiddenPackage
	})
}

// Figure is what a limit comes to for an image, or for what a layer block became
// in one.
type Figure struct {
	Variant, System string
	Address         string // of the layer or the variant that the limit holds for
	Metric          ir.Metric
	Value, Limit    int64  // bytes, or image layers for max_layers
	Written         string // the limit, as the user wrote it
	Waiver          string // name of the waiver that raised the limit, or ""
	Expires         string // its last day
}

// Figures tells how much of each limit is used, in the order of Check. Limits that
// cannot be measured are not among them.
func Figures(r Request) []Figure {
	c := checker{Request: r, told: map[finding]bool{}}
	c.all()
	return c.figures
}

// checker collects breaches.
type checker struct {
	Request
	diags   diag.List
	figures []Figure
	told    map[finding]bool
}

// finding is what is told once, in however many images it is found: a limit or a
// policy, what it holds for, and what was found.
type finding struct {
	at              diag.Range
	system, address string
	what            string
}

func (c *checker) tell(at diag.Range, s subject, what string, p diag.Problem) {
	f := finding{at, s.system, s.address, what}
	if !c.told[f] {
		c.diags.Add(p)
	}
	c.told[f] = true
}

func (c *checker) all() {
	for _, p := range c.Program.Platforms {
		for _, v := range p.Variants {
			if image := c.Built.Image(v.Name, p.System); image != nil && !v.Abstract {
				c.image(p, v, image)
			}
		}
	}
}

func (c *checker) image(p *ir.Platform, v *ir.Variant, image *measure.Image) {
	whole := subject{
		system: p.System, variant: v.Name, address: v.Address(),
		image: image, base: c.Base.Image(v.Name, p.System),
		compression: c.compression(v.Name), store: c.Store[p.System],
	}
	for _, ref := range v.Layers {
		whole.addresses = append(whole.addresses, ref.Address())
	}
	whole.addresses = append(whole.addresses, whole.address)
	c.limits(whole, v.Budgets)
	c.policies(whole)
	for _, ref := range v.Layers {
		at := slices.IndexFunc(p.Layers, func(l *ir.Layer) bool { return l.Name == ref.Name })
		if at < 0 {
			continue
		}
		part := whole
		part.layer, part.address = ref.Name, ref.Address()
		c.limits(part, p.Layers[at].Budgets)
		c.policies(part)
	}
}

func (c *checker) compression(variant string) Compression {
	if compression, ok := c.Compression[variant]; ok {
		return compression
	}
	return Default
}

func (c *checker) limits(s subject, budgets []*ir.Budget) {
	for _, b := range budgets {
		for _, limit := range b.Limits {
			c.limit(s, b, limit)
		}
	}
}

func (c *checker) limit(s subject, b *ir.Budget, limit ir.Limit) {
	holds := held{subject: s, budget: b, Limit: limit, at: limit.Range}
	if w := c.Program.Waiver(s.layer, s.variant, limit); w != nil {
		holds.Limit, holds.waiver = w.Limit, w
	}
	f, problem := holds.figure()
	if problem != nil {
		c.tell(limit.Range, s, "", problem)
		return
	}
	c.figures = append(c.figures, holds.told(f))
	what := fmt.Sprint(f.value, f.limit)
	switch {
	case f.value > f.limit:
		c.tell(limit.Range, s, what, exceeded{holds, f, holds.largest()})
	case b.Warn > 0 && f.value > 0 && f.value >= f.share(b.Warn):
		c.tell(limit.Range, s, what, nearlySpent{holds, f})
	}
}
