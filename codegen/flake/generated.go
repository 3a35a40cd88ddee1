package flake

import (
	"bytes"
	"strings"
)

// IsGenerated reports whether src begins with the line by which Build's files
// are known, whatever follows it and whichever version wrote it.
func IsGenerated(src []byte) bool {
	first, _, _ := strings.Cut(header, "\n")
	line, _, _ := bytes.Cut(src, []byte("\n"))
	return string(bytes.TrimRight(line, "\r")) == "# "+first
}
