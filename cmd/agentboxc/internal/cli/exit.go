package cli

import (
	"errors"
	"fmt"
)

// exit is how the process ends.
type exit int

// The exit codes.
const (
	done        exit = 0
	failed      exit = 1
	changes     exit = 2
	broken      exit = 3 // a budget or a policy
	misused     exit = 64
	interrupted exit = 130
)

// misuse is an error of the command line, not of a unit or of the world.
type misuse struct{ error }

func misusef(format string, args ...any) error {
	return misuse{fmt.Errorf(format, args...)}
}

func isMisuse(err error) bool {
	var m misuse
	return errors.As(err, &m)
}

// worse combines the ends of several independent pieces of work: an error
// outweighs changes.
func worse(a, b exit) exit {
	if a == failed || b == failed {
		return failed
	}
	return max(a, b)
}
