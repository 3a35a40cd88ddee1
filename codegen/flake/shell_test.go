package flake

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/rig"
)

func generate(t *testing.T, r *rig.Rig, p *ir.Program) *rig.Flake {
	t.Helper()
	out, _ := nix.Print(Build(p))
	f, err := r.Flake(filepath.Join(t.TempDir(), "unit"), "testdata/unit", out, lockOf(t, p.Inputs))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestShellIsLikeItsImage runs programs in shells by `nix develop`.
func TestShellIsLikeItsImage(t *testing.T) {
	r := rig.Use(t)
	n := r.Nixes[0]
	f := generate(t, r, shells())
	outputs, err := n.Evaluate(map[string]*rig.Flake{"shells": f})
	if err != nil {
		t.Fatal(err)
	}
	out := outputs["shells"].Packages[rig.System()]["runtime"]
	if err := n.Build(out.DrvPath); err != nil {
		t.Fatal(err)
	}
	image, err := n.ReadImage(out.OutPath)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, line := range image.Config.Env {
		name, value, _ := strings.Cut(line, "=")
		want[name] = value
	}
	const show = `type -P node jq env bash; printf '%s\n' "$NODE_ENV" "$LANG" "$SSL_CERT_FILE" "$PATH"`
	text, err := f.Develop(n, "default", "bash", "-c", show)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	programs, env := got[:4], got[4:]
	for i, dir := range strings.Split(strings.TrimPrefix(want["PATH"], "/bin:"), ":") {
		if !strings.HasPrefix(strings.Split(env[3], ":")[i], dir) {
			t.Errorf("directory %d of PATH is not %s: %s", i, dir, env[3])
		}
	}
	for _, p := range programs {
		if !strings.Contains(want["PATH"], filepath.Dir(p)) {
			t.Errorf("%s is not a program of the image", p)
		}
	}
	for i, name := range []string{"NODE_ENV", "LANG", "SSL_CERT_FILE"} {
		if env[i] != want[name] {
			t.Errorf("%s is %q in the shell and %q in the image", name, env[i], want[name])
		}
	}

	text, err = f.Develop(n, "more", "bash", "-c", `printf '%s\n' "$MORE" "$PATH"`)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"-hello-2.12.1\nit's $more\n", "/bin:/opt/bin:"} {
		if !strings.Contains(text, part) {
			t.Errorf("the shell printed %q, without %q", text, part)
		}
	}
}

// TestParityIsChecked gives a shell other programs than its variant has.
func TestParityIsChecked(t *testing.T) {
	r := rig.Use(t)
	n := r.Nixes[0]
	v := variant("runtime", "base")
	missing, other := from("missing", v), from("other", v)
	missing.Layers = nil
	other.Layers = layerRefs("newer", "base")
	f := generate(t, r, program(ir.Platform{
		Layers:   []*ir.Layer{layer("base", "bash", "nodejs_20"), layer("newer", "nodejs_22")},
		Variants: []*ir.Variant{v},
		Shells:   []*ir.Shell{from("default", v), missing, other},
	}))
	outputs, err := n.Evaluate(map[string]*rig.Flake{"f": f})
	if err != nil {
		t.Fatal(err)
	}
	checks := outputs["f"].Checks[rig.System()]
	if err := n.Build(checks["shell-default"].DrvPath); err != nil {
		t.Error(err)
	}
	for name, want := range map[string]string{
		"shell-missing": "bash is /nix/store/",
		"shell-other":   "node is /nix/store/",
	} {
		err := n.Build(checks[name].DrvPath)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: the build said %v, and not %q", name, err, want)
		}
	}
}
