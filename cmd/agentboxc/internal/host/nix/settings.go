package nix

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
)

// Config is what of Nix's settings decides about where something can be built.
type Config struct {
	System       string   // of this machine
	Platforms    []string // others that it can build for
	Builders     string   // machines, one a line; @FILE for those in a file
	MaxJobs      int      // 0: nothing is built on this machine
	Experimental []string // features that are enabled; numbers in Nix 2.8
}

// Config asks Nix for its settings, the options included.
func (n *Nix) Config(ctx context.Context) (*Config, error) {
	args := append([]string{"--extra-experimental-features", "nix-command flakes", "show-config", "--json"}, n.options.args()...)
	out, err := n.run(ctx, "", "nix", args, nil)
	if err != nil {
		return nil, fmt.Errorf("reading the settings of nix: %w", err)
	}
	c, err := parseConfig(out.stdout)
	if err != nil {
		return nil, fmt.Errorf("reading the settings of nix: %w", err)
	}
	return c, nil
}

// parseConfig reads the answer to nix show-config --json.
func parseConfig(text []byte) (*Config, error) {
	var s struct {
		System       setting[string]   `json:"system"`
		Platforms    setting[[]string] `json:"extra-platforms"`
		Builders     setting[string]   `json:"builders"`
		MaxJobs      setting[int]      `json:"max-jobs"`
		Experimental setting[[]any]    `json:"experimental-features"`
	}
	if err := json.Unmarshal(text, &s); err != nil {
		return nil, err
	}
	if s.System.Value == "" {
		return nil, fmt.Errorf("it names no system")
	}
	c := &Config{System: s.System.Value, Platforms: s.Platforms.Value, Builders: s.Builders.Value, MaxJobs: s.MaxJobs.Value}
	for _, feature := range s.Experimental.Value {
		c.Experimental = append(c.Experimental, fmt.Sprint(feature))
	}
	slices.Sort(c.Experimental)
	return c, nil
}

type setting[T any] struct {
	Value T `json:"value"`
}
