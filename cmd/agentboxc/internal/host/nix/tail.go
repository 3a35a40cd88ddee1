package nix

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// Bounds of what is remembered of texts.
const (
	maxTail = 25      // lines of one build's log
	maxSaid = 200     // other lines
	maxClip = 1 << 10 // bytes of one line
)

// tail keeps the last lines that are added to it.
type tail struct {
	max  int
	kept []string
}

func (t *tail) add(line string) {
	if len(t.kept) == t.max {
		copy(t.kept, t.kept[1:])
		t.kept = t.kept[:t.max-1]
	}
	t.kept = append(t.kept, clip(plain(line), maxClip))
}

// lines are a copy, oldest first.
func (t *tail) lines() []string { return append([]string(nil), t.kept...) }

func (t *tail) last() string {
	if len(t.kept) == 0 {
		return ""
	}
	return t.kept[len(t.kept)-1]
}

// clip shortens a text to at most so many bytes and an ellipsis.
func clip(s string, size int) string {
	if len(s) <= size {
		return s
	}
	for size > 0 && !utf8.RuneStart(s[size]) {
		size--
	}
	return s[:size] + "…"
}

// escapes are sequences that a terminal would obey: colours and other CSI, titles
// and links (OSC), and single ones.
var escapes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile("\x1b(\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b]*(\x07|\x1b\\\\)?|[ -/]*[0-~])?")
})

// plain is a text without what a terminal would obey: what builders print must
// not be able to rewrite the screen.
func plain(s string) string {
	s = escapes().ReplaceAllString(s, "")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ' || r >= 0x7f && r < 0xa0:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "�"))
}
