package nix

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// maxText is how much of Nix's words about one error is kept.
const maxText = 16 << 10

// rule recognises a kind of error by Nix's words; fill takes the rest from the
// match. The words are those of 2.8 to 2.35.
type rule struct {
	kind  Kind
	words *regexp.Regexp
	fill  func(e *Error, match []string)
}

// rules are tried in order: those that say most come first.
var rules = sync.OnceValue(func() []rule {
	return []rule{
		{HashMismatch, regexp.MustCompile(`hash mismatch in fixed-output derivation '([^']+)':\s+specified:\s+(\S+)\s+got:\s+(\S+)`), func(e *Error, m []string) {
			e.Drv, e.Specified, e.Got = m[1], m[2], m[3]
		}},
		{HashMismatch, regexp.MustCompile(`hash mismatch in file downloaded from '[^']+':\s+specified:\s+(\S+)\s+got:\s+(\S+)`), func(e *Error, m []string) {
			e.Specified, e.Got = m[1], m[2]
		}},
		{TreeMismatch, regexp.MustCompile(`(?s)NAR hash mismatch in input .*expected '([^']+)'(?:,| but) got '([^']+)'`), func(e *Error, m []string) {
			e.Specified, e.Got = m[1], m[2]
		}},
		{TreeMismatch, regexp.MustCompile(`mismatch in field '\w+' of input`), nil},
		{BuildFailed, regexp.MustCompile(`builder for '([^']+)' failed(?: with exit code (\d+))?`), fillBuild},
		{BuildFailed, regexp.MustCompile(`Cannot build '([^']+)'\.\s+Reason: builder (?:failed with exit code (\d+)|\w+)`), fillBuild},
		{BuildFailed, regexp.MustCompile(`building of '([^'!^]+)[^']*'(?: from .*)? (?:timed out|failed)`), fillBuild},
		{NoBuilder, regexp.MustCompile(`a '([^']+)' with features \{[^}]*\} is required to build '([^']+)'`), func(e *Error, m []string) {
			e.System, e.Drv = m[1], m[2]
		}},
		{NoBuilder, regexp.MustCompile(`Cannot build '([^']+)'\.\s+Reason: required system or feature not available\s+Required system: '([^']+)'`), func(e *Error, m []string) {
			e.Drv, e.System = m[1], m[2]
		}},
		{Dependencies, regexp.MustCompile(`\d+ dependencies of derivation '([^']+)' failed to build`), fillDrv},
		{Dependencies, regexp.MustCompile(`Cannot build '([^']+)'\.\s+Reason: \d+ dependenc(?:y|ies) failed`), fillDrv},
		{Dependencies, regexp.MustCompile(`^build of '[^']+'(?:, '[^']+')* failed$`), nil},
		{FeatureDisabled, regexp.MustCompile(`experimental (?:Nix|Lix) feature '([^']+)' is disabled`), func(e *Error, m []string) {
			e.Feature = m[1]
		}},
		{LockStale, regexp.MustCompile(`requires lock file changes but they're not allowed`), nil},
		{MissingAttribute, regexp.MustCompile(`attribute '([^']+)' missing`), fillAttribute},
		{MissingAttribute, regexp.MustCompile(`does not provide attribute '([^']+)'`), fillAttribute},
		{DiskFull, regexp.MustCompile(`No space left on device|database or disk is full|Disk quota exceeded`), nil},
		{NoDaemon, regexp.MustCompile(`cannot connect to socket at|cannot open connection to remote store 'daemon'`), nil},
		{Network, regexp.MustCompile(`(?i)unable to download '|could ?n[o']t resolve host|temporary failure in name resolution|network is unreachable|failed to connect to|connection timed out`), nil},
	}
})

func fillBuild(e *Error, m []string) {
	e.Drv = m[1]
	if len(m) > 2 {
		e.ExitCode, _ = strconv.Atoi(m[2]) // 0 for those that have none
	}
	e.Log = quotedLog(e.Text)
}

func fillDrv(e *Error, m []string) { e.Drv = m[1] }

func fillAttribute(e *Error, m []string) { e.Attribute = m[1] }

// newError makes an error of Nix's words and, if it was logged, its message.
func newError(text string, msg *message) *Error {
	e := &Error{Text: clip(withoutSecrets(undented(plain(text))), maxText)}
	if msg != nil {
		e.frames = append([]frame{msg.frame}, msg.Trace...)
	}
	for _, r := range rules() {
		m := r.words.FindStringSubmatch(e.Text)
		if m == nil {
			continue
		}
		e.Kind = r.kind
		if r.fill != nil {
			r.fill(e, m)
		}
		break
	}
	return e
}

// undented takes away the margin that Nix gives to all lines but the first.
func undented(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	margin := -1
	for _, line := range lines[1:] {
		rest := strings.TrimLeft(line, " ")
		if indent := len(line) - len(rest); rest != "" && (margin < 0 || indent < margin) {
			margin = indent
		}
	}
	for i, line := range lines {
		if i > 0 {
			line = line[min(max(margin, 0), len(line)):]
		}
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}

// quotedLog is the end of a log as Nix quotes it: "> " in front of each line.
func quotedLog(text string) []string {
	log := tail{max: maxTail}
	for line := range strings.SplitSeq(text, "\n") {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), "> "); ok {
			log.add(rest)
		}
	}
	return log.lines()
}
