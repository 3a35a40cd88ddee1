// Package host is the world outside the compiler: the workspace on disk, the
// environment, signals, the lock against a second run, and the programs git and
// nix. It is the only package that starts processes or looks at the clock. It
// does not know what the files mean, and it prints nothing.
package host

import (
	"os"
	"slices"
	"strings"
)

// EnvPrefix starts the name of an environment variable that sets a variable of
// the unit.
const EnvPrefix = "AGENTBOX_VAR_"

// EnvVariable is a variable of the unit that the environment sets.
type EnvVariable struct {
	Name string // without the prefix
	Text string
}

// Variables returns what the environment sets, sorted by name, so that the
// order of the environment never shows.
func Variables() []EnvVariable {
	var vars []EnvVariable
	for _, entry := range os.Environ() {
		key, text, _ := strings.Cut(entry, "=")
		if name, ok := strings.CutPrefix(key, EnvPrefix); ok && name != "" {
			vars = append(vars, EnvVariable{Name: name, Text: text})
		}
	}
	slices.SortFunc(vars, func(a, b EnvVariable) int { return strings.Compare(a.Name, b.Name) })
	return vars
}

// DockerHost is where docker's daemon listens, as docker's own program is told;
// "" is the usual place.
func DockerHost() string { return os.Getenv("DOCKER_HOST") }

// Chdir changes the directory that all relative paths start from.
func Chdir(dir string) error { return os.Chdir(dir) }
