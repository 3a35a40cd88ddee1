package review

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// jobs are the variants that have to be built anew, by what is generated and by
// the files that it names. was is nil where all of them have to.
func jobs(p Pair, was, is *compiled, files []string) []Job {
	request := plan.Request{
		Unit: p.Head, Present: was.state(), Wanted: plan.State{Flake: is.out.Flake, Lock: is.out.Lock},
		Tree: is.out.Tree, Fit: is.out.Fit, Addresses: addressesOf(was, is),
	}
	compared, _ := plan.Make(request) // what is wrong with files is told of those that are there
	made := map[place]plan.Change{}
	for _, c := range compared.Changes {
		made[place{c.Address, c.Platform}] = c
	}
	changed := touched(thingsOf(is.program), p.Head, files)
	all := []Job{}
	for _, pl := range is.program.Platforms {
		for _, v := range pl.Variants {
			at := place{v.Address(), pl.System}
			c, built := made[at]
			if !built || v.Abstract {
				continue
			}
			if was == nil {
				c.Action, c.Reasons = plan.Create, []string{}
			}
			if files := changed[at]; len(files) > 0 {
				c.Reasons = append(slices.Clone(c.Reasons), filesChanged(files)...)
				if c.Action == plan.NoOp {
					c.Action = plan.Update
				}
			}
			if c.Action != plan.NoOp {
				all = append(all, job(p, pl, v, c))
			}
		}
	}
	slices.SortFunc(all, func(a, b Job) int {
		return cmp.Or(cmp.Compare(a.Variant, b.Variant), cmp.Compare(a.Platform, b.Platform))
	})
	return all
}

// mostFiles is how many files are told as reasons for one image.
const mostFiles = 10

func filesChanged(files []string) []string {
	var reasons []string
	for _, file := range files[:min(len(files), mostFiles)] {
		reasons = append(reasons, file+" changed")
	}
	if more := len(files) - mostFiles; more > 0 {
		reasons = append(reasons, fmt.Sprintf("%d more files changed", more))
	}
	return reasons
}

func job(p Pair, pl *ir.Platform, v *ir.Variant, c plan.Change) Job {
	return Job{
		Unit: p.Head, Variant: v.Name, Address: v.Address(), Platform: pl.System, OS: pl.OS, Arch: pl.Arch,
		Attribute: "packages." + pl.System + "." + v.Name, Action: c.Action, Reasons: orEmpty(c.Reasons),
	}
}
