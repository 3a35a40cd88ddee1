package lock

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// baseInputs are the inputs that testdata/lock-base.lock was made for.
func baseInputs() []*ir.Input {
	nixpkgs := []ir.Follow{{Name: "nixpkgs", Target: "nixpkgs"}}
	return []*ir.Input{
		input("nix2container", "github:nlewo/nix2container", nixpkgs...),
		input("nixpkgs", "github:NixOS/nixpkgs/nixos-unstable"),
		input("rust-overlay", "github:oxalica/rust-overlay", nixpkgs...),
	}
}

func input(name, url string, follows ...ir.Follow) *ir.Input {
	at := diag.Range{File: "agentbox.hcl", Start: diag.Pos{Line: 1}}
	return &ir.Input{Name: name, URL: url, Flake: true, Follows: follows, Range: at, URLRange: at}
}

func states(f *Fitness) string {
	var b strings.Builder
	for _, in := range f.Inputs {
		fmt.Fprintf(&b, "%s %s, ", in.Name, in.State)
	}
	return strings.TrimSuffix(b.String(), ", ")
}

const allLocked = "nix2container locked, nixpkgs locked, rust-overlay locked"

// The cases are those that Nix 2.8 and 2.26 were asked about with
// `nix flake lock --no-update-lock-file`; nix says whether they took the lock
// unchanged. Where Nix takes a lock that then fails, Fit is stricter: strict
// says why.
func TestFitAgreesWithNix(t *testing.T) {
	edit := func(pairs ...string) func(string) string {
		return func(text string) string {
			for i := 0; i < len(pairs); i += 2 {
				if !strings.Contains(text, pairs[i]) {
					panic("nothing to replace: " + pairs[i])
				}
				text = strings.Replace(text, pairs[i], pairs[i+1], 1)
			}
			return text
		}
	}
	const overlayFollows = `    "rust-overlay": {
      "inputs": {
        "nixpkgs": [
          "nixpkgs"
        ]
      },
`
	for _, test := range []struct {
		name   string
		lock   func(string) string
		inputs func() []*ir.Input
		nix    bool
		states string
		same   bool
		strict string
	}{
		{name: "base", nix: true, same: true},
		{name: "a_compact", nix: true, same: true, lock: func(s string) string {
			return strings.ReplaceAll(strings.ReplaceAll(s, "\n", ""), "  ", "")
		}},
		{name: "b_rename", nix: true, same: true, lock: edit(`"nixpkgs": "nixpkgs"`, `"nixpkgs": "other"`, `"nixpkgs": {`, `"other": {`)},
		{name: "c_nolm", nix: true, same: true, lock: edit(`"lastModified": 1746155045,`, ``)},
		{name: "d_nonar", nix: true, same: true, lock: edit(`"narHash": "sha256-Rsvc3KJHgt4M6qO54kpTn+ipmnF/3pGuxRtvh4tmzC0=",`, ``)},
		{name: "e_noinputs", nix: true, lock: edit(overlayFollows, `"rust-overlay": {`),
			states: "nix2container locked, nixpkgs locked, rust-overlay incomplete",
			strict: "evaluation then lacks the argument nixpkgs"},
		{name: "f_nofollows", lock: edit(overlayFollows, `"rust-overlay": { "inputs": { "nixpkgs": "own" },`, `"root": {`, `"own": {
      "locked": {"owner": "NixOS", "repo": "nixpkgs", "rev": "c75268c81aa73b90b23a330bc824b4e69de8d085", "type": "github"},
      "original": {"owner": "NixOS", "repo": "nixpkgs", "type": "github"}
    }, "root": {`), states: "nix2container locked, nixpkgs locked, rust-overlay refollowed"},
		{name: "g_lockfollows", inputs: func() []*ir.Input {
			inputs := baseInputs()
			inputs[2].Follows = nil
			return inputs
		}, states: "nix2container locked, nixpkgs locked, rust-overlay incomplete"},
		{name: "h_origref", lock: edit(`"ref": "nixos-unstable"`, `"ref": "nixpkgs-unstable"`),
			states: "nix2container locked, nixpkgs moved, rust-overlay locked"},
		{name: "i_unref", nix: true, same: true, lock: edit(`"nodes": {`, `"nodes": { "unref": {"locked": {}, "original": {}},`)},
		{name: "j_extraroot", lock: edit(`"nixpkgs": "nixpkgs",`, `"nixpkgs": "nixpkgs", "extra": "nixpkgs",`)},
		{name: "k_ver6", nix: true, same: true, lock: edit(`"version": 7`, `"version": 6`)},
		{name: "l_extraattr", nix: true, same: true, lock: edit(`"version": 7`, `"more": 1, "version": 7`, `"original": {`, `"odd": [], "original": {`)},
		{name: "m_case", lock: edit(`"owner": "NixOS",
        "ref"`, `"owner": "nixos",
        "ref"`), states: "nix2container locked, nixpkgs moved, rust-overlay locked"},
		{name: "n_lockedref", nix: true, lock: edit(`"owner": "oxalica",
        "repo"`, `"owner": "oxalica", "ref": "master",
        "repo"`), states: "nix2container locked, nixpkgs locked, rust-overlay unusable",
			strict: "Nix 2.26 stops when it evaluates"},
		{name: "o_badnar", nix: true, same: true, lock: edit(`sha256-Rsvc3K`, `sha256-AAAAAA`)},
		{name: "q_badlm", nix: true, same: true, lock: edit(`1746155045`, `1`)},
		{name: "r_nopad", nix: true, same: true, lock: edit(`tmzC0="`, `tmzC0"`)},
		{name: "s_treehash", nix: true, same: true, lock: edit(`"rev"`, `"treeHash": "x", "rev"`)}, // by 2.26; 2.8 does not know treeHash
		{name: "shared node", lock: edit(overlayFollows, `"rust-overlay": { "inputs": { "nixpkgs": "nixpkgs", "x": "nixpkgs" },`),
			states: "nix2container locked, nixpkgs locked, rust-overlay refollowed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, inputs := testdata(t, "lock-base.lock"), baseInputs()
			if test.lock != nil {
				text = test.lock(text)
			}
			if test.inputs != nil {
				inputs = test.inputs()
			}
			if test.states == "" {
				test.states = allLocked
			}
			fit, _ := Fit(read(t, text), inputs)
			if got := states(fit); got != test.states {
				t.Errorf("states %s; want %s", got, test.states)
			}
			if fit.Same != test.same {
				t.Errorf("same: %v, want %v", fit.Same, test.same)
			}
			if test.same != test.nix && test.strict == "" {
				t.Errorf("Nix keeps the lock: %v; Fit: %v", test.nix, test.same)
			}
		})
	}
}

