package lock

import (
	"fmt"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// restore is the way out of every damaged lock.
const restore = " Restore the file from version control, or delete it and run `agentboxc lock`."

func unreadable(at diag.Range, detail string) diag.Diagnostic {
	return diag.Diagnostic{Code: diag.LockUnreadable, Subject: at, Detail: detail + restore}
}

// tooLarge is a file over the limit.
type tooLarge struct {
	At   diag.Range
	Size int
}

func (p tooLarge) Diagnostic() diag.Diagnostic {
	return unreadable(p.At, fmt.Sprintf("The lock file has %d bytes; more than %d are not read, because no real lock comes near that.", p.Size, maxBytes))
}

// damaged is a file that is not JSON.
type damaged struct {
	At       diag.Range
	Damage   string
	Conflict bool // there are conflict markers in the file
}

func (p damaged) Diagnostic() diag.Diagnostic {
	detail := "The lock file is not valid JSON: " + p.Damage + "."
	if p.Conflict {
		detail += " It contains conflict markers of a merge that was not resolved."
	}
	return unreadable(p.At, detail)
}

// unknownVersion is a version of the format that is not known.
type unknownVersion struct {
	At      diag.Range
	Version string
}

func (p unknownVersion) Diagnostic() diag.Diagnostic {
	d := unreadable(p.At, fmt.Sprintf("The lock file has version %s of the format; versions 5, 6 and 7 are known.", p.Version))
	d.Detail += " If a newer Nix wrote it, a newer agentboxc may be able to read it."
	return d
}

// wrongShape is a part of the file that has another type than Nix expects.
type wrongShape struct {
	At              diag.Range
	What, Want, Got string
}

func (p wrongShape) Diagnostic() diag.Diagnostic {
	got := "this is " + p.Got
	if p.Got == "missing" {
		got = "it is missing"
	}
	return unreadable(p.At, fmt.Sprintf("In a lock file %s must be %s; %s.", p.What, p.Want, got))
}

// missingNode is an entry that is referred to and not there.
type missingNode struct {
	At  diag.Range
	Key string
}

func (p missingNode) Diagnostic() diag.Diagnostic {
	return unreadable(p.At, fmt.Sprintf("The lock file refers to a node %q, which it does not hold.", p.Key))
}

// nodeCycle is a node that is an input of itself.
type nodeCycle struct {
	At    diag.Range
	Key   string
	Trail []string
}

func (p nodeCycle) Diagnostic() diag.Diagnostic {
	return unreadable(p.At, fmt.Sprintf("The lock file's node %q is an input of itself: the inputs %s lead back to it.", p.Key, strings.Join(p.Trail, " → ")))
}

// tooManyPaths is a graph that shares nodes so often that nobody can walk it.
type tooManyPaths struct{ At diag.Range }

func (p tooManyPaths) Diagnostic() diag.Diagnostic {
	return unreadable(p.At, fmt.Sprintf("There are more than %d paths through the lock file's inputs.", maxPaths))
}
