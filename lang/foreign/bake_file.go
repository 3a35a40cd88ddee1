package foreign

import (
	"errors"
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// bakeFile is a bake file with its values worked out as far as constants go.
type bakeFile struct {
	*work
	values  *bakeValues
	groups  map[string]*hclsyntax.Block
	targets map[string]*hclsyntax.Block
	order   []string // names of targets, in the order of the file
}

// bakeTarget is a target together with those that it inherits from.
type bakeTarget struct {
	name       string
	line       int
	attributes []bakeAttribute
}

type bakeAttribute struct {
	name  string
	line  int
	value cty.Value
}

func readBake(w *work, data []byte) (*bakeFile, error) {
	src, found := source.New("docker-bake.hcl", data)
	parsed, diags := syntax.Parse(src)
	if found = append(found, diags...); found.HasErrors() {
		return nil, fmt.Errorf("line %d: %s: %s", found[0].Subject.Start.Line, found[0].Summary, found[0].Detail)
	}
	f := &bakeFile{work: w, values: newBakeValues(w, parsed.Body()), groups: map[string]*hclsyntax.Block{}, targets: map[string]*hclsyntax.Block{}}
	for _, b := range parsed.Body().Blocks {
		f.block(b)
	}
	return f, nil
}

func (f *bakeFile) block(b *hclsyntax.Block) {
	line := b.TypeRange.Start.Line
	switch {
	case (b.Type == "variable" || b.Type == "function") && len(b.Labels) == 1:
	case b.Type == "group" && len(b.Labels) == 1:
		f.groups[b.Labels[0]] = b
	case b.Type == "target" && len(b.Labels) == 1:
		if f.targets[b.Labels[0]] == nil {
			f.order = append(f.order, b.Labels[0])
		}
		f.targets[b.Labels[0]] = b
	default:
		f.dropped(line, f.row(line), "Bake files have no such block.")
	}
}

// chosen are the targets that are built when one or none is named, in the order
// in which groups name them.
func (f *bakeFile) chosen(name string) ([]*bakeTarget, error) {
	names := []string{name}
	switch {
	case name != "" && f.groups[name] == nil && f.targets[name] == nil:
		return nil, fmt.Errorf("it has no target or group %q", name)
	case name == "" && (f.groups["default"] != nil || f.targets["default"] != nil):
		names = []string{"default"}
	case name == "":
		names = slices.DeleteFunc(slices.Clone(f.order), func(n string) bool { return n[:1] == "_" })
	}
	var members []string
	for _, n := range names {
		members = f.members(members, n, 0)
	}
	if len(members) == 0 {
		return nil, errors.New("there is no target in it")
	}
	var targets []*bakeTarget
	for _, n := range members {
		if t := f.target(n); t != nil {
			targets = append(targets, t)
		}
	}
	return targets, nil
}

// maxInherits bounds groups in groups, and targets that inherit.
const maxInherits = 20

func (f *bakeFile) members(list []string, name string, depth int) []string {
	group := f.groups[name]
	if group == nil || depth == maxInherits {
		if f.targets[name] != nil && !slices.Contains(list, name) {
			list = append(list, name)
		}
		return list
	}
	a := group.Body.Attributes["targets"]
	if a == nil {
		return list
	}
	for _, member := range textsOf(f.values.of(a)) {
		if len(list) <= maxTargets {
			list = f.members(list, member, depth+1)
		}
	}
	return list
}

// target is a target with what it inherits, nil when it stands for several.
func (f *bakeFile) target(name string) *bakeTarget {
	block := f.targets[name]
	t := &bakeTarget{name: name, line: block.TypeRange.Start.Line}
	if a := block.Body.Attributes["matrix"]; a != nil {
		line := a.NameRange.Start.Line
		f.dropped(line, f.row(line), "It makes several targets of one. Import with one combination written out, and give the variant that comes out a matrix.")
		return nil
	}
	f.inherit(t, name, nil)
	return t
}

func (f *bakeFile) inherit(t *bakeTarget, name string, path []string) {
	block := f.targets[name]
	if block == nil || slices.Contains(path, name) || len(path) == maxInherits || len(t.attributes) > 1000 {
		return
	}
	if a := block.Body.Attributes["inherits"]; a != nil {
		for _, parent := range textsOf(f.values.of(a)) {
			f.inherit(t, parent, append(slices.Clone(path), name))
		}
	}
	attributes := make([]*hclsyntax.Attribute, 0, len(block.Body.Attributes))
	for _, a := range block.Body.Attributes {
		attributes = append(attributes, a)
	}
	slices.SortFunc(attributes, func(a, b *hclsyntax.Attribute) int { return a.NameRange.Start.Byte - b.NameRange.Start.Byte })
	for _, a := range attributes {
		t.set(bakeAttribute{a.Name, a.NameRange.Start.Line, f.values.of(a)})
	}
}

// set replaces what the target has inherited; maps are merged.
func (t *bakeTarget) set(a bakeAttribute) {
	for i, have := range t.attributes {
		if have.name != a.name {
			continue
		}
		if isMap(have.value) && isMap(a.value) {
			merged := have.value.AsValueMap()
			for key, value := range a.value.AsValueMap() {
				if merged == nil {
					merged = map[string]cty.Value{}
				}
				merged[key] = value
			}
			a.value = cty.ObjectVal(merged)
		}
		t.attributes[i] = a
		return
	}
	t.attributes = append(t.attributes, a)
}

func isMap(v cty.Value) bool {
	return v.IsKnown() && !v.IsNull() && (v.Type().IsObjectType() || v.Type().IsMapType())
}

func (t *bakeTarget) find(name string) (bakeAttribute, bool) {
	for _, a := range t.attributes {
		if a.name == name {
			return a, true
		}
	}
	return bakeAttribute{value: cty.NilVal}, false
}

// at is the line of an attribute.
func (t *bakeTarget) at(name string) int {
	a, _ := t.find(name)
	return a.line
}

func (t *bakeTarget) text(name string) string {
	if a, ok := t.find(name); ok {
		text, _ := stringOf(a.value)
		return text
	}
	return ""
}

// list are the strings of a list, nil when it is not set.
func (t *bakeTarget) list(name string) []string {
	if a, ok := t.find(name); ok {
		return textsOf(a.value)
	}
	return nil
}

type bakePair struct{ name, value string }

// sorted are the strings of a map, by key.
func (t *bakeTarget) sorted(name string) []bakePair {
	a, ok := t.find(name)
	if !ok || !isMap(a.value) {
		return nil
	}
	var pairs []bakePair
	for it := a.value.ElementIterator(); it.Next(); {
		key, value := it.Element()
		if text, ok := stringOf(value); ok {
			pairs = append(pairs, bakePair{key.AsString(), text})
		}
	}
	return pairs
}

func (t *bakeTarget) pairs(name string) map[string]string {
	all := map[string]string{}
	for _, p := range t.sorted(name) {
		all[p.name] = p.value
	}
	return all
}
