package nix

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/nar"
)

// storePath is where Nix puts a flake's tree with that hash, in a store under
// /nix/store.
func storePath(sum nar.Sum) string {
	const name = "source"
	identity := sha256.Sum256(fmt.Appendf(nil, "source:sha256:%s:/nix/store:%s", hex.EncodeToString(sum[:]), name))
	short := make([]byte, 20)
	for i, b := range identity {
		short[i%len(short)] ^= b
	}
	return "/nix/store/" + base32(short) + "-" + name
}

// InStore reports whether the tree with that hash, "sha256-…", is in the store of
// this machine, so that Nix has nothing to fetch for it.
func InStore(narHash string) bool {
	sum, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(narHash, "sha256-"))
	if err != nil || len(sum) != len(nar.Sum{}) {
		return false
	}
	_, err = os.Lstat(storePath(nar.Sum(sum)))
	return err == nil
}

// base32 is Nix's: digits of five bits from the end, letters without e, o, t
// and u.
func base32(b []byte) string {
	const digits = "0123456789abcdfghijklmnpqrsvwxyz"
	var s strings.Builder
	for n := (len(b)*8 - 1) / 5; n >= 0; n-- {
		i, shift := n*5/8, n*5%8
		v := uint(b[i]) >> shift
		if i+1 < len(b) {
			v |= uint(b[i+1]) << (8 - shift)
		}
		s.WriteByte(digits[v&31])
	}
	return s.String()
}
