// Package nixconf reads the settings of Nix: the system's nix.conf, the user's,
// and NIX_CONFIG. It takes them as text in the order in which Nix would; it does
// not know what a setting means or which there are, and it does not ask Nix.
package nixconf

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Settings are what the configuration of Nix says, in the order in which it was
// read. What comes later wins.
type Settings struct{ entries []entry }

type entry struct{ name, value string }

// SystemDir is the directory of the system's nix.conf, netrc and registry.json.
func SystemDir(env func(string) string) string {
	if dir := env("NIX_CONF_DIR"); dir != "" {
		return filepath.Clean(dir)
	}
	return "/etc/nix"
}

// UserDir is the directory of the user's nix.conf and registry.json, or "" when
// the environment names no home directory.
func UserDir(env func(string) string) string {
	if dir := env("NIX_CONFIG_HOME"); dir != "" {
		return dir
	}
	if dir := env("XDG_CONFIG_HOME"); dir != "" {
		return filepath.Join(dir, "nix")
	}
	if home := env("HOME"); home != "" {
		return filepath.Join(home, ".config", "nix")
	}
	return ""
}

// Read reads all settings there are for an environment. A file that is missing
// or may not be read counts for nothing, as with Nix; one that Nix would stop at
// is an error.
func Read(env func(string) string) (*Settings, error) {
	var s Settings
	paths := append([]string{filepath.Join(SystemDir(env), "nix.conf")}, userFiles(env)...)
	for _, path := range paths {
		text, err := read(path)
		if errors.Is(err, errTooLarge) {
			return nil, err
		}
		if err != nil {
			continue
		}
		if err := s.add(text, path, 0); err != nil {
			return nil, err
		}
	}
	if err := s.add(env("NIX_CONFIG"), "NIX_CONFIG", 0); err != nil {
		return nil, err
	}
	return &s, nil
}

// userFiles are the user's files, the one that wins last.
func userFiles(env func(string) string) []string {
	var files []string
	if named := env("NIX_USER_CONF_FILES"); named != "" {
		files = list(named)
	} else {
		dirs := env("XDG_CONFIG_DIRS")
		if dirs == "" {
			dirs = "/etc/xdg"
		}
		if dir := UserDir(env); dir != "" {
			files = append(files, filepath.Join(dir, "nix.conf"))
		}
		for _, dir := range list(dirs) {
			files = append(files, filepath.Join(dir, "nix", "nix.conf"))
		}
	}
	slices.Reverse(files)
	return files
}

// list takes apart what is separated by colons.
func list(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ':' })
}

// Text returns a setting that holds one text, or fallback where nothing sets it.
func (s *Settings) Text(name, fallback string) string {
	for _, e := range s.entries {
		if e.name == name {
			fallback = e.value
		}
	}
	return fallback
}

// Pairs returns a setting that is a list of KEY=VALUE. The setting extra-NAME
// adds pairs to NAME and replaces none.
func (s *Settings) Pairs(name string) map[string]string {
	pairs := map[string]string{}
	for _, e := range s.entries {
		switch e.name {
		case name:
			clear(pairs)
		case "extra-" + name:
		default:
			continue
		}
		for _, word := range words(e.value) {
			key, value, ok := strings.Cut(word, "=")
			if _, seen := pairs[key]; ok && !seen {
				pairs[key] = value
			}
		}
	}
	return pairs
}

const maxBytes = 1 << 20

var errTooLarge = fmt.Errorf("a configuration file of Nix has more than %d bytes", maxBytes)

func read(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxBytes+1))
	if err == nil && len(text) > maxBytes {
		err = fmt.Errorf("reading %s: %w", path, errTooLarge)
	}
	return string(text), err
}
