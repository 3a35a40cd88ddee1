package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// The programs that tests measure; what is hashed does not matter here.
const (
	presentProgram = "sha256-present"
	wantedProgram  = "sha256-wanted"
)

func layerOf(name, digest string, paths ...string) measure.Layer {
	l := measure.Layer{Name: name, Digest: "sha256:" + digest, Size: int64(1000 * (len(digest) + len(paths)))}
	for _, p := range paths {
		l.Paths = append(l.Paths, measure.Path{Hash: strings.Repeat(p[:1], 32), Name: p, Size: 1000})
	}
	return l
}

// recorded are measurements of the base: slim has no layer base in front of node,
// and so node has in it what base has elsewhere.
func recorded(program string) *measure.Measurements {
	return (*measure.Measurements)(nil).With(
		measure.Image{Variant: "runtime", System: "x86_64-linux", Program: program, Layers: []measure.Layer{
			layerOf("base", "b", "bash", "glibc", "zlib"), layerOf("node", "n", "nodejs"), layerOf("", "runtime", "root")}},
		measure.Image{Variant: "slim", System: "x86_64-linux", Program: program, Layers: []measure.Layer{
			layerOf("node", "nn", "nodejs", "glibc", "zlib"), layerOf("", "slim", "root")}},
	)
}

func imageSummary(p *Plan) string {
	var b strings.Builder
	size := func(n *int64) string {
		if n == nil {
			return "?"
		}
		return fmt.Sprint(*n)
	}
	for _, i := range p.Images {
		fmt.Fprintf(&b, "%s %s %s, %s: %s -> %s, kept %d, again %v\n", i.Action.Symbol(), i.Variant, i.Platform, i.Recorded, size(i.Before), size(i.After), i.Kept, i.PullAgain)
		for _, l := range i.Layers {
			was, is := "?", "?"
			if l.Before != nil {
				was = fmt.Sprint(l.Before.Digests, l.Before.Size)
			}
			if l.After != nil {
				is = fmt.Sprint(l.After.Digests, l.After.Size)
			}
			fmt.Fprintf(&b, "    %s %s: %s -> %s, shared %v\n", l.Action.Symbol(), l.Address, was, is, l.Shared)
		}
	}
	for _, s := range p.Splits {
		fmt.Fprintf(&b, "%s on %s costs %d\n", s.Layer, s.Platform, s.Extra)
		for _, c := range s.Contents {
			fmt.Fprintf(&b, "    %v: %v %d %q\n", c.Variants, c.Digests, c.Size, c.Reasons)
		}
	}
	return b.String()
}

// intel leaves one platform, so that there is less to read.
func intel(change func(*unit)) func(*unit) {
	return func(u *unit) {
		u.systems = u.systems[1:]
		change(u)
	}
}

func TestImages(t *testing.T) {
	third := func(u *unit) {
		v := *u.variants[0]
		v.Name, v.Tag = "third", "third"
		u.variants = append(u.variants, &v)
	}
	for name, test := range map[string]struct {
		change   func(*unit)
		measured *measure.Measurements
		programs Programs
		adjust   func(*Request)
	}{
		"nothing-measured": {change: func(*unit) {}, measured: &measure.Measurements{}},
		"current":          {change: func(*unit) {}, measured: recorded(presentProgram), programs: Programs{presentProgram, presentProgram}},
		"stale":            {change: func(*unit) {}, measured: recorded("sha256-old"), programs: Programs{presentProgram, presentProgram}},
		"not-known":        {change: func(*unit) {}, measured: recorded(""), programs: Programs{}},
		"node-changes": {
			change: func(u *unit) {
				u.layers[1] = &ir.Layer{Name: "node", Packages: []ir.PackageRef{pkg("nodejs_22")}, MaxLayers: 1}
			},
			measured: recorded(presentProgram), programs: Programs{presentProgram, wantedProgram},
		},
		"wanted-was-built": {
			change: func(u *unit) {
				u.layers[1] = &ir.Layer{Name: "node", Packages: []ir.PackageRef{pkg("nodejs_22")}, MaxLayers: 1}
			},
			measured: recorded(wantedProgram), programs: Programs{presentProgram, wantedProgram},
		},
		"layers-in-another-order": {
			change: func(u *unit) {
				v := *u.variants[0]
				v.Layers = []ir.LayerRef{{Name: "node"}, {Name: "base"}}
				u.variants[0] = &v
			},
			measured: recorded(presentProgram), programs: Programs{presentProgram, wantedProgram},
		},
		"layer-added-and-removed": {
			change: func(u *unit) {
				v := *u.variants[0]
				v.Layers = []ir.LayerRef{{Name: "base"}, {Name: "python"}}
				u.variants[0] = &v
			},
			measured: recorded(presentProgram), programs: Programs{presentProgram, wantedProgram},
		},
		"variant-added": {change: third, measured: recorded(presentProgram), programs: Programs{presentProgram, wantedProgram}},
		"variant-removed": {
			change:   func(u *unit) { u.variants = u.variants[:1] },
			measured: recorded(presentProgram), programs: Programs{presentProgram, wantedProgram},
		},
		"variant-renamed": {
			change: func(u *unit) {
				v := *u.variants[1]
				v.Name, v.Tag = "mini", "mini"
				u.variants = []*ir.Variant{&v, u.variants[0]}
			},
			measured: recorded(presentProgram), programs: Programs{presentProgram, wantedProgram},
		},
		"other-functions": {
			change: func(*unit) {}, measured: recorded(presentProgram), programs: Programs{presentProgram, wantedProgram},
			adjust: func(r *Request) {
				r.Present.Flake = []byte(strings.Replace(string(r.Present.Flake), "lib.getBin", "lib.getLib", 1))
			},
		},
		"empty-layer": {
			change: func(*unit) {}, programs: Programs{presentProgram, presentProgram},
			measured: (*measure.Measurements)(nil).With(measure.Image{Variant: "runtime", System: "x86_64-linux", Program: presentProgram,
				Layers: []measure.Layer{layerOf("node", "n", "nodejs"), layerOf("node", "m", "npm"), layerOf("", "runtime", "root")}}),
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := request(t, intel(test.change))
			before := base()
			before.systems = before.systems[1:]
			r.Present.Flake = before.flake()
			r.Measured, r.Programs = test.measured, test.programs
			if test.adjust != nil {
				test.adjust(&r)
			}
			p, _ := Make(r)
			golden(t, "image-"+name+".txt", imageSummary(p))
			loaded, err := Load(p.Save())
			if err != nil {
				t.Fatal(err)
			}
			if got := imageSummary(loaded); got != imageSummary(p) {
				t.Errorf("a saved plan says:\n%s", got)
			}
		})
	}
}

func TestImagesAreLimited(t *testing.T) {
	r := request(t, intel(func(*unit) {}))
	r.Measured, r.Programs = recorded(presentProgram), Programs{presentProgram, presentProgram}
	p, _ := Make(r)
	if len(p.Splits) != 1 {
		t.Fatalf("splits: %v", p.Splits)
	}
	if err := p.Limit([]string{"slim"}, []string{"layer.node"}); err != nil {
		t.Fatal(err)
	}
	if len(p.Images) != 1 || p.Images[0].Variant != "slim" || len(p.Splits) != 0 {
		t.Errorf("images %v, splits %v", p.Images, p.Splits)
	}
}

func TestEveryFileHasTheMarkOfFunctions(t *testing.T) {
	src := base().flake()
	if strings.Count(string(src), functionsMark) != 1 || !sameFunctions(src, slices.Clone(src)) {
		t.Error("where the functions begin is not found, so no layer could be known to stay")
	}
}
