package trial

import (
	"fmt"
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/check"
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// Set evaluates the variables that a run sets: those of its file, and then its
// own.
func Set(f *File, r *Run, e *check.Evaluator) ([]check.Variable, diag.List) {
	var set []check.Variable
	var diags diag.List
	known := map[string]cty.Value{}
	add := func(attrs []*config.Attr, names map[string]cty.Value, origin string) {
		for _, a := range attrs {
			v, found := e.Value(a, names)
			diags.Append(found)
			known[a.Name] = v
			set = append(set, check.Variable{Name: a.Name, Value: &v, Origin: origin, Range: a.NameRange})
		}
	}
	add(f.Variables, nil, f.Path)
	ofFile := map[string]cty.Value{"var": cty.ObjectVal(known)}
	add(r.Variables, ofFile, fmt.Sprintf("run %q in %s", r.Name, f.Path))
	return set, diags
}

// Judgement is what became of the assertions of a run.
type Judgement struct {
	Platforms []string  // on which they were checked, sorted
	Failed    diag.List // assertions that do not hold
	Errors    diag.List // what kept assertions from being checked
}

// Judge checks the assertions of a run on each of its platforms.
func Judge(r *Run, p *ir.Program, names *Names, e *check.Evaluator) Judgement {
	j := &judge{run: r, program: p, names: names, eval: e}
	var scopes []*scope
	for _, pl := range j.platforms() {
		j.out.Platforms = append(j.out.Platforms, pl.System)
		scopes = append(scopes, newScope(p, pl, names))
	}
	for _, a := range r.Asserts {
		j.assert(a, scopes)
	}
	return j.out
}

type judge struct {
	run     *Run
	program *ir.Program
	names   *Names
	eval    *check.Evaluator
	out     Judgement
}

// platforms returns those that the run wants.
func (j *judge) platforms() []*ir.Platform {
	a := j.run.Platform
	if a == nil {
		return j.program.Platforms
	}
	text, ok, diags := j.eval.Text(a, nil)
	j.out.Errors.Append(diags)
	if !ok {
		return nil
	}
	system, _ := check.System(text)
	for _, pl := range j.program.Platforms {
		if pl.System == system {
			return []*ir.Platform{pl}
		}
	}
	j.out.Errors.Add(otherPlatform{Have: text, At: a.Range, Platforms: j.program.Platforms})
	return nil
}

// assert checks an assertion on the platforms. What is wrong in the same way on
// several of them is said once.
func (j *judge) assert(a Assert, scopes []*scope) {
	var failures []assertionFailed
	var errors diag.List
	for _, s := range scopes {
		failure, found := j.assertOn(a, s)
		errors.Append(found)
		if failure == nil {
			continue
		}
		i := slices.IndexFunc(failures, failure.same)
		if i < 0 {
			failures = append(failures, *failure)
			continue
		}
		failures[i].Platforms = append(failures[i].Platforms, s.on.System)
	}
	for _, f := range failures {
		j.out.Failed.Add(f)
	}
	j.out.Errors.Append(errors.Sorted())
}

// assertOn returns nil when the assertion holds on the platform, or when errors
// say why nobody can tell.
func (j *judge) assertOn(a Assert, s *scope) (*assertionFailed, diag.List) {
	if absent := j.absent(a.Condition, s); absent != nil {
		return nil, absent
	}
	values := s.of(a.Condition, a.Message)
	holds, ok, diags := j.eval.Condition(a.Condition, values)
	if !ok || holds {
		return nil, diags
	}
	failure := &assertionFailed{
		Run: j.run.Name, Condition: a.Condition, Platforms: []string{s.on.System},
		Values: j.eval.Operands(a.Condition, values),
	}
	absent := j.absent(a.Message, s)
	if absent == nil {
		message, _, found := j.eval.Text(a.Message, values)
		failure.Message = message
		diags.Append(found)
	}
	return failure, append(diags, absent...)
}

// absent says which things that an attribute looks at do not exist on a platform,
// though the unit declares them. The address of a declared block is right
// everywhere.
func (j *judge) absent(a *config.Attr, s *scope) diag.List {
	var diags diag.List
	for _, ref := range a.Refs {
		address, ok := j.block(ref)
		folded := ref.Key != ref.Word
		switch {
		case !ok || ref.Guarded || folded && !isInstance(ref):
			continue
		case ref.Word == "module":
			diags.Append(absentPart(ref, s))
			continue
		}
		names := ref.Names[:config.AddressLength(ref.Word)]
		block, exists := s.at(ref.Word, names)
		switch {
		case !exists:
			diags.Add(absentHere{Ref: ref, Address: address, Platform: s.on.System})
		case folded && j.names.makesSeveral(ref):
			if _, exists := s.at(ref.Word, ref.Names); !exists {
				diags.Add(noInstance{Ref: ref, Address: address, Keys: keysOf(block)})
			}
		}
	}
	return diags
}

// absentPart says which part of a module a reference misses.
func absentPart(ref config.Ref, s *scope) (diags diag.List) {
	if ref.Key != ref.Word && s.isBlock(ref.Key) {
		return nil
	}
	for i := range ref.Names {
		if _, ok := s.at(ref.Word, ref.Names[:i+1]); !ok {
			diags.Add(noPart{Ref: ref, Steps: ref.Names[:i+1]})
			return diags
		}
	}
	return nil
}

func keysOf(block cty.Value) []string {
	keys := make([]string, 0, block.LengthInt())
	for key := range block.Type().AttributeTypes() {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// block returns the address of the declared thing that a reference leads to or
// into.
func (j *judge) block(ref config.Ref) (string, bool) {
	address, complete := addressOf(ref)
	return address, complete && j.names.has(address) && words[ref.Word] != nil && !isAlways(ref.Word)
}
