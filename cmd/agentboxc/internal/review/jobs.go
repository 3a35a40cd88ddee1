package review

import (
	"cmp"
	"maps"
	"slices"

	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// jobs are the variants that have to be built anew, by what is generated and by
// the files that it names. was is nil where all of them have to.
func jobs(p Pair, was, is *compiled, files []string) []Job {
	request := plan.Request{
		Unit: p.Head, Present: was.state(), Wanted: plan.State{Flake: is.out.Flake, Lock: is.out.Lock},
		Tree: is.out.Tree, Fit: is.out.Fit, Addresses: is.program.Addresses(),
	}
	if was != nil && was.program != nil {
		addresses := was.program.Addresses()
		maps.Copy(addresses, request.Addresses)
		request.Addresses = addresses
	}
	made, _ := plan.Make(request) // what is wrong with files is told of those that are there
	reasons := map[place]plan.Change{}
	for _, c := range made.Changes {
		reasons[place{c.Address, c.Platform}] = c
	}
	changed := touched(thingsOf(is.program), p.Head, files)
	all := []Job{}
	for _, pl := range is.program.Platforms {
		for _, v := range pl.Variants {
			at := place{v.Address(), pl.System}
			c, built := reasons[at]
			if !built || v.Abstract {
				continue
			}
			if was == nil {
				c.Action, c.Reasons = plan.Create, []string{}
			}
			if file, ok := changed[at]; ok {
				c.Reasons = append(slices.Clone(c.Reasons), file+" changed")
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

func job(p Pair, pl *ir.Platform, v *ir.Variant, c plan.Change) Job {
	return Job{
		Unit: p.Head, Variant: v.Name, Address: v.Address(), Platform: pl.System, OS: pl.OS, Arch: pl.Arch,
		Attribute: "packages." + pl.System + "." + v.Name, Action: c.Action, Reasons: orEmpty(c.Reasons),
	}
}
