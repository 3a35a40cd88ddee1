package fetch

import (
	"fmt"
	"time"
)

// MismatchError is a tree that is not what its reference promises. Nothing of
// the tree is used.
type MismatchError struct {
	Ref       string // the reference, for people
	Attr      string // narHash, lastModified, rev or revCount
	Want, Got string
}

func (e *MismatchError) Error() string {
	return fmt.Sprintf("%s has another %s than was asked for: it is %s and should be %s; "+
		"either what lies there was changed, or the lock was", e.Ref, e.Attr, e.Got, e.Want)
}

// MissingError is something that does not exist where the reference says, or
// that does not show itself to a stranger.
type MissingError struct {
	Ref    string
	What   string // such as "a branch or tag nixos-25.05"
	Advice string
}

func (e *MissingError) Error() string {
	return withAdvice(fmt.Sprintf("%s: there is no %s", e.Ref, e.What), e.Advice)
}

// RefusedError is a server that wants to know who asks, or does not like the
// answer.
type RefusedError struct {
	Ref    string
	Host   string
	Reason string // what the server said, as the end of a sentence
	Advice string
}

func (e *RefusedError) Error() string {
	return withAdvice(fmt.Sprintf("%s: %s refuses access: %s", e.Ref, e.Host, e.Reason), e.Advice)
}

// RateLimitError is a server that has answered too often already.
type RateLimitError struct {
	Ref   string
	Host  string
	Reset time.Time // when it answers again, or zero when it does not say
	// Advice is how to be allowed more.
	Advice string
}

func (e *RateLimitError) Error() string {
	text := fmt.Sprintf("%s: %s has had too many requests from here", e.Ref, e.Host)
	if !e.Reset.IsZero() {
		text += " and answers again at " + e.Reset.UTC().Format("15:04 UTC on 2006-01-02")
	}
	return withAdvice(text, e.Advice)
}

// UnreachableError is a host that no answer could be had from.
type UnreachableError struct {
	Ref  string
	Host string
	Err  error
}

func (e *UnreachableError) Error() string {
	return fmt.Sprintf("%s: %s cannot be reached: %v", e.Ref, e.Host, e.Err)
}

func (e *UnreachableError) Unwrap() error { return e.Err }

// OfflineError is something that was not fetched before and may not be now.
type OfflineError struct {
	Ref     string
	Missing string // such as "the branch's last commit"
}

func (e *OfflineError) Error() string {
	return fmt.Sprintf("%s: offline, and %s is not in the cache; run once with the network", e.Ref, e.Missing)
}

// UnsupportedError is a reference that Nix can fetch and this package cannot.
type UnsupportedError struct {
	Ref  string
	What string // what it does not know, such as "Mercurial repositories"
}

func (e *UnsupportedError) Error() string {
	return fmt.Sprintf("%s: %s can be locked by Nix only; run with `--with-nix`", e.Ref, e.What)
}

func withAdvice(text, advice string) string {
	if advice == "" {
		return text
	}
	return text + "; " + advice
}
