package host

import (
	"os"
	"path/filepath"
)

// CacheDir is the directory in which a part of the program may keep what it can
// get again: below $XDG_CACHE_HOME. It is "" where the user has no such place.
func CacheDir(part string) string {
	base, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(base, "agentboxc", part)
}
