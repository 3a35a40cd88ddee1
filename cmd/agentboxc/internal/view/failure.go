package view

import (
	"fmt"
	"runtime"
	"strings"

	"github.com/hashicorp/go-multierror"
)

// Failure shows errors of the world: what could not be read, written or run.
func (v *View) Failure(err error) {
	several, ok := err.(*multierror.Error) //nolint:errorlint // what wraps several errors says something about all of them
	if !ok {
		v.failure(err.Error())
		return
	}
	for _, one := range several.Errors {
		v.failure(one.Error())
	}
}

func (v *View) failure(text string) {
	v.errorf("%serror:%s %s", v.onErr.red, v.onErr.reset, text)
}

// Misuse shows that the command line was wrong and where its help is.
func (v *View) Misuse(err error, command string) {
	v.failure(err.Error())
	v.errorf("Run '%s --help' for how it is used.", command)
}

// Interrupted says why the run ends.
func (v *View) Interrupted() {
	fmt.Fprintln(v.err, "interrupted")
}

// Bug shows a fault of the compiler's own with what a report of it needs.
func (v *View) Bug(cause any, stack []byte, args []string, version string) {
	v.errorf("%sinternal error:%s %v", v.onErr.red, v.onErr.reset, cause)
	v.errorf(`
This is a fault of agentboxc, not of your configuration. No file was left half
written. Please report it with the files that bring it about and these lines:

agentboxc %s, %s, %s/%s
arguments: %s

%s`, version, runtime.Version(), runtime.GOOS, runtime.GOARCH,
		strings.Join(args, " "), strings.TrimSpace(string(stack)))
}
