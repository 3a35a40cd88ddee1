package fetch

import (
	"errors"
	"fmt"
	"strings"
)

// gitError is git that failed, with what it had to say.
type gitError struct {
	command string
	said    string // may hold secrets
	err     error
}

func (e *gitError) Error() string { return fmt.Sprintf("git %s: %v", e.command, e.err) }

func (e *gitError) Unwrap() error { return e.err }

// says reports whether one of the texts is among git's words.
func (e *gitError) says(texts ...string) bool {
	for _, text := range texts {
		if strings.Contains(e.said, text) {
			return true
		}
	}
	return false
}

// isPassing reports whether the fault may be gone at the next attempt.
func (e *gitError) isPassing() bool {
	return e.says("early EOF", "RPC failed", "Connection reset", "unexpected disconnect", "hung up unexpectedly", "timed out",
		"returned error: 429", "returned error: 500", "returned error: 502", "returned error: 503", "returned error: 504") &&
		!e.says("Permission denied", "Host key verification failed")
}

// damageError is a repository in the cache that cannot be read.
type damageError struct{ err error }

func (e *damageError) Error() string { return e.err.Error() }

func (e *damageError) Unwrap() error { return e.err }

// explain makes an error for people of one of git's, when something was asked
// for. What it does not know is left as it is, with git's own words.
func (r *repository) explain(err error, wanted string) error {
	failed := (*gitError)(nil)
	if !errors.As(err, &failed) {
		return err
	}
	said := r.hide.scrub(failed.said)
	switch {
	case failed.says("Could not resolve host", "Failed to connect", "Couldn't connect", "Connection refused", "Connection timed out",
		"Network is unreachable", "No route to host", "Operation timed out", "SSL certificate problem", "server certificate verification failed"):
		return &UnreachableError{Ref: r.name, Host: hostOf(r.address), Err: errors.New(lastLine(said))}
	case failed.says("couldn't find remote ref"):
		return &MissingError{Ref: r.name, What: wanted, Advice: r.refAdvice()}
	case failed.says("not our ref", "unadvertised object", "no such remote ref"):
		return &MissingError{Ref: r.name, What: wanted}
	case failed.says("Authentication failed", "could not read Username", "could not read Password", "terminal prompts disabled",
		"Permission denied", "Host key verification failed", "returned error: 401", "returned error: 403"):
		return &RefusedError{Ref: r.name, Host: hostOf(r.address), Reason: lastLine(said),
			Advice: "if it exists and is private, git must be able to log in without asking: with a key that ssh-agent holds, or with a credential helper"}
	case failed.says("Repository not found", "' not found", "could not be found", "does not appear to be a git repository", "does not exist"):
		return &MissingError{Ref: r.name, What: "git repository at " + shownURL(r.address), Advice: "if it is private, git must be able to log in without asking"}
	}
	return r.failed(err, "fetching the "+wanted)
}

// refAdvice is the way out for a name that is no branch.
func (r *repository) refAdvice() string {
	ref := r.ref.Text("ref")
	if ref == "" || strings.HasPrefix(ref, "refs/") {
		return ""
	}
	return "Nix takes it for a branch; a tag is written refs/tags/" + ref
}

// lastLine is the line in which git mostly says what is wrong.
func lastLine(said string) string {
	lines := strings.Split(said, "\n")
	for _, line := range lines {
		if rest, ok := strings.CutPrefix(line, "fatal: "); ok && !strings.HasPrefix(rest, "Could not read from remote") {
			return rest
		}
	}
	return lines[0]
}
