package build

import (
	"context"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/nix"
	"github.com/agentboxc/agentboxc/codegen/flake"
	nixcode "github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// contents are the store paths of packages: by system and by the address of what
// lists them, for each package those of its outputs. See flake.Contents.
type contents map[string]map[string][][]string

// ask has Nix evaluate the packages that layers and variants list and policies
// forbid. The contents are nil when that fails; diagnostics and error are then as
// those of Run.
func (b *builder) ask(ctx context.Context) (contents, diag.List, error) {
	text, m := nixcode.Print(flake.Contents(b.Program))
	staged, err := nix.Stage(ctx, b.source(text))
	if err != nil {
		return nil, nil, err
	}
	defer staged.Close()
	found := contents{}
	if err := b.nix.BySystem(ctx, staged, flake.ContentsAttr, b.systems(), &found); err != nil {
		diags, err := b.explain(m, nil, err)
		return nil, diags, err
	}
	return found, nil, nil
}
