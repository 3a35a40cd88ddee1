package build

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/renameio/v2"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/nix"
	"github.com/agentboxc/agentboxc/codegen/flake"
	nixcode "github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// contents are the store paths of packages: by system and by the address of what
// lists them, for each package those of its outputs. See flake.Contents.
type contents map[string]map[string][][]string

// ask has Nix evaluate the packages that layers and variants list and policies
// forbid, unless it is remembered what that gave. Diagnostics and error are as
// those of Run.
func (b *builder) ask(ctx context.Context, found *contents) (diag.List, error) {
	text, m := nixcode.Print(flake.Contents(b.Program))
	source := b.source(text)
	program, err := nix.Program(source)
	if err != nil {
		return nil, err
	}
	memory := b.memory(program)
	if recall(memory, b.systems(), found) {
		return nil, nil
	}
	if b.nix == nil {
		if b.nix, err = b.Find(ctx); err != nil {
			return nil, err
		}
	}
	staged, err := nix.Stage(ctx, source)
	if err != nil {
		return nil, err
	}
	defer staged.Close()
	if err := b.nix.BySystem(ctx, staged, flake.ContentsAttr, b.systems(), found); err != nil {
		return b.explainBy(m, nil, err)
	}
	remember(memory, *found)
	return nil, nil
}

// memory is the file for what a program gives. Evaluation is pure: the same
// program gives the same everywhere and always.
func (b *builder) memory(program string) string {
	sum, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(program, "sha256-"))
	if b.Packages == "" || err != nil {
		return ""
	}
	return filepath.Join(b.Packages, base64.RawURLEncoding.EncodeToString(sum)+".json")
}

// recall reports whether the file tells all that is wanted.
func recall(file string, systems []string, found *contents) bool {
	data, err := os.ReadFile(file)
	if err != nil || json.Unmarshal(data, found) != nil {
		return false
	}
	for _, system := range systems {
		if (*found)[system] == nil {
			return false
		}
	}
	return true
}

// remember saves work. Where nothing can be written, Nix is asked another time.
func remember(file string, found contents) {
	data, err := json.Marshal(found)
	if file == "" || err != nil || os.MkdirAll(filepath.Dir(file), 0o777) != nil {
		return
	}
	_ = renameio.WriteFile(file, data, 0o666, renameio.WithTempDir(filepath.Dir(file)))
}
