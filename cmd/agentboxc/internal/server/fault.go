package server

import (
	"fmt"
	"runtime/debug"
)

// fault is a panic with the stack it came from, which is not that of who hears of it.
type fault struct {
	cause any
	stack []byte
}

func (f *fault) Error() string { return fmt.Sprint(f.cause) }

func faultOf(cause any) *fault {
	if f, ok := cause.(*fault); ok {
		return f
	}
	return &fault{cause, debug.Stack()}
}
