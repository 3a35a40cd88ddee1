// Package view is what a person or a program sees of a command: its text form
// and its JSON form, in colour or not. Results go to the standard output,
// diagnostics and progress to the standard error. It decides nothing about the
// command itself.
package view

import (
	"bufio"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
)

// Options are the choices that hold for every command.
type Options struct {
	Color   string // "auto", "always" or "never"
	Quiet   bool   // no progress and no hints
	Verbose bool   // also what is normally of no interest
}

// View prints. It is made once per run and not safe for concurrent use.
type View struct {
	out     *bufio.Writer
	err     io.Writer
	onOut   palette
	onErr   palette
	width   int // of the standard error; 0 when it is no terminal
	options Options

	fetching fetching
	progress string   // how it is shown: see Progress
	several  *several // nil when the run is about one unit
}

// New makes the view of a run on the process's own streams, without colour.
func New() *View {
	return &View{out: bufio.NewWriterSize(host.Survivable(os.Stdout), 32<<10), err: os.Stderr}
}

// Configure makes the choices, once they are known.
func (v *View) Configure(options Options) {
	v.options = options
	v.onOut = paletteFor(os.Stdout, options.Color)
	v.onErr = paletteFor(os.Stderr, options.Color)
	if width, _, err := term.GetSize(int(os.Stderr.Fd())); err == nil {
		v.width = width
	}
}

// Close writes what is buffered. That the reader has gone away is no error: it
// has seen what it wanted to see.
func (v *View) Close() error {
	err := v.out.Flush()
	if err == nil || host.IsReaderGone(err) {
		return nil
	}
	return fmt.Errorf("writing the output: %w", err)
}

// Write puts bytes on the standard output as they are.
func (v *View) Write(data []byte) { v.out.Write(data) }

// Stream is the standard output for a command that speaks a protocol on it, and uses
// it for nothing else.
func (v *View) Stream() io.Writer { return host.Survivable(os.Stdout) }

// Line prints a line of the result.
func (v *View) Line(text string) { v.linef("%s", text) }

func (v *View) linef(format string, args ...any) {
	fmt.Fprintf(v.out, format, args...)
	v.out.WriteByte('\n')
}

// Note prints a line of progress, unless the run is quiet.
func (v *View) Note(format string, args ...any) {
	if !v.options.Quiet {
		v.errorf(format, args...)
	}
}

// Detail prints a line of progress in a verbose run.
func (v *View) Detail(format string, args ...any) {
	if v.options.Verbose {
		v.errorf(format, args...)
	}
}

// sync keeps the two streams in order for who reads both of them.
func (v *View) sync() { _ = v.out.Flush() } // Close returns the error

func (v *View) errorf(format string, args ...any) {
	v.sync()
	fmt.Fprintf(v.err, format+"\n", args...)
}
