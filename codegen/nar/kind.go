package nar

import (
	"fmt"
	"io/fs"
)

// KindError is a file of a kind that no archive has.
type KindError struct {
	Path string
	Kind fs.FileMode // its type bits; 0 when it is none of those
}

func (e *KindError) Error() string {
	return fmt.Sprintf("%q is %s, and Nix takes only regular files, directories and symbolic links", e.Path, e.kind())
}

func (e *KindError) kind() string {
	switch {
	case e.Kind&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case e.Kind&fs.ModeSocket != 0:
		return "a socket"
	case e.Kind&fs.ModeDevice != 0:
		return "a device"
	}
	return "of an unknown type"
}
