package json

import "strings"

// HasConflict recognises what a version control system leaves behind when two
// sides changed the file; generated files are where most people meet it.
func HasConflict(data []byte) bool {
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "<<<<<<< ") || strings.HasPrefix(line, ">>>>>>> ") {
			return true
		}
	}
	return false
}
