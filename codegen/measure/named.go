package measure

import (
	"path"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/flake"
	"github.com/agentboxc/agentboxc/codegen/nix"
)

// Named returns the files and directories that belong to a generated flake beside
// its own, and that its measurements depend on: those that its code names, and
// inputs that are relative paths. They are relative to the flake's directory,
// clean, sorted and each of them once.
func Named(f *nix.File) []string {
	named := nix.Paths(f)
	sections, _ := flake.Sections(f)
	for _, s := range sections {
		if rel, ok := relativeInput(s); ok {
			named = append(named, path.Clean(rel))
		}
	}
	slices.Sort(named)
	return slices.Compact(named)
}

func relativeInput(s flake.Section) (string, bool) {
	set, ok := s.Value.(*nix.Attrs)
	if !ok || !strings.HasPrefix(s.Address, "input.") {
		return "", false
	}
	for _, b := range set.Binds {
		url, ok := b.Value.(*nix.Str)
		if !ok || len(b.Path) != 1 || b.Path[0].Name != "url" || len(url.Parts) != 1 || url.Parts[0].Expr != nil {
			continue
		}
		text, isPath := strings.CutPrefix(url.Parts[0].Literal, "path:")
		text, _, _ = strings.Cut(text, "?")
		relative := strings.HasPrefix(text, "./") || strings.HasPrefix(text, "../")
		return text, relative || isPath && !strings.HasPrefix(text, "/")
	}
	return "", false
}
