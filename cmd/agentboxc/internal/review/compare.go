package review

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// changes are how two programs differ in what they mean.
func changes(was, is *ir.Program) []Change {
	before, after := thingsOf(was), thingsOf(is)
	both := platforms(was, is)
	all := things{}
	maps.Copy(all, before)
	maps.Copy(all, after)
	var list []Change
	for _, at := range slices.SortedFunc(maps.Keys(all), comparePlaces) {
		if !slices.Contains(both, at.platform) && !strings.HasPrefix(at.address, "platform.") {
			continue // the platform itself came or went
		}
		for _, c := range before.change(at, after) {
			c.Address = at.address
			list = merge(list, c, at.platform)
		}
	}
	for i := range list {
		slices.Sort(list[i].Platforms)
		if len(list[i].Platforms) == len(both)-1 || list[i].Platforms == nil {
			list[i].Platforms = []string{} // everywhere
		}
	}
	return moves(list)
}

// declared are the blocks of a unit that is new, but for those that every unit has.
func declared(is *ir.Program) []Change {
	return slices.DeleteFunc(changes(nil, is), func(c Change) bool {
		kind, _, _ := strings.Cut(c.Address, ".")
		return slices.Contains([]string{"agentbox", "input", "platform"}, kind) || c.Address == "pkgset.default"
	})
}

func comparePlaces(a, b place) int {
	return cmp.Or(cmp.Compare(a.address, b.address), cmp.Compare(a.platform, b.platform))
}

// platforms are those of both programs, and "" for what none changes. A unit that
// is new has all of them.
func platforms(was, is *ir.Program) []string {
	both := []string{""}
	for _, pl := range is.Platforms {
		had := was == nil || slices.ContainsFunc(was.Platforms, func(o *ir.Platform) bool { return o.System == pl.System })
		if had {
			both = append(both, pl.System)
		}
	}
	return both
}

func (t things) change(at place, other things) []Change {
	was, had := t[at]
	is, has := other[at]
	switch {
	case !had:
		return []Change{{Action: plan.Create}}
	case !has:
		return []Change{{Action: plan.Delete}}
	}
	return members("", was, is)
}

// merge adds a change to those of its address, or its platform to the same one
// elsewhere.
func merge(list []Change, c Change, platform string) []Change {
	for i := len(list) - 1; i >= 0 && list[i].Address == c.Address; i-- {
		o := list[i]
		if o.Attribute == c.Attribute && o.Action == c.Action && reflect.DeepEqual(o.Before, c.Before) && reflect.DeepEqual(o.After, c.After) {
			list[i].Platforms = append(list[i].Platforms, platform)
			return list
		}
	}
	if platform != "" && !strings.HasPrefix(c.Address, "platform.") {
		c.Platforms = []string{platform}
	}
	return append(list, c)
}

// moves makes one change of a package that leaves one layer, or a variant's own,
// and comes to another.
func moves(list []Change) []Change {
	taken := map[int]bool{}
	var moved []Change
	for i, from := range list {
		if !isPackage(from, plan.Delete) {
			continue
		}
		at := slices.IndexFunc(list, func(to Change) bool {
			return isPackage(to, plan.Create) && to.After == from.Before && slices.Equal(to.Platforms, from.Platforms)
		})
		if at < 0 || taken[at] {
			continue
		}
		taken[i], taken[at] = true, true
		moved = append(moved, Change{
			Address: from.Before.(string), Attribute: "packages", Platforms: from.Platforms,
			Action: Move, Before: from.Address, After: list[at].Address,
		})
	}
	rest := []Change{}
	for i, c := range list {
		if !taken[i] {
			rest = append(rest, c)
		}
	}
	rest = append(rest, moved...)
	slices.SortStableFunc(rest, func(a, b Change) int { return cmp.Compare(a.Address, b.Address) })
	return rest
}

func isPackage(c Change, action plan.Action) bool {
	inImage := strings.HasPrefix(c.Address, "layer.") || strings.HasPrefix(c.Address, "variant.")
	return inImage && c.Attribute == "packages" && c.Action == action
}
