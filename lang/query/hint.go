package query

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// Hint is a word that an editor shows between those of the text.
type Hint struct {
	At    diag.Range // empty
	Label string
	Why   string // a sentence that explains it
}

// Hints returns what is worth knowing and not written in a part of a file, in order:
// which layer of the image a layer becomes, where a layer or variant exists if not
// everywhere, what Nix calls a platform, and what packages weighed.
func Hints(s *Snapshot, path string, start, end int, facts Ask) []Hint {
	f := s.File(path)
	program := s.Result.Program
	if f == nil || f.IsJSON() || f.Role != Source || program == nil {
		return nil
	}
	h := &hints{file: f, start: start, end: end}
	for _, p := range program.Platforms {
		h.platform(p)
		for _, v := range p.Variants {
			h.layers(v)
		}
	}
	for _, b := range f.touching(start, end) {
		h.existence(program, b)
	}
	h.sizes(program, facts)
	return h.sorted()
}

type hints struct {
	file       *File
	start, end int
	found      []Hint
}

// behind adds a hint behind a range, if that is in the part that is shown.
func (h *hints) behind(r diag.Range, label, why string) {
	if r.File == h.file.Path && h.start <= r.End.Byte && r.End.Byte <= h.end {
		r.Start = r.End
		h.found = append(h.found, Hint{r, label, why})
	}
}

// sorted has one hint of each kind at a place: what differs between platforms is
// shown for the first.
func (h *hints) sorted() []Hint {
	slices.SortStableFunc(h.found, func(a, b Hint) int { return cmp.Compare(a.At.Start.Byte, b.At.Start.Byte) })
	return slices.CompactFunc(h.found, func(a, b Hint) bool { return a.At == b.At })
}

// platform tells what Nix calls it, where it is called otherwise.
func (h *hints) platform(p *ir.Platform) {
	if p.Range.File != h.file.Path {
		return
	}
	for _, b := range h.file.around(p.Range.Start.Byte) {
		if b.Type == "platform" && b.Range == p.Range && b.Name() != p.System {
			h.behind(b.NameRange(), p.System, "What Nix calls the platform.")
		}
	}
}

// layers numbers those that the variant lists itself, by their addresses.
func (h *hints) layers(v *ir.Variant) {
	if v.Range.File != h.file.Path || len(v.Layers) < 2 {
		return
	}
	for _, b := range h.file.around(v.Range.Start.Byte) {
		a := b.Attr("layers")
		if b.Range != v.Range || a == nil {
			continue
		}
		for i, l := range v.Layers {
			if slices.ContainsFunc(a.Refs, func(r config.Ref) bool { return r.Range == l.Range }) {
				h.behind(l.Range, fmt.Sprintf("#%d", i+1), fmt.Sprintf("Layer %d of %d in the image of variant.%s, before that of the variant itself.", i+1, len(v.Layers), v.Name))
			}
		}
	}
}

// existence tells on which platforms a layer or variant exists.
func (h *hints) existence(program *ir.Program, b *config.Block) {
	if b.Type != "layer" && b.Type != "variant" {
		return
	}
	var systems []string
	for _, p := range program.Platforms {
		if existsOn(p, b.Range) {
			systems = append(systems, p.System)
		}
	}
	if len(systems) > 0 && len(systems) < len(program.Platforms) {
		h.behind(b.Range, "on "+strings.Join(systems, ", "), "It does not exist on the other platforms of the unit.")
	}
}

func existsOn(p *ir.Platform, at diag.Range) bool {
	return slices.ContainsFunc(p.Layers, func(l *ir.Layer) bool { return l.Range == at }) ||
		slices.ContainsFunc(p.Variants, func(v *ir.Variant) bool { return v.Range == at })
}

// sizes tells what packages weighed when they were built last, where one place names
// one package.
func (h *hints) sizes(program *ir.Program, facts Ask) {
	known := facts.facts()
	if len(known.Images) == 0 {
		return
	}
	named := map[diag.Range]map[string]ir.PackageRef{}
	packageRefs().Find(program, func(value any) bool {
		ref := *value.(*ir.PackageRef)
		if ref.Range.File == h.file.Path && ref.Range.End.Byte >= h.start && ref.Range.Start.Byte <= h.end {
			if named[ref.Range] == nil {
				named[ref.Range] = map[string]ir.PackageRef{}
			}
			named[ref.Range][ref.Address()] = ref
		}
		return false
	})
	for at, refs := range named {
		for _, ref := range refs {
			if len(refs) == 1 {
				h.size(at, known, ref)
			}
		}
	}
}

func (h *hints) size(at diag.Range, known *Facts, ref ir.PackageRef) {
	version, sizes := known.Package(ref.Path)
	var largest int64
	for _, m := range sizes {
		largest = max(largest, m.Size)
	}
	if largest == 0 {
		return
	}
	why := "Its own files in the last build, without what it depends on."
	if version != "" {
		why = "Version " + version + ". " + why
	}
	h.behind(at, FormatSize(largest), why)
}
