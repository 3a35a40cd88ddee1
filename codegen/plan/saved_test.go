package plan

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func TestSaveAndLoad(t *testing.T) {
	for name, change := range changes {
		p, _ := Make(request(t, change))
		saved := p.Save()
		loaded, err := Load(saved)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if again := loaded.Save(); !bytes.Equal(saved, again) {
			t.Errorf("%s: saved again it is\n%s\nand was\n%s", name, again, saved)
		}
		if loaded.Blocked() != p.Blocked() || loaded.HasChanges() != p.HasChanges() {
			t.Errorf("%s: blocked %v, changes %v", name, loaded.Blocked(), loaded.HasChanges())
		}
		if strings.Contains(string(p.JSON()), `"content"`) {
			t.Errorf("%s: the contents are shown", name)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	p, _ := Make(request(t, changes["packages"]))
	saved := string(p.Save())
	for _, test := range []struct{ name, text, want string }{
		{"no JSON", "hello", "reading plan"},
		{"no plan", `{"valid": true}`, "is not a saved plan"},
		{"newer", strings.Replace(saved, `"format_version": "1.0"`, `"format_version": "1.1"`, 1), "a newer agentboxc made it"},
		{"much newer", `{"format_version": "2.0", "files": 1}`, "a newer agentboxc made it"},
		{"shown", string(p.JSON()), "the contents of box/flake.nix are missing"},
		{"changed", strings.Replace(saved, "buildImage", "buildImages", 1), "not those that were saved"},
		{"other file", strings.Replace(saved, `"box/flake.nix"`, `"box/../../x"`, 1), "is not the flake.nix of its unit"},
		{"other unit", strings.ReplaceAll(saved, `"box`, `"../box`), "is not the flake.nix of its unit"},
		{"no files", `{"format_version": "1.0"}`, "0 files"},
	} {
		if _, err := Load([]byte(test.text)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
	if _, err := Load([]byte(strings.Replace(saved, `"format_version": "1.0"`, `"format_version": "0.9"`, 1))); err != nil {
		t.Errorf("older: %v", err)
	}
}

func TestVerify(t *testing.T) {
	r := request(t, changes["packages"])
	p, _ := Make(r)
	for name, test := range map[string]struct {
		present State
		moved   string
	}{
		"as planned": {r.Present, ""},
		"applied":    {r.Wanted, ""},
		"edited":     {State{append([]byte("# x\n"), r.Present.Flake...), r.Present.Lock}, "box/flake.nix"},
		"removed":    {State{r.Present.Flake, nil}, "box/flake.lock"},
	} {
		err := p.Verify(test.present)
		var moved *Moved
		if errors.As(err, &moved) != (test.moved != "") || moved != nil && moved.Path != test.moved {
			t.Errorf("%s: %v", name, err)
		}
	}
}
