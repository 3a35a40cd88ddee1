package resolve

import (
	"slices"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/schema"
)

// scope is the place a reference stands in.
type scope struct {
	symbol     *Symbol       // whose declaration it is, or nil
	block      *config.Block // the block, when it declares no symbol
	validation bool          // inside a variable's validation
	repetition bool          // inside the for_each, matrix or exclude of a block
}

// word names the block of the scope for messages.
func (s scope) word() string {
	switch {
	case s.symbol == nil:
		return s.block.Type
	case s.symbol.Attr != nil:
		return "locals"
	}
	return s.symbol.Block.Type
}

func (r *resolver) attr(a *config.Attr, in scope) {
	if a.Schema.Unevaluated {
		return
	}
	before := len(r.diags)
	for _, call := range a.Calls {
		r.call(call, in)
	}
	for _, ref := range a.Refs {
		before := len(r.diags)
		if r.ref(ref, a, in); len(r.diags) > before {
			r.program.bad[ref.Range] = true
		}
	}
	if in.symbol != nil && len(r.diags) > before {
		in.symbol.Flawed = true
	}
}

// maxCompared bounds the search for what was meant: that many names of the unit
// are compared with wrong ones. Where hundreds are wrong, nobody reads the
// suggestions.
const maxCompared = 500_000

// candidates are the symbols among which a name that is wrong is looked for.
func (r *resolver) candidates() []*Symbol {
	if r.compared += len(r.program.Symbols) + len(schema.Functions()); r.compared > maxCompared {
		return nil
	}
	return r.program.Symbols
}

func (r *resolver) ref(ref config.Ref, a *config.Attr, in scope) {
	if p := misplaced(ref, in); p != "" {
		r.diags.Add(outOfPlace{Ref: ref, Why: p})
		return
	}
	switch ref.Kind {
	case config.Bare:
		if in.symbol != nil && in.symbol.Broken {
			return // it may well be a parameter that could not be read
		}
		r.diags.Add(unknownName{Ref: ref, Wanted: a.Schema.Type.Ref, Symbols: r.candidates()})
	case config.Platform:
		r.platform(ref, in)
	case config.Super:
		r.super(ref, in)
	case config.Module:
		r.module(ref, in)
	case config.Each:
		r.each(ref, in)
	case config.Self:
		r.self(ref, in)
	case config.User:
		r.user(ref, in)
	case config.Pkgs:
		r.pkgs(ref, "pkgset.default", len(ref.Names), in)
	case config.Pkgset:
		r.pkgset(ref, in)
	case config.Input:
		r.input(ref, in)
	default:
		r.declared(ref, ref.Key, in)
	}
}

// misplaced says why the reference means nothing in the scope; "" is no reason.
func misplaced(ref config.Ref, in scope) string {
	switch word := in.word(); {
	case word == "variable" && !in.validation:
		return "The default of a variable is what it is when nothing is said, so it refers to nothing else. Compute the value in a locals block."
	case word == "variable" && (ref.Kind != config.Variable || len(ref.Names) == 1 && ref.Names[0] != in.symbol.Name):
		return "A validation looks only at its own variable, var." + in.symbol.Name + "."
	case ref.Kind == config.Platform && IsShared(word):
		return "This block is the same for every platform, so its values cannot depend on one."
	case ref.Kind == config.Platform && in.repetition:
		return sameEverywhere
	}
	return ""
}

const sameEverywhere = "A block makes the same for every platform; what exists on one only says so with only, or platforms in a variant."

// IsShared reports whether blocks of the type are read once for all platforms.
func IsShared(blockType string) bool {
	switch blockType {
	case "agentbox", "module", "input", "group", "budget", "waiver", "policy", "publish":
		return true
	}
	return false
}

// shared reports locals and functions that depend on the platform where nothing
// must.
func (r *resolver) shared() {
	for _, b := range r.program.Unit.Blocks {
		for _, a := range b.Attrs {
			if why := sharedHere(b.Type, a); why != "" {
				r.sharedAttr(a, why)
			}
		}
	}
}

// sharedHere says why nothing in an attribute of a top-level block may depend on
// the platform; "" where it may.
func sharedHere(blockType string, a *config.Attr) string {
	switch {
	case IsShared(blockType):
		return "It depends on the platform, and this block is the same for every platform."
	case isRepetition(a.Name) && blockType != "locals":
		return "It depends on the platform. " + sameEverywhere
	}
	return ""
}

func (r *resolver) sharedAttr(a *config.Attr, why string) {
	for _, ref := range a.Refs {
		if s := r.program.byKey[ref.Key]; ref.Kind == config.Local && s != nil && s.PerPlatform {
			r.diags.Add(outOfPlace{Ref: ref, Why: why})
			r.program.bad[ref.Range] = true
		}
	}
	for _, call := range a.Calls {
		if on := r.program.Function(call.Name); on != nil && !on.Broken && on.PerPlatform {
			r.misplacedCall(call, reasonOf(on, func(s *Symbol) bool { return s.PerPlatform }), why)
		}
	}
}

func (r *resolver) depend(in scope, on *Symbol, at diag.Range) {
	if !r.asking {
		on.Used = on.Used || on != in.symbol
	}
	if in.symbol != nil && !in.validation {
		in.symbol.deps = append(in.symbol.deps, dependency{on: on, at: at})
	}
}

