package check

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/resolve"
)

// Question asks for a value of a program that has been checked.
type Question struct {
	Block *config.Block // top-level block of the unit
	Attr  *config.Attr  // in it, or in a block nested in it; nil for the value of the variable that it declares
	Ref   *config.Ref   // a reference in the attribute; nil for the attribute itself
}

// Answer is a value as one writes it, on the platforms where it is that.
type Answer struct {
	Systems []string // sorted; nil for all of the unit
	Key     string   // of for_each or matrix; "" for what the block makes once
	Text    string   // references as they are written, nothing of a sensitive value
}

// Ask evaluates a part of a program once more, and what it depends on. It tells
// nothing of what is wrong, which has been told; what is not known is no answer.
func Ask(p *resolve.Program, opts Options, q Question) []Answer {
	c := newChecker(p, opts, newRun())
	c.variables()
	platforms := c.platforms()
	needed := needs(p, q)
	var answers []Answer
	for _, pl := range platforms {
		e := c.on(pl)
		for _, s := range needed {
			if s.Kind == config.Local {
				e.value(s)
			} else {
				e.function(s)
			}
		}
		answers = e.answer(answers, q)
	}
	return shared(answers, len(platforms))
}

// answer adds what the environment's platform has.
func (e *env) answer(answers []Answer, q Question) []Answer {
	for _, p := range e.placesOf(q.Block) {
		var v cty.Value
		switch {
		case q.Ref != nil:
			v = p.refer(*q.Ref)
		case q.Attr != nil:
			v = p.evaluate(q.Attr)
		default:
			v = p.value(p.program.Symbol("var." + q.Block.Name()))
		}
		text, ok := writtenOut(v)
		if !ok {
			continue
		}
		a := Answer{Systems: []string{e.platform.System}, Text: text}
		if len(p.chain) > 0 {
			a.Key = p.whose().key
		}
		answers = merged(answers, a)
	}
	return answers
}

// placesOf is where expressions of a top-level block are evaluated: once for each
// of what the block makes.
func (e *env) placesOf(b *config.Block) []place {
	s := e.program.Symbol(symbolKey(b))
	if s == nil || s.Block != b {
		return []place{{env: e}} // it is no symbol: locals, for one
	}
	if s.Broken {
		return nil
	}
	switch s.Kind {
	case config.Variable, config.Function:
		return []place{{env: e}}
	}
	var places []place
	for _, i := range e.instances(s) {
		p := e.at(i)
		if s.Kind == config.Variant {
			p.chain = e.variantChain(i)
		}
		places = append(places, p)
	}
	return places
}

func symbolKey(b *config.Block) string {
	if b.Type == "variable" {
		return "var." + b.Name()
	}
	return b.Address()
}

func merged(answers []Answer, a Answer) []Answer {
	i := slices.IndexFunc(answers, func(other Answer) bool { return other.Key == a.Key && other.Text == a.Text })
	if i < 0 {
		return append(answers, a)
	}
	answers[i].Systems = append(answers[i].Systems, a.Systems...)
	return answers
}

// shared leaves the platforms out where they are all there are.
func shared(answers []Answer, platforms int) []Answer {
	for i, a := range answers {
		if len(a.Systems) == platforms {
			answers[i].Systems = nil
		}
	}
	return answers
}

// needs are the locals and functions that a question depends on, in the order of
// their dependencies: a chain of them may be as long as a file, and must not become
// as deep a recursion.
func needs(p *resolve.Program, q Question) []*resolve.Symbol {
	found := map[*resolve.Symbol]bool{}
	var next []*config.Attr
	add := func(s *resolve.Symbol) {
		if s == nil || found[s] || s.Kind != config.Local && s.Kind != config.Function {
			return
		}
		found[s] = true
		if s.Attr != nil {
			next = append(next, s.Attr)
		} else if result := s.Block.Attr("result"); result != nil {
			next = append(next, result)
		}
	}
	if q.Attr != nil {
		next = append(next, q.Attr)
	}
	if q.Block != nil {
		next = append(next, q.Block.Attrs...) // for_each, and what a parent is
	}
	for len(next) > 0 {
		a := next[len(next)-1]
		next = next[:len(next)-1]
		for _, ref := range a.Refs {
			add(p.Symbol(ref.Key))
		}
		for _, call := range a.Calls {
			add(p.Function(call.Name))
		}
	}
	return slices.DeleteFunc(slices.Clone(p.Order), func(s *resolve.Symbol) bool { return !found[s] })
}

const (
	widest = 80 // characters of a value in one line
	most   = 30 // elements of a value that are written
)

// writtenOut writes a value as in the source, over several lines when it is long; ok
// is false when it is not known.
func writtenOut(v cty.Value) (text string, ok bool) {
	switch {
	case v.ContainsMarked():
		return ir.Hidden, true
	case !v.IsWhollyKnown():
		return "", false
	}
	return writtenIn(v, ""), true
}

func writtenIn(v cty.Value, indent string) string {
	if line := spell(v, widest); line != "" && len(line) <= widest {
		return line
	}
	ty := v.Type()
	if v.IsNull() || !ty.IsCollectionType() && !ty.IsTupleType() && !ty.IsObjectType() {
		return describe(v)
	}
	opening, closing := "[", "]"
	if isMap(v) {
		opening, closing = "{", "}"
	}
	var b strings.Builder
	b.WriteString(opening + "\n")
	inner := indent + "  "
	n := 0
	for it := v.ElementIterator(); it.Next(); n++ {
		if n == most {
			b.WriteString(inner + "# " + counted("and", v.LengthInt()-n, "other") + "\n")
			break
		}
		key, element := it.Element()
		b.WriteString(inner)
		if isMap(v) {
			b.WriteString(spellKey(key.AsString()) + " = " + writtenIn(element, inner) + "\n")
		} else {
			b.WriteString(writtenIn(element, inner) + ",\n")
		}
	}
	return b.String() + indent + closing
}
