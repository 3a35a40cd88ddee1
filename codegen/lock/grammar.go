package lock

import "strings"

// The small grammars of flake references, as Nix has them.

const (
	letters   = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	numerals  = "0123456789"
	hexDigits = numerals + "abcdefABCDEF"
)

func only(s, chars string) bool { return strings.Trim(s, chars) == "" }

// starting reports whether s is not empty, starts with one of first and goes on
// with those of rest.
func starting(s, first, rest string) bool {
	return s != "" && strings.IndexByte(first, s[0]) >= 0 && only(s[1:], rest)
}

func isFlakeName(s string) bool { return starting(s, letters, letters+numerals+"_-") }

// isRefName accepts branches and tags that a flake reference can hold.
func isRefName(s string) bool {
	return starting(s, letters+numerals+"@", letters+numerals+"_./@+-")
}

// isFlakeID accepts an indirect reference: a name, with a branch or commit.
func isFlakeID(s string) bool {
	name, ref, with := strings.Cut(s, "/")
	return isFlakeName(name) && (!with || isRefName(ref))
}

func isRevHash(s string) bool { return len(s) == 40 && only(s, hexDigits) }

// isCommitHash accepts git's SHA-1 and SHA-256.
func isCommitHash(s string) bool { return (len(s) == 40 || len(s) == 64) && only(s, hexDigits) }

func isHostName(s string) bool { return only(s, letters+numerals+".-") }

// isNumber accepts what Nix reads back as the number it is: no sign, no leading
// zero, 63 bits.
func isNumber(s string) bool {
	return s == "0" || len(s) <= 19 && starting(s, "123456789", numerals)
}
