package check

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/resolve"
)

// Known is what a check made of a unit, for the check after a change. Of layers and
// variants, which are most of a large unit, that one makes only those anew which
// would become others.
type Known struct {
	program *resolve.Program
	values  map[string]map[*resolve.Symbol]cty.Value // of variables and locals, by system; "" is where nothing depends on one
	made    map[placedKey]outcome
}

// placedKey tells what was made: the key of a symbol, and the system or "".
type placedKey struct{ key, system string }

// outcome is a *ir.Layer or *ir.Variant of which nothing was said, and for which no
// file was read.
type outcome struct {
	value any
	steps int // that it took, without what it asked for that is made by itself
}

// memory is what a checker takes over from the check before, and leaves to the
// next one.
type memory struct {
	before, after *Known
	alike         map[asked]bool
	inner         int // steps of what was made inside of what is being made
}

// asked is a symbol on a platform.
type asked struct {
	*resolve.Symbol
	platform *ir.Platform
}

func newMemory(p *resolve.Program, before *Known) *memory {
	return &memory{before: before, after: &Known{program: p, made: map[placedKey]outcome{}}, alike: map[asked]bool{}}
}

// leave completes what the next check can know.
func (c *checker) leave() *Known {
	after := c.memory.after
	after.values = map[string]map[*resolve.Symbol]cty.Value{"": c.shared.values}
	for p, e := range c.envs {
		after.values[p.System] = e.values
	}
	return after
}

func (e *env) system() string {
	if e.platform == nil {
		return ""
	}
	return e.platform.System
}

// movable is what can be taken over.
type movable[T any] interface{ Moved(ir.Move) T }

// again makes an instance, or takes it over from the check before.
func again[T movable[T]](e *env, i *instance, build func(*env, *instance) T) T {
	m := e.memory
	if m == nil || i.each != cty.NilVal {
		return build(e, i)
	}
	on := placedKey{i.Key, e.system()}
	if known, ok := m.take(e, i, on); ok {
		v := known.value.(T)
		if to := m.move(i.Symbol); to != nil {
			v = v.Moved(to)
		}
		e.meter.Spend(known.steps)
		m.inner += known.steps
		m.after.made[on] = outcome{v, known.steps}
		return v
	}
	said, read, steps, inner := len(e.diags), e.read, e.meter.Steps(), m.inner
	v := build(e, i)
	steps = e.meter.Steps() - steps
	if len(e.diags) == said && e.read == read && len(e.budgets[i.address]) == 0 {
		m.after.made[on] = outcome{v, steps - (m.inner - inner)}
	}
	m.inner = inner + steps
	return v
}

// take returns what the check before made of an instance, if it would be made
// alike.
func (m *memory) take(e *env, i *instance, on placedKey) (outcome, bool) {
	if m.before == nil {
		return outcome{}, false
	}
	known, ok := m.before.made[on]
	if !ok || len(e.budgets[i.address]) > 0 || !e.meter.Allows(known.steps) || !m.same(e, i.Symbol) {
		return outcome{}, false
	}
	// What was said of those that it extends may say less of it.
	for s := i.Parent; s != nil; s = s.Parent {
		if _, ok := m.before.made[placedKey{s.Key, e.of(s).system()}]; !ok {
			return outcome{}, false
		}
	}
	return known, true
}

// same reports whether a symbol means the same as before the change: its text is
// the same, or its value, and so is all that it refers to.
func (m *memory) same(e *env, s *resolve.Symbol) bool {
	e = e.of(s)
	key := asked{s, e.platform}
	known, ok := m.alike[key]
	if !ok {
		m.alike[key] = false // while it is not known
		known = m.compare(e, s)
		m.alike[key] = known
	}
	return known
}

func (m *memory) compare(e *env, s *resolve.Symbol) bool {
	was := m.before.program.Symbol(s.Key)
	if was == nil || s.Broken || was.Broken {
		return false
	}
	switch {
	case s.Kind == config.Variable || s.Kind == config.Local:
		value, ok := m.before.values[e.system()][was]
		if !ok || !value.RawEquals(e.value(s)) {
			return false
		}
	case s.Flawed || was.Flawed || !sameBlock(s, was):
		return false
	}
	return s.Needs(func(on *resolve.Symbol) bool { return m.reads(e, s, on) })
}

func sameBlock(s, was *resolve.Symbol) bool {
	if s.Block == nil || was.Block == nil {
		return s.Block == was.Block
	}
	_, same := s.Block.Since(was.Block)
	return same
}

// reads reports whether a symbol finds the same in another one as before the
// change. Of a layer, a package or a variant that is no parent, it sees only that
// it exists, and what it is called.
func (m *memory) reads(e *env, s, on *resolve.Symbol) bool {
	switch on.Kind {
	case config.Module:
		return false
	case config.Layer, config.Package, config.Variant:
		if on != s.Parent {
			return isPlain(on) && isPlain(m.before.program.Symbol(on.Key))
		}
	}
	return m.same(e, on)
}

// isPlain reports whether a block makes a single thing that exists everywhere.
func isPlain(s *resolve.Symbol) bool {
	return s != nil && !s.Broken && s.Repeat == nil && s.Block.Attr("only") == nil
}

// move says where the ranges of what is made of a symbol are now; nil is where they
// were. They lie in its block, and in those of what it extends.
func (m *memory) move(s *resolve.Symbol) ir.Move {
	type block struct {
		was diag.Range
		by  diag.Offset
	}
	var blocks []block
	still := true
	for ; s != nil; s = s.Parent {
		was := m.before.program.Symbol(s.Key).Block
		by, _ := s.Block.Since(was)
		blocks = append(blocks, block{diag.Range{File: was.Range.File, Start: was.Range.Start, End: was.Body.End}, by})
		still = still && by == (diag.Offset{})
	}
	if still {
		return nil
	}
	return func(r diag.Range) diag.Range {
		for _, b := range blocks {
			if r.File == b.was.File && b.was.Start.Byte <= r.Start.Byte && r.End.Byte <= b.was.End.Byte {
				return r.Moved(b.by)
			}
		}
		return r
	}
}
