package measure

import "strings"

// Address is the block of the language that a layer of the variant came from:
// "layer.base", or "variant.runtime" for the variant's own.
func (l Layer) Address(variant string) string {
	if l.Name == "" {
		return "variant." + variant
	}
	return "layer." + l.Name
}

// Label is the name with the version, as the store has it behind the hash.
func (p Path) Label() string {
	if p.Version == "" {
		return p.Name
	}
	return p.Name + "-" + p.Version
}

// Split cuts a store path's name, without its hash, into what Nix takes for the
// name and the version: the version begins behind the first dash that no letter
// follows.
func Split(label string) (name, version string) {
	for i := range len(label) - 1 {
		if label[i] == '-' && !isLetter(label[i+1]) {
			return label[:i], label[i+1:]
		}
	}
	return label, ""
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// ParsePath reads the last part of a store path, HASH-NAME. Its size is 0.
func ParsePath(base string) (p Path, ok bool) {
	hash, label, ok := strings.Cut(base, "-")
	if !ok || !isHash(hash) || label == "" {
		return Path{}, false
	}
	p = Path{Hash: hash}
	p.Name, p.Version = Split(label)
	return p, true
}

// hashLetters are those of Nix's base 32.
const hashLetters = "0123456789abcdfghijklmnpqrsvwxyz"

func isHash(s string) bool { return len(s) == 32 && strings.Trim(s, hashLetters) == "" }
