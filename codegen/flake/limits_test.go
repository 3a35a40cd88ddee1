package flake

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/rig"
	n2c "github.com/agentboxc/agentboxc/rig/nix2container/layer"
)

// image evaluates the flake and builds the image runtime.
func image(t *testing.T, n *rig.Nix, f *rig.Flake) (*rig.Image, rig.Outputs) {
	t.Helper()
	outputs, err := n.Evaluate(map[string]*rig.Flake{"f": f})
	if err != nil {
		t.Fatal(err)
	}
	out := outputs["f"].Packages[rig.System()]["runtime"]
	if err := n.Build(out.DrvPath); err != nil {
		t.Fatal(err)
	}
	image, err := n.ReadImage(out.OutPath)
	if err != nil {
		t.Fatal(err)
	}
	return image, outputs["f"]
}

// sized is a program of which one figure of the image and one of each layer can
// be limited.
func sized(image, base []ir.Limit) *ir.Program {
	v := variant("runtime", "base", "node")
	v.Budgets = []*ir.Budget{budget("variant.runtime budget", image...)}
	layers := []*ir.Layer{layer("base", "bash", "coreutils"), layer("node", "nodejs_20")}
	layers[0].MaxLayers = 3
	layers[0].Budgets = []*ir.Budget{budget("layer.base budget", base...)}
	return program(ir.Platform{Layers: layers, Variants: []*ir.Variant{v}})
}

// figures are what a list of image layers has of each metric.
func figures(layers []n2c.Layer) map[ir.Metric]int64 {
	f := map[ir.Metric]int64{ir.MaxLayers: int64(len(layers))}
	for _, l := range layers {
		f[ir.Max] += l.Size
		f[ir.MaxLayer] = max(f[ir.MaxLayer], l.Size)
	}
	return f
}

// TestLimitsAreChecked limits an image to just what it has, which it may, and to
// one less of each.
func TestLimitsAreChecked(t *testing.T) {
	r := rig.Use(t)
	n := r.Nixes[0]
	built, _ := image(t, n, generate(t, r, sized(nil, nil)))
	var ofBase []n2c.Layer
	for _, l := range built.Layers {
		if l.History.CreatedBy == "agentboxc layer base" {
			ofBase = append(ofBase, l)
		}
	}
	if len(ofBase) < 2 {
		t.Fatalf("the layer was not split: %q", built.LayerNames())
	}
	inImage, inBase := figures(built.Layers), figures(ofBase)

	limits := func(figures map[ir.Metric]int64, less int64) []ir.Limit {
		var limits []ir.Limit
		for _, metric := range layerMetrics {
			limits = append(limits, limit(metric, figures[metric]-less))
		}
		return limits
	}
	fits := sized(append(limits(inImage, 0), limit(ir.MaxWaste, 1)), limits(inBase, 0))
	_, outputs := image(t, n, generate(t, r, fits))
	if err := n.Build(outputs.Checks[rig.System()]["budget-runtime"].DrvPath); err != nil {
		t.Errorf("the image is within its limits, and yet: %v", err)
	}

	_, outputs = image(t, n, generate(t, r, sized(limits(inImage, 1), limits(inBase, 1))))
	err := n.Build(outputs.Checks[rig.System()]["budget-runtime"].DrvPath)
	if err == nil {
		t.Fatal("the image is too large, and the check says nothing")
	}
	for of, figures := range map[string]map[ir.Metric]int64{"variant.runtime": inImage, "layer.base": inBase} {
		for _, metric := range layerMetrics {
			want := fmt.Sprintf("%s: %s is %d, which is 1 more than its limit of %d", of, metric, figures[metric], figures[metric]-1)
			if !strings.Contains(err.Error(), want) {
				t.Errorf("without %q:\n%v", want, err)
			}
		}
	}
	if want := fmt.Sprintf("%d agentboxc layer node", built.Layers[len(built.Layers)-2].Size); !strings.Contains(err.Error(), want) {
		t.Errorf("without %q:\n%v", want, err)
	}
}

// TestWaiversRaiseLimits waives the limit of a layer that is too large.
func TestWaiversRaiseLimits(t *testing.T) {
	r := rig.Use(t)
	n := r.Nixes[0]
	p := sized(nil, []ir.Limit{limit(ir.Max, 1)})
	p.Waivers = []*ir.Waiver{{Name: "base", Layer: "base", Metric: ir.Max, Limit: limit(ir.Max, 1e12)}}
	_, outputs := image(t, n, generate(t, r, p))
	if err := n.Build(outputs.Checks[rig.System()]["budget-runtime"].DrvPath); err != nil {
		t.Error(err)
	}
}

// TestWasteIsChecked has the layers made without regard to each other, so that
// they repeat store paths. What those are in a tar archive is what is wasted.
func TestWasteIsChecked(t *testing.T) {
	r := rig.Use(t)
	n := r.Nixes[0]
	wasteful := func(limits ...ir.Limit) *rig.Flake {
		p := sized(limits, nil)
		out, _ := nix.Print(Build(p))
		const careful = "layers = done;"
		if strings.Count(string(out), careful) != 1 {
			t.Fatalf("the flake does not say %q once", careful)
		}
		text := strings.Replace(string(out), careful, "layers = [ ];", 1)
		f, err := r.Flake(filepath.Join(t.TempDir(), "unit"), "testdata/unit", []byte(text), lockOf(t, p.Inputs))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	built, outputs := image(t, n, wasteful(limit(ir.MaxWaste, 1)))
	var waste int64
	seen := map[string]bool{}
	for _, l := range built.Layers {
		for _, path := range l.Paths {
			if seen[path.Path] {
				waste += tarSize(t, path)
			}
			seen[path.Path] = true
		}
	}
	if waste == 0 {
		t.Fatal("the layers repeat nothing")
	}
	err := n.Build(outputs.Checks[rig.System()]["budget-runtime"].DrvPath)
	if want := fmt.Sprintf("max_waste is %d, which", waste); !strings.Contains(fmt.Sprint(err), want) {
		t.Errorf("without %q:\n%v", want, err)
	}
	_, outputs = image(t, n, wasteful(limit(ir.MaxWaste, waste)))
	if err := n.Build(outputs.Checks[rig.System()]["budget-runtime"].DrvPath); err != nil {
		t.Error(err)
	}
}

// tarSize is what a tar archive has of a store path, without the directories
// above it and without the blocks at its end.
func tarSize(t *testing.T, path n2c.Path) int64 {
	t.Helper()
	counter := &countWriter{}
	if err := n2c.WriteTar(counter, []n2c.Path{path}); err != nil {
		t.Fatal(err)
	}
	const above, end = 3, 2 // "/", "/nix" and "/nix/store"
	return counter.n - (above+end)*512
}

type countWriter struct{ n int64 }

func (w *countWriter) Write(b []byte) (int, error) {
	w.n += int64(len(b))
	return len(b), nil
}