// declared resolves an address that names a symbol as a whole.
func (r *resolver) declared(ref config.Ref, key string, in scope) {
	on := r.program.byKey[key]
	switch {
	case on == nil:
		r.diags.Add(unknownReference{Ref: ref, Symbols: r.candidates()})
		return
	case ref.Rest && !hasElements(on, ref):
		r.diags.Add(notAnObject{Ref: ref, On: on})
	}
	r.depend(in, on, ref.Range)
}

// hasElements reports whether the steps behind the address of a symbol lead
// somewhere: into a value, or to one of what a block makes.
func hasElements(on *Symbol, ref config.Ref) bool {
	return ref.Kind == config.Variable || ref.Kind == config.Local || on.Repeat != nil && ref.Steps == 1
}

func (r *resolver) pkgs(ref config.Ref, set string, path int, in scope) {
	switch {
	case ref.Rest || path == 0:
		r.diags.Add(computedName{Ref: ref})
		return
	case !packagePath(ref.Names[len(ref.Names)-path:]):
		r.diags.Add(oddPackageName{Ref: ref})
		return
	}
	if on := r.program.byKey[set]; on != nil {
		r.depend(in, on, ref.Range)
	}
}

func (r *resolver) pkgset(ref config.Ref, in scope) {
	if len(ref.Names) == 0 {
		r.diags.Add(unknownReference{Ref: ref, Symbols: r.candidates()})
		return
	}
	set := "pkgset." + ref.Names[0]
	if r.program.byKey[set] == nil {
		r.diags.Add(unknownReference{Ref: ref, Symbols: r.candidates()})
		return
	}
	r.pkgs(ref, set, len(ref.Names)-1, in)
}

func (r *resolver) input(ref config.Ref, in scope) {
	key := "input"
	if len(ref.Names) > 0 {
		key += "." + ref.Names[0]
	}
	r.declared(ref, key, in)
}

var platformValues = []string{"arch", "os", "system"}

func (r *resolver) platform(ref config.Ref, in scope) {
	switch {
	case len(ref.Names) == 0 || !slices.Contains(platformValues, ref.Names[0]):
		r.diags.Add(unknownPart{Ref: ref, Parts: platformValues})
	case ref.Rest:
		r.diags.Add(notAnObject{Ref: ref})
	case in.symbol != nil:
		in.symbol.PerPlatform = true
	}
}

func (r *resolver) each(ref config.Ref, in scope) {
	switch {
	case in.repetition:
		r.diags.Add(outOfPlace{Ref: ref, Why: "It is what this attribute makes."})
	case in.symbol == nil || in.symbol.Repeat == nil:
		r.diags.Add(outOfPlace{Ref: ref, Why: "each is the item that a block is made for, so it means something only in a block that has for_each or matrix."})
	case len(ref.Names) == 0 || ref.Names[0] != "key" && ref.Names[0] != "value":
		r.diags.Add(unknownPart{Ref: ref, Parts: []string{"key", "value"}})
	case ref.Rest && ref.Names[0] == "key":
		r.diags.Add(notAnObject{Ref: ref})
	}
}

// self resolves what a block is called itself. Blocks with an address that is
// found in the result know it.
func (r *resolver) self(ref config.Ref, in scope) {
	known := in.symbol != nil && (in.symbol.Kind == config.Layer || in.symbol.Kind == config.Variant || in.symbol.Kind == config.Package)
	switch {
	case !known || in.repetition:
		r.diags.Add(outOfPlace{Ref: ref, Why: "self is the layer, variant or package that an expression stands in."})
	case len(ref.Names) == 0 || ref.Names[0] != "name":
		r.diags.Add(unknownPart{Ref: ref, Parts: []string{"name"}})
	case ref.Rest:
		r.diags.Add(notAnObject{Ref: ref})
	}
}

func (r *resolver) super(ref config.Ref, in scope) {
	if in.word() != "variant" || in.symbol.Block.Attr("extends") == nil {
		r.diags.Add(outOfPlace{Ref: ref, Why: "super is the variant that a variant extends, so it means something only in a variant that has extends."})
		return
	}
	variant := in.symbol.Block.Schema
	if a := config.SchemaOf(variant, ref.Names...); a == nil || isRepetition(a.Name) {
		r.diags.Add(unknownSuper{Ref: ref, Block: variant})
	}
}

// user resolves a user among those of the variant and its ancestors.
func (r *resolver) user(ref config.Ref, in scope) {
	if in.word() != "variant" {
		r.diags.Add(outOfPlace{Ref: ref, Why: "Users are declared in a variant, and only that variant knows them."})
		return
	}
	names, known := usersOf(in.symbol)
	switch {
	case !known:
	case len(ref.Names) == 0 || !slices.Contains(names, ref.Names[0]):
		r.diags.Add(unknownUser{Ref: ref, Names: names})
	case ref.Rest:
		r.diags.Add(notAnObject{Ref: ref})
	}
}

// usersOf returns the users of a variant and its ancestors. Where one of them is
// damaged there may be others.
func usersOf(variant *Symbol) (names []string, all bool) {
	all = true
	for _, v := range variant.Chain() {
		all = all && !v.Block.Damaged
		for _, u := range v.Block.Of("user") {
			names = append(names, u.Name())
		}
	}
	return names, all
}

func packagePath(path []string) bool {
	return !slices.ContainsFunc(path, func(step string) bool { return !config.IsPackageName(step) })
}
