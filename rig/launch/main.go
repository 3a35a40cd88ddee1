// Launch runs the programs of the test package set. Each is a text file that
// names this program as its interpreter, and below that, a line each: the
// loader, the directories of the libraries, and the program proper. So the
// programs of one system run in any root directory that holds the store paths
// they were made from, and mention these paths as linked programs do.
package main

import (
	"fmt"
	"os"
	"strings"
	"syscall"
)

func main() {
	if len(os.Args) < 2 {
		fail("usage: launch FILE [ARGUMENTS]")
	}
	file := os.Args[1]
	data, err := os.ReadFile(file)
	if err != nil {
		fail(err)
	}
	lines := strings.Split(string(data), "\n")
	if len(lines) < 4 {
		fail(file, "does not name a loader, libraries and a program")
	}
	loader, libraries, program := lines[1], lines[2], lines[3]
	args := []string{loader, "--argv0", file, "--library-path", libraries, program}
	err = syscall.Exec(loader, append(args, os.Args[2:]...), os.Environ())
	fail("running", loader+":", err)
}

func fail(message ...any) {
	fmt.Fprintln(os.Stderr, append([]any{"launch:"}, message...)...)
	os.Exit(127)
}
