package nix

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

const drv = "/nix/store/2hqgwdsc0bhsnnrxy55awp8vwk70lrvh-x.drv"

// The words of versions that the rig does not have, from their sources.
func TestKinds(t *testing.T) {
	tests := map[string]Error{
		"Cannot build '" + drv + "'.\nReason: \x1b[31;1mbuilder failed with exit code 2\x1b[0m.\nOutput paths:\n  /nix/store/x\nLast 1 log lines:\n> oh no\nFor full logs, run:\n  nix log " + drv: {
			Kind: BuildFailed, Drv: drv, ExitCode: 2, Log: []string{"oh no"},
		},
		"Cannot build '" + drv + "'.\nReason: builder failed to produce output path for output 'out' at '/nix/store/x'.": {Kind: BuildFailed, Drv: drv},
		"Cannot build '" + drv + "'.\nReason: 1 dependency failed.":                                                      {Kind: Dependencies, Drv: drv},
		"Cannot build '" + drv + "'.\nReason: required system or feature not available\nRequired system: 'aarch64-linux' with features {}\nCurrent system: 'x86_64-linux' with features {kvm}": {
			Kind: NoBuilder, Drv: drv, System: "aarch64-linux",
		},
		"build of '" + drv + "', '" + drv + "' failed":                                                      {Kind: Dependencies},
		"building of '" + drv + "!out' from .drv file timed out after 5 seconds":                            {Kind: BuildFailed, Drv: drv},
		"builder for '" + drv + "' failed due to signal 9 (Killed)":                                         {Kind: BuildFailed, Drv: drv},
		"NAR hash mismatch in input 'github:a/b' (/nix/store/x), expected 'sha256-A=', got 'sha256-B='":     {Kind: TreeMismatch, Specified: "sha256-A=", Got: "sha256-B="},
		"NAR hash mismatch in input 'github:a/b', expected 'sha256-A=' but got 'sha256-B='":                 {Kind: TreeMismatch, Specified: "sha256-A=", Got: "sha256-B="},
		"mismatch in field 'narHash' of input '{\"type\":\"path\"}', got '{}'":                              {Kind: TreeMismatch},
		"experimental Nix feature 'nix-command' is disabled; use '--extra-experimental-features x'":         {Kind: FeatureDisabled, Feature: "nix-command"},
		"flake 'path:/x' requires lock file changes but they're not allowed due to '--no-update-lock-file'": {Kind: LockStale},
		"unable to download 'https://example.org/x': Couldn't resolve host name (6)":                        {Kind: Network},
		"writing to file: No space left on device":                                                          {Kind: DiskFull},
		"cannot connect to socket at '/nix/var/nix/daemon-socket/socket': Connection refused":               {Kind: NoDaemon},
		"flake 'path:/x' does not provide attribute 'packages.a.b', 'b'":                                    {Kind: MissingAttribute, Attribute: "packages.a.b"},
		"infinite recursion encountered":                                                                    {Kind: Other},
	}
	for text, want := range tests {
		got := newError(text, nil)
		if diff := cmp.Diff(&want, got, cmpopts.IgnoreUnexported(Error{}), cmpopts.IgnoreFields(Error{}, "Text"), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s:\n%s", text, diff)
		}
		if strings.Contains(got.Error(), "\x1b") {
			t.Errorf("%q has colours", got.Error())
		}
	}
}

// recorded are the errors that Nix printed, by version and what was built.
func recorded(t *testing.T) map[string][]*Error {
	t.Helper()
	all := map[string][]*Error{}
	for block := range strings.SplitSeq("\n"+string(read(t, "build-errors.txt")), "\n=== ") {
		name, text, _ := strings.Cut(block, "\n")
		m, _ := listen(text)
		all[name] = m.problems
	}
	return all
}

func TestRecordedErrors(t *testing.T) {
	want := map[string][]Kind{
		".#ok":                        nil,
		".#broken":                    {BuildFailed},
		".#dependent":                 {BuildFailed, Dependencies},
		".#badhash":                   {HashMismatch},
		".#noout":                     {BuildFailed},
		".#evalerr":                   {Other},
		".#missingpkg":                {MissingAttribute},
		".#needsfeature":              {NoBuilder},
		".#nothere":                   {MissingAttribute},
		".#packages.aarch64-linux.ok": {NoBuilder},
		".#ok .#broken":               {BuildFailed},
	}
	all := recorded(t)
	for _, version := range []string{"n28 ", "n226 "} {
		for name, kinds := range want {
			problems, ok := all[version+name]
			if !ok {
				t.Errorf("%s%s is not recorded", version, name)
			}
			var got []Kind
			for _, e := range problems {
				got = append(got, e.Kind)
				if e.Kind == BuildFailed && e.ExitCode == 3 && !cmp.Equal(e.Log, []string{"about to fail", "err"}) {
					t.Errorf("%s%s: log %q", version, name, e.Log)
				}
			}
			if !cmp.Equal(got, kinds) {
				t.Errorf("%s%s: kinds %v, want %v", version, name, got, kinds)
			}
		}
	}
}

func TestSecrets(t *testing.T) {
	tests := map[string]string{
		"unable to download 'https://user:secret@host/x'": "unable to download 'https://…@host/x'",
		"https://token@host/x and http://a:b@c":           "https://…@host/x and http://…@c",
		"cannot build on 'ssh-ng://user@host'":            "cannot build on 'ssh-ng://user@host'",
		"ssh://user:secret@host":                          "ssh://…@host",
		"mail someone@example.org":                        "mail someone@example.org",
	}
	for text, want := range tests {
		if got := newError(text, nil).Text; got != want {
			t.Errorf("%s is shown as %s, want %s", text, got, want)
		}
	}
}
