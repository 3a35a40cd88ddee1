package query

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/resolve"
)

// Lens is a line about a block that an editor shows above it.
type Lens struct {
	Range diag.Range // of the block's name
	Title string
	Uses  []diag.Range // what it is about, for an editor to list; may be empty
}

// Lenses returns those of the blocks in a file, in order: who uses a layer or a
// package, what extends a variant, and what layers and images weigh with what they
// may weigh.
func Lenses(s *Snapshot, path string, facts Ask) []Lens {
	f := s.File(path)
	if f == nil || f.Role != Source || s.Result.Resolved == nil {
		return nil
	}
	l := &lenses{Snapshot: s, facts: facts.facts()}
	for _, b := range f.Blocks {
		if symbol := s.Result.Resolved.Symbol(b.Address()); symbol != nil && symbol.Block == b {
			l.block(b, symbol)
		}
	}
	return l.found
}

type lenses struct {
	*Snapshot
	facts *Facts
	found []Lens

	// Of the whole unit, made when they are needed.
	users    map[diag.Range]map[string]diag.Range // see usersOf
	extended map[*resolve.Symbol][]diag.Range     // where the variants are declared that extend one
	budgets  map[budgeted][]*ir.Budget
}

func (l *lenses) add(b *config.Block, title string, uses []diag.Range) {
	if title != "" {
		l.found = append(l.found, Lens{b.NameRange(), title, uses})
	}
}

func (l *lenses) block(b *config.Block, s *resolve.Symbol) {
	switch s.Kind {
	case config.Layer:
		title, uses := l.images(b)
		l.add(b, title, uses)
		l.add(b, weight(l.facts.Layer(s.Name), l.limits(s.Name, "")), nil)
	case config.Variant:
		if title, uses := l.heirs(s); len(uses) > 0 {
			l.add(b, title, uses)
		}
		l.add(b, weight(l.facts.Variant(s.Name), l.limits("", s.Name)), nil)
	case config.Package:
		title, uses := l.blocks(Symbol{Declared, l.Dir(), s.Key, s.Name}, "layer")
		l.add(b, title, uses)
	}
}

// images says how many variants have a layer, which they may have inherited, and
// where those are declared.
func (l *lenses) images(layer *config.Block) (title string, uses []diag.Range) {
	if l.users == nil {
		l.users = usersOf(l.Result.Program)
	}
	variants := l.users[layer.Range]
	for _, at := range variants {
		uses = append(uses, at)
	}
	slices.SortFunc(uses, func(a, b diag.Range) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Start.Byte, b.Start.Byte))
	})
	return "used by " + counted(len(variants), "variant"), slices.Compact(uses)
}

// usersOf returns the variants with images, and where they are declared, by the block
// of each layer that they have. A block may make several layers.
func usersOf(program *ir.Program) map[diag.Range]map[string]diag.Range {
	users := map[diag.Range]map[string]diag.Range{}
	if program == nil {
		return users
	}
	for _, p := range program.Platforms {
		blocks := map[string]diag.Range{}
		for _, layer := range p.Layers {
			blocks[layer.Name] = layer.Range
		}
		for _, v := range p.Variants {
			for _, ref := range v.Layers {
				at := blocks[ref.Name]
				if users[at] == nil {
					users[at] = map[string]diag.Range{}
				}
				if !v.Abstract {
					users[at][v.Name] = v.Range
				}
			}
		}
	}
	return users
}

// blocks says how many blocks, which are called so when all are of that type, refer to
// something, and where they do.
func (l *lenses) blocks(of Symbol, blockType string) (title string, uses []diag.Range) {
	blocks := map[*config.Block]bool{}
	what := blockType
	for _, o := range l.Occurrences(of) {
		f := l.File(o.Name.File)
		if o.Use == Declares || f == nil {
			continue
		}
		uses = append(uses, o.Name)
		for _, b := range f.around(o.Name.Start.Byte) {
			blocks[b] = true
			if b.Type != blockType {
				what = "block"
			}
		}
	}
	return "used by " + counted(len(blocks), what), uses
}

func counted(n int, what string) string {
	switch n {
	case 0:
		return "nothing"
	case 1:
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// heirs says how many variants extend one, directly or not.
func (l *lenses) heirs(of *resolve.Symbol) (title string, uses []diag.Range) {
	if l.extended == nil {
		l.extended = map[*resolve.Symbol][]diag.Range{}
		for _, s := range l.Result.Resolved.Of(config.Variant) {
			for _, above := range s.Chain() {
				if above != s {
					l.extended[above] = append(l.extended[above], s.Range())
				}
			}
		}
	}
	uses = l.extended[of]
	return "extended by " + counted(len(uses), "variant"), uses
}

// budgeted is a layer or, without one, a variant on a platform.
type budgeted struct{ system, layer, variant string }

// limits returns how large a layer or an image may be on each platform: the lowest of
// its limits, waivers taken into account.
func (l *lenses) limits(layer, variant string) map[string]ir.Limit {
	lowest := map[string]ir.Limit{}
	program := l.Result.Program
	if program == nil {
		return lowest
	}
	if l.budgets == nil {
		l.budgets = budgetsOf(program)
	}
	for _, p := range program.Platforms {
		for _, b := range l.budgets[budgeted{p.System, layer, variant}] {
			for _, limit := range b.Limits {
				if w := program.Waiver(layer, variant, limit); w != nil {
					limit = w.Limit
				}
				known, ok := lowest[p.System]
				if limit.Metric == ir.Max && (!ok || limit.Value < known.Value) {
					lowest[p.System] = limit
				}
			}
		}
	}
	return lowest
}

func budgetsOf(program *ir.Program) map[budgeted][]*ir.Budget {
	budgets := map[budgeted][]*ir.Budget{}
	for _, p := range program.Platforms {
		for _, l := range p.Layers {
			budgets[budgeted{p.System, l.Name, ""}] = l.Budgets
		}
		for _, v := range p.Variants {
			if !v.Abstract {
				budgets[budgeted{p.System, "", v.Name}] = v.Budgets
			}
		}
	}
	return budgets
}

// weight says what was measured on each platform, and what is allowed. What is the
// same on all is said once.
func weight(sizes []Measured, limits map[string]ir.Limit) string {
	texts := map[string]string{}
	for system, limit := range limits {
		texts[system] = "at most " + limit.Written
	}
	for _, m := range sizes {
		texts[m.System] = FormatSize(m.Size)
		if limit, ok := limits[m.System]; ok {
			texts[m.System] += " of " + limit.Written
		}
	}
	var systems []string
	distinct := map[string]bool{}
	for system, text := range texts {
		systems, distinct[text] = append(systems, system), true
	}
	slices.SortFunc(systems, cmp.Compare)
	if len(distinct) == 1 {
		return texts[systems[0]]
	}
	for i, system := range systems {
		systems[i] = system + ": " + texts[system]
	}
	return strings.Join(systems, ", ")
}
