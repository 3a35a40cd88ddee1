package check

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// hash reads the hash of a download. One that is not set, or is empty as in
// nixpkgs, is a warning that tells how to get it; command prints it, too, when
// it is not "".
func (p place) hash(b *config.Block, name, command string) ir.Hash {
	h := ir.Hash{Name: name, Range: b.Range}
	a := b.Attr(name)
	if a == nil {
		h.Slot = p.hashSlot(b, name, "")
		p.diags.Add(hashNotSet{Of: p.addressOf(b), Hash: h, Command: command})
		return h
	}
	h.Range = a.Range
	it, ok := p.one(a)
	if !ok {
		if p.unset(a) {
			h.Slot = writtenSlot(it, a.Expr())
			p.diags.Add(hashNotSet{Of: p.addressOf(b), Hash: h, Command: command})
		}
		return h
	}
	return p.itemHash(b, it, a.Expr(), command)
}

// addressOf is the address of what the block makes here.
func (p place) addressOf(b *config.Block) string {
	if len(p.chain) == 0 {
		return b.Address()
	}
	i := p.chain[len(p.chain)-1]
	if i.Block == b {
		return i.address
	}
	return fmt.Sprintf("%s %q of %s", b.Type, b.Name(), i.address)
}

// hashSlot is the place for a hash that is not set. A block that makes several
// packages has none: each has its own.
func (p place) hashSlot(b *config.Block, name, key string) *ir.Slot {
	if i := len(p.chain) - 1; i >= 0 && p.chain[i].each != cty.NilVal {
		return nil
	}
	return attrSlot(b, name, key)
}

// itemHash reads a hash that is set, by the expression.
func (p place) itemHash(b *config.Block, it item, written hclsyntax.Expression, command string) ir.Hash {
	h := ir.Hash{Name: it.attr.Name, Range: it.at, Slot: writtenSlot(it, written)}
	if it.value.Type() == cty.String && it.value.AsString() == "" {
		p.diags.Add(hashNotSet{Of: p.addressOf(b), Hash: h, Command: command})
		return h
	}
	if t, ok := p.itemText(it); ok {
		h.Value, _ = t.Plain()
	}
	return h
}

// writtenSlot is the place of a value that stands in the source as it is.
func writtenSlot(it item, e hclsyntax.Expression) *ir.Slot {
	switch e := config.Unbound(e).(type) {
	case *hclsyntax.LiteralValueExpr:
		return &ir.Slot{At: it.at}
	case *hclsyntax.TemplateExpr:
		if e.IsStringLiteral() {
			return &ir.Slot{At: it.at}
		}
	}
	return nil
}

// isHash accepts hashes as the web has them for subresources, of the two kinds
// that nobody can forge.
func isHash(s string) bool {
	kind, encoded, _ := strings.Cut(s, "-")
	size, ok := map[string]int{"sha256": 32, "sha512": 64}[kind]
	sum, err := base64.StdEncoding.Strict().DecodeString(encoded)
	return ok && err == nil && len(sum) == size
}

// rehashed is a SHA-256 in hexadecimal, as release pages show it, in the form
// that Nix takes.
func rehashed(s string) (string, bool) {
	sum, err := hex.DecodeString(strings.TrimPrefix(s, "sha256:"))
	if err != nil || len(sum) != 32 {
		return "", false
	}
	return "sha256-" + base64.StdEncoding.EncodeToString(sum), true
}

// isInner accepts paths that stay inside whatever they are relative to.
func isInner(s string) bool {
	for _, step := range strings.Split(s, "/") {
		if step == ".." {
			return false
		}
	}
	return s != "" && !strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "-") && !strings.ContainsAny(s, "\\\n\r\t")
}

func isURL(s string) bool {
	scheme, rest, _ := strings.Cut(s, "://")
	switch scheme {
	case "https", "http", "ftp", "file":
		return rest != "" && !strings.ContainsAny(s, " \t\n\r\"'<>\\^`{|}")
	}
	return false
}

// shellWord quotes an argument for a command that is shown.
func shellWord(s string) string {
	if made(s, letter+digit+"_./", letter+digit+"_./:=@%+-") {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
