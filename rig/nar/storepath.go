package nar

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
)

// StorePath returns the path that a tree with this Hash has in a store under
// /nix/store, when it is added there by itself and mentions no other path.
func StorePath(name, hash string) (string, error) {
	sum, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(hash, "sha256-"))
	if err != nil || len(sum) != sha256.Size {
		return "", fmt.Errorf("%q is not a SHA-256 in base64", hash)
	}
	identity := sha256.Sum256(fmt.Appendf(nil, "source:sha256:%s:/nix/store:%s", hex.EncodeToString(sum), name))
	return "/nix/store/" + base32(fold(identity[:])) + "-" + name, nil
}

// fold shortens a hash to the 20 bytes of a store path.
func fold(sum []byte) []byte {
	short := make([]byte, 20)
	for i, b := range sum {
		short[i%len(short)] ^= b
	}
	return short
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
