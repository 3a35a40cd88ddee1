package rig

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Locker is one Nix in a network, to lock flakes with. What it downloads it
// remembers in Home alone, so one with a new Home asks for everything again;
// but all of them share the store.
type Locker struct {
	Nix       *Nix
	Network   *Network
	Authority string // a file with the certificates to trust, in PEM
	Home      string // a directory, which both Nix must see
	Settings  string // more lines for nix.conf, such as access-tokens
}

// Lock has Nix lock the flake in dir as it is asked to by hand, and returns
// the flake.lock, or nil if it wrote none, as for a flake without inputs. dir
// must lie in the temporary directory.
func (l *Locker) Lock(dir string) ([]byte, error) {
	if _, err := l.run(dir, "nix", "flake", "lock", "path:."); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(filepath.Join(dir, "flake.lock"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// Keep asks Nix whether the flake in dir and its flake.lock fit together: the
// error is Nix's if it would have to change the lock.
func (l *Locker) Keep(dir string) error {
	_, err := l.run(dir, "nix", "flake", "lock", "--no-update-lock-file", "path:.")
	return err
}

// Eval returns the value of an output of the flake in dir as JSON. The lock
// must fit as for Keep. What is not in the store is fetched.
func (l *Locker) Eval(dir, output string) (string, error) {
	return l.run(dir, "nix", "eval", "--json", "--no-update-lock-file", "path:.#"+output)
}

// Evaluate decodes the value of an expression, in which builtins.getFlake gets
// flakes by their directories. Nix 2.26 takes there also locks that do not fit.
func (l *Locker) Evaluate(expression string, value any) error {
	// In a file, since errors repeat the whole command.
	if err := os.WriteFile(filepath.Join(l.Home, "expression.nix"), []byte(expression), 0o644); err != nil {
		return err
	}
	out, err := l.run(l.Home, "nix", "eval", "--impure", "--json", "--expr", "import ./expression.nix")
	if err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(out), value); err != nil {
		return fmt.Errorf("reading a value: %w", err)
	}
	return nil
}

func (l *Locker) run(dir string, args ...string) (string, error) {
	env := append(TrustIn(l.Authority),
		"HOME="+l.Home,
		"NIX_CONFIG="+settings+"use-registries = true\n"+l.Settings,
	)
	return l.Nix.RunIn(l.Network, dir, env, args...)
}

// TrustIn is the environment in which Nix, git, curl and programs in Go believe
// the certificates of a file, in PEM.
func TrustIn(authority string) []string {
	var env []string
	for _, name := range []string{"NIX_SSL_CERT_FILE", "GIT_SSL_CAINFO", "CURL_CA_BUNDLE", "SSL_CERT_FILE"} {
		env = append(env, name+"="+authority)
	}
	return env
}
