package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/agentboxc/agentboxc/rig"
	"github.com/agentboxc/agentboxc/rig/forge"
)

// visit runs a command in a network with a forge that has the repositories of
// dir, which is for forge.Read, and then lists what the forge was asked.
func visit(dir, name string, args []string) error {
	r, err := rig.Open()
	if err != nil {
		return err
	}
	repos, err := forge.Read(os.DirFS(dir))
	if err != nil {
		return err
	}
	temp, err := os.MkdirTemp("", "rig-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	f, err := forge.Open(temp, forge.Content{Repositories: repos, Registry: `{ "flakes": [], "version": 2 }`})
	if err != nil {
		return err
	}
	authority := filepath.Join(temp, "authority.pem")
	if err := os.WriteFile(authority, f.Authority(), 0o644); err != nil {
		return err
	}
	network, err := r.OpenNetwork(forge.Hosts)
	if err != nil {
		return err
	}
	defer network.Close()
	l, err := network.Listen(443)
	if err != nil {
		return err
	}
	served := make(chan error, 1)
	go func() { served <- f.Serve(l) }()
	cmd := network.Command(context.Background(), name, args...)
	cmd.Env = append(os.Environ(), rig.TrustIn(authority)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err = errors.Join(cmd.Run(), l.Close(), <-served)
	for _, r := range f.Requests() {
		fmt.Fprintln(os.Stderr, r.Method, r.Host+r.Path, r.Authorization)
	}
	return err
}