func TestFitMendsWithoutFetching(t *testing.T) {
	base := testdata(t, "lock-base.lock")
	cut := strings.Replace(base, "\"nixpkgs\": \"nixpkgs\",\n", "\"extra\": \"nixpkgs_2\", \"nixpkgs\": \"nixpkgs\",\n", 1)
	cut = strings.Replace(cut, `"root": {`, `"nixpkgs_2": {"locked": {"rev": "1", "type": "git"}, "original": {}}, "root": {`, 1)
	fit, diags := Fit(read(t, cut), baseInputs())
	if fit.Same || fit.Lock == nil || fmt.Sprint(fit.Unused) != "[extra]" {
		t.Fatalf("same %v, lock %v, unused %v", fit.Same, fit.Lock != nil, fit.Unused)
	}
	if diff := cmp.Diff(base, string(fit.Lock.Bytes())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if len(diags) != 1 || diags[0].Code != diag.LockUnused || diags[0].Subject.Start.Line == 0 {
		t.Errorf("diagnostics: %v", diags)
	}
}

func TestFitExplains(t *testing.T) {
	base := testdata(t, "lock-base.lock")
	flake := func(inputs []*ir.Input) []*ir.Input { inputs[2].Flake = false; return inputs }
	for _, test := range []struct {
		name, lock string
		inputs     []*ir.Input
		want       []string
	}{
		{"no lock", "", baseInputs()[:2], []string{
			"The input \"nix2container\" is not locked: there is no flake.lock yet. Run `agentboxc lock`.",
			"The input \"nixpkgs\" is not locked: there is no flake.lock yet. Run `agentboxc lock`.",
		}},
		{"new", base, append(baseInputs(), input("extra", "github:a/b")), []string{
			"The input \"extra\" is not locked: flake.lock has no entry of that name. Run `agentboxc lock`.",
		}},
		{"moved", base, append(baseInputs()[1:], input("nix2container", "github:nlewo/nix2container/v2?dir=a")), []string{
			"The input \"nix2container\" is not locked: flake.lock holds github:nlewo/nix2container, and the configuration now says github:nlewo/nix2container/v2?dir=a. Run `agentboxc lock`.",
		}},
		{"moved in a hash", base, append(baseInputs()[:2], input("rust-overlay", "github:oxalica/rust-overlay?narHash=sha256-x")), []string{
			"The input \"rust-overlay\" is not locked: flake.lock holds github:oxalica/rust-overlay, and the configuration now says github:oxalica/rust-overlay with narHash = \"sha256-x\". Run `agentboxc lock`.",
		}},
		{"not a flake", base, flake(baseInputs()), []string{
			"The input \"rust-overlay\" is not locked: flake.lock holds it as a flake, and the configuration says `flake = false`. Run `agentboxc lock update rust-overlay`.",
		}},
		{"follows what is not there", base, append(baseInputs()[:2], input("rust-overlay", "github:oxalica/rust-overlay",
			ir.Follow{Name: "nixpkgs", Target: "nixpkgs"}, ir.Follow{Name: "utils", Target: "nixpkgs"})), []string{
			"The input \"rust-overlay\" is not locked: its own input \"utils\" is to follow \"nixpkgs\", and its entry in flake.lock records no input of that name; " +
				"either the entry was cut by hand, or the flake has no such input and `follows` should not name it. Run `agentboxc lock update rust-overlay`.",
		}},
		{"stale follows", base, append(baseInputs()[:2], input("rust-overlay", "github:oxalica/rust-overlay")), []string{
			"The input \"rust-overlay\" is not locked: in flake.lock its own input \"nixpkgs\" follows \"nixpkgs\", which the configuration does not ask for, and what rust-overlay itself uses is not recorded. Run `agentboxc lock`.",
		}},
		{"no commit but a hash", strings.Replace(base, `"rev": "7990444cf4c90c5e3d9864be6b25165eb6258cae",`, "", 1), baseInputs(), nil},
		{"nothing pinned", strings.NewReplacer(`"rev": "7990444cf4c90c5e3d9864be6b25165eb6258cae",`, "",
			`"narHash": "sha256-+Tc4J+48PYKthSslMRPHl5eC0BIFyfRfloNt+7yG4yo=",`, "").Replace(base), baseInputs(), []string{
			"The input \"rust-overlay\" is not locked: its entry \"rust-overlay\" in flake.lock has neither a commit nor a hash, so it pins nothing. Run `agentboxc lock update rust-overlay`.",
		}},
		{"reference", base, append(baseInputs()[:2], input("rust-overlay", "gihub:oxalica/rust-overlay")), []string{
			"The url of input \"rust-overlay\" is not a flake reference: \"gihub:oxalica/rust-overlay\": there is no kind of reference called \"gihub:\"; write `github:oxalica/rust-overlay`.",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var l *Lock
			if test.lock != "" {
				l = read(t, test.lock)
			}
			_, diags := Fit(l, test.inputs)
			var got []string
			for _, d := range diags {
				got = append(got, d.Detail)
				if d.Subject.IsZero() {
					t.Errorf("no range: %s", d.Detail)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// Real locks of all kinds of reference, made by Nix for the flake.nix whose
// inputs are repeated here. Inputs that this language cannot say (one that
// follows a nested input) are left out.
func TestFitAllTypes(t *testing.T) {
	inputs := []*ir.Input{
		input("a-git", "git+file:///example/netlab/repos/acme/mono"),
		input("b-gitdir", "git+file:///example/netlab/repos/acme/mono?dir=sub&ref=refs/tags/v1.0"),
		input("c-locked", "github:acme/lockeddep"),
		input("e-tar", "http://127.0.0.1:8080/systems.tar.gz"),
		input("f-tarimm", "http://127.0.0.1:8080/systems2.tar.xz"),
		input("g-path", "path:/example/exp/pathdep"),
		input("h-ind", "mysys"),
		input("i-ind2", "flake:nixpkgs/nixpkgs-unstable"),
		input("j-noflake", "github:nix-systems/default"),
		input("l-attrs", "github:acme/mono/v1.0?dir=sub"),
		input("m-tarfile", "file:///example/netlab/files/systems.tar.gz"),
		input("o-rev", "github:nix-systems/default/d377c6f6cae16256d0dac513b970ec3e4c201d66"),
		input("p-host", "github:nix-systems/default?host=gh.lab"),
	}
	inputs[8].Flake = false
	for file, moved := range map[string]string{"lock-alltypes.nix226.lock": "", "lock-alltypes.nix28.lock": "b-gitdir"} {
		fit, _ := Fit(read(t, testdata(t, file)), inputs)
		for _, in := range fit.Inputs {
			if (in.State == Locked) == (in.Name == moved) {
				t.Errorf("%s: %s is %s: want %v, have %v", file, in.Name, in.State, in.Want, in.Have)
			}
		}
		if fmt.Sprint(fit.Unused) != "[d-locked2 n-follow]" {
			t.Errorf("%s: unused %v", file, fit.Unused)
		}
	}
	for _, file := range []string{"relpath.nix226.lock", "relpath.nix28.lock"} {
		for _, url := range []string{"./sub", "path:./sub"} {
			if fit, _ := Fit(read(t, testdata(t, file)), []*ir.Input{input("s", url)}); !fit.Same {
				t.Errorf("%s with %s: %s", file, url, states(fit))
			}
		}
	}
	nested := []*ir.Input{input("f", "github:acme/follower", ir.Follow{Name: "nixpkgs", Target: "nixpkgs"}), input("nixpkgs", "github:NixOS/nixpkgs/nixos-unstable")}
	if fit, _ := Fit(read(t, testdata(t, "nested-follows.lock")), nested); !fit.Same {
		t.Errorf("nested-follows.lock: %s", states(fit))
	}
}

func TestFitNoticesDanglingFollows(t *testing.T) {
	text := testdata(t, "lock-alltypes.nix226.lock")
	_, diags := Fit(read(t, text), []*ir.Input{input("d-locked2", "github:acme/lockeddep")})
	if len(diags) == 0 || diags[0].Code != diag.InputNotLocked {
		t.Errorf("diagnostics: %v", diags)
	}
}

func TestCheck(t *testing.T) {
	base := []byte(testdata(t, "lock-base.lock"))
	compact := []byte(strings.ReplaceAll(string(base), "  ", ""))
	wrong := append(baseInputs(), input("x", "y:z"))
	for _, test := range []struct {
		name   string
		data   []byte
		inputs []*ir.Input
		codes  string
		bytes  []byte
	}{
		{"fits", base, baseInputs(), "", base},
		{"fits as it is", compact, baseInputs(), "", compact},
		{"unused", base, baseInputs()[:2], "AB5003", nil},
		{"none", nil, baseInputs()[:2], "AB5002 AB5002", nil},
		{"unreadable", []byte("{"), wrong, "AB5001 AB5004", nil},
	} {
		fit, diags := Check(test.data, "flake.lock", test.inputs)
		var codes []string
		for _, d := range diags {
			codes = append(codes, string(d.Code))
		}
		if got := strings.Join(codes, " "); got != test.codes {
			t.Errorf("%s: %s, want %s", test.name, got, test.codes)
		}
		got := fit.Bytes(test.data)
		if test.name == "unused" {
			if read(t, string(got)).Nodes["rust-overlay"] != nil {
				t.Errorf("%s: the unused entry is kept", test.name)
			}
			continue
		}
		if string(got) != string(test.bytes) {
			t.Errorf("%s: bytes %q", test.name, got)
		}
	}
}
