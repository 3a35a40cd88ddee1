package host

import (
	"fmt"
	"os"
)

// NoCache reports whether the environment asks for nothing to be remembered
// between runs.
func NoCache() bool { return os.Getenv("AGENTBOX_NO_CACHE") != "" }

// Program tells the running program and its user from all others: another build
// of the same version is another program. It is "" where that is not known.
func Program() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%q %d %d %d", path, info.Size(), info.ModTime().UnixNano(), os.Getuid())
}
