package check

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/agentboxc/agentboxc/schema"
)

// holds reports whether the string keeps the named rule. Rules that need more
// than the string, such as the existence of a file, are checked where they are.
func holds(rule *schema.Check, s string) bool {
	if hasToken(s) {
		// A store path is absolute, and nothing else is known about it.
		return rule != schema.AbsolutePath || strings.HasPrefix(s, mark) || strings.HasPrefix(s, "/")
	}
	check, ok := rules[rule]
	return !ok || check(s)
}

// Holds reports whether a text keeps a rule that needs nothing but the text, for
// those who write units.
func Holds(rule *schema.Check, s string) bool { return !hasToken(s) && holds(rule, s) }

var rules = map[*schema.Check]func(string) bool{
	schema.AbsolutePath:     isAbsolute,
	schema.CompressionLevel: func(s string) bool { return between(s, 1, 22) },
	schema.Date:             func(s string) bool { _, err := time.Parse(time.DateOnly, s); return err == nil },
	schema.EnvName:          func(s string) bool { return made(s, letter+"_", letter+digit+"_") },
	schema.GroupName:        isAccount,
	schema.Growth:           func(s string) bool { _, _, ok := growth(s); return ok },
	schema.Hash:             isHash,
	schema.Identifier:       func(s string) bool { return made(s, letter+"_", letter+digit+"_-") },
	schema.ImageName:        isImageName,
	schema.InnerPath:        isInner,
	schema.LabelKey:         isLabelKey,
	schema.OctalMode:        func(s string) bool { return (len(s) == 3 || len(s) == 4) && made(s, octal, octal) },
	schema.Owner:            isOwner,
	schema.Percent:          func(s string) bool { return between(s, 1, 100) },
	schema.Platform:         func(s string) bool { _, ok := parsePlatform(s); return ok },
	schema.Port:             isPort,
	schema.Positive:         func(s string) bool { return between(s, 1, 1<<31-1) },
	schema.ProgramName:      func(s string) bool { return made(s, letter+digit+"_+", letter+digit+"_+.-") },
	schema.RFC3339:          func(s string) bool { _, err := time.Parse(time.RFC3339, s); return err == nil },
	schema.Repository:       isRepository,
	schema.Revision:         isRevision,
	schema.Size:             func(s string) bool { _, ok := size(s); return ok },
	schema.StopSignal:       isSignal,
	schema.StorePattern:     isStorePattern,
	schema.Tag:              func(s string) bool { return len(s) <= 128 && made(s, letter+digit+"_", letter+digit+"_.-") },
	schema.URL:              isURL,
	schema.UserID:           func(s string) bool { return between(s, 0, 4294967294) },
	schema.Version:          func(s string) bool { return len(s) <= 64 && made(s, letter+digit, letter+digit+"_+.-") },
}

const (
	lowerCase = "abcdefghijklmnopqrstuvwxyz"
	letter    = lowerCase + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digit     = "0123456789"
	octal     = "01234567"
)

// made reports whether s is not empty, starts with one of first and goes on
// with those of rest.
func made(s, first, rest string) bool {
	return s != "" && strings.IndexByte(first, s[0]) >= 0 && strings.Trim(s[1:], rest) == ""
}

func between(s string, low, high int64) bool {
	n, err := strconv.ParseInt(s, 10, 64)
	return err == nil && n >= low && n <= high
}

// isAbsolute accepts a clean absolute path; a slash at its end does no harm.
func isAbsolute(s string) bool {
	clean := path.Clean(s)
	return strings.HasPrefix(s, "/") && (clean == s || clean+"/" == s && clean != "/") && !strings.ContainsAny(s, "\n\r")
}

func isAccount(s string) bool {
	return len(s) <= 32 && made(s, lowerCase+"_", lowerCase+digit+"_-")
}

// isLabelKey refuses the names by which Nix takes a set for something else when
// it writes the image's configuration.
func isLabelKey(s string) bool {
	return s != "" && !strings.ContainsAny(s, " \t\r\n") && s != "outPath" && s != "__toString"
}

// isOwner accepts a user, or user:group, each by name or number.
func isOwner(s string) bool {
	parts := strings.Split(s, ":")
	return len(parts) <= 2 && !slices.ContainsFunc(parts, func(p string) bool {
		return !isAccount(p) && !between(p, 0, 4294967294)
	})
}

// isImageName accepts a name as the OCI distribution specification does, with an
// optional registry host in front.
func isImageName(s string) bool {
	parts := strings.Split(s, "/")
	if len(parts) > 1 && strings.ContainsAny(parts[0], ".:") {
		if !made(parts[0], lowerCase+digit, lowerCase+digit+".-:") {
			return false
		}
		parts = parts[1:]
	}
	return len(s) <= 255 && !slices.ContainsFunc(parts, func(p string) bool {
		return !made(p, lowerCase+digit, lowerCase+digit+"._-") || strings.Trim(p[len(p)-1:], "._-") == ""
	})
}

// isPort accepts 8080, 8080/tcp, 53/udp and 9/sctp.
func isPort(s string) bool {
	number, protocol, with := strings.Cut(s, "/")
	return between(number, 1, 65535) && (!with || slices.Contains([]string{"tcp", "udp", "sctp"}, protocol))
}

func isRevision(s string) bool {
	parts := strings.Split(s, ".")
	return len(parts) == 3 && !slices.ContainsFunc(parts, func(p string) bool { return !made(p, digit, digit) })
}

func isSignal(s string) bool {
	if between(s, 1, 64) {
		return true
	}
	return strings.HasPrefix(s, "SIG") && made(s[3:], letter, letter+digit+"+-") && strings.ToUpper(s) == s
}
