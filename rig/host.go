package rig

import (
	"cmp"
	"debug/elf"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// programs are the packages made of programs of this machine.
var programs = map[string][]string{
	"bash": {"bash"},
	"coreutils": {
		"[", "base64", "basename", "cat", "chmod", "chown", "comm", "cp", "cut", "date", "dd", "df", "dirname", "du",
		"echo", "env", "expr", "false", "fold", "head", "id", "install", "join", "ln", "ls", "md5sum", "mkdir",
		"mkfifo", "mktemp", "mv", "nl", "nproc", "od", "paste", "printenv", "printf", "pwd", "readlink", "realpath",
		"rm", "rmdir", "seq", "sha256sum", "sleep", "sort", "split", "stat", "sync", "tac", "tail", "tee", "test",
		"timeout", "touch", "tr", "true", "truncate", "tsort", "tty", "uname", "uniq", "unlink", "wc", "whoami", "yes",
	},
	"findutils": {"find", "xargs"},
	"git":       {"git"},
	"gnugrep":   {"grep"},
	"gnused":    {"sed"},
	"gnutar":    {"tar"},
	"gzip":      {"gzip"},
	"jq":        {"jq"},
	"sqlite":    {"sqlite3"},
}

// The loader and the libraries of the C library, which make one package.
var loaders = map[string]string{"amd64": "ld-linux-x86-64.so.2", "arm64": "ld-linux-aarch64.so.1"}

var cLibraries = []string{
	"libc.so.6", "libdl.so.2", "libm.so.6", "libnss_dns.so.2", "libnss_files.so.2",
	"libpthread.so.0", "libresolv.so.2", "librt.so.1", "libutil.so.1",
}

// host describes the machine's programs to the package set, as host.json.
type host struct {
	Loader string `json:"loader"`
	// Programs and Libraries name the libraries that each needs, those of
	// the C library left out: programs all of them, libraries the next ones.
	Programs  map[string][]string `json:"programs"`
	Libraries map[string][]string `json:"libraries"`
	// Trees are the hashes of all trees, by name.
	Trees map[string]string `json:"trees"`
}

// collect finds the programs with their libraries and returns the files of
// the trees to make of them: tree/path to file.
func collect() (*host, map[string]string, error) {
	h := &host{
		Loader:    loaders[runtime.GOARCH],
		Programs:  map[string][]string{},
		Libraries: map[string][]string{},
	}
	files := map[string]string{}
	for _, name := range append([]string{h.Loader}, cLibraries...) {
		file, err := findLibrary(name)
		if err != nil {
			return nil, nil, err
		}
		files["glibc/lib/"+name] = file
	}
	for pkg, names := range programs {
		for _, name := range names {
			file, err := exec.LookPath(name)
			if err != nil {
				return nil, nil, err
			}
			files["bin-"+pkg+"/bin/"+name] = file
			needs, err := h.libraries(file, files)
			if err != nil {
				return nil, nil, err
			}
			h.Programs[pkg] = append(h.Programs[pkg], needs...)
		}
		h.Programs[pkg] = h.closure(h.Programs[pkg])
	}
	return h, files, nil
}

// libraries notes the libraries that file needs, and theirs.
func (h *host) libraries(file string, files map[string]string) ([]string, error) {
	imported, err := importedLibraries(file)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	needs := []string{}
	for _, name := range imported {
		if name == h.Loader || slices.Contains(cLibraries, name) {
			continue
		}
		needs = append(needs, name)
		if _, known := h.Libraries[name]; known {
			continue
		}
		library, err := findLibrary(name)
		if err != nil {
			return nil, err
		}
		files["lib-"+name+"/lib/"+name] = library
		h.Libraries[name] = nil // so that libraries may need each other
		if h.Libraries[name], err = h.libraries(library, files); err != nil {
			return nil, err
		}
	}
	return needs, nil
}

// closure adds what the libraries need to them.
func (h *host) closure(libraries []string) []string {
	all := []string{}
	for queue := libraries; len(queue) > 0; queue = queue[1:] {
		if name := queue[0]; !slices.Contains(all, name) {
			all = append(all, name)
			queue = append(slices.Clone(queue), h.Libraries[name]...)
		}
	}
	slices.Sort(all)
	return all
}

func importedLibraries(file string) ([]string, error) {
	f, err := elf.Open(file)
	if err != nil {
		return nil, err
	}
	libraries, err := f.ImportedLibraries()
	return libraries, cmp.Or(err, f.Close())
}

func findLibrary(name string) (string, error) {
	triple := map[string]string{"amd64": "x86_64-linux-gnu", "arm64": "aarch64-linux-gnu"}[runtime.GOARCH]
	for _, dir := range []string{"/lib/" + triple, "/usr/lib/" + triple, "/lib64", "/lib", "/usr/lib"} {
		file := filepath.Join(dir, name)
		if _, err := os.Stat(file); err == nil {
			return filepath.EvalSymlinks(file)
		}
	}
	return "", errors.New("cannot find the library " + name)
}

// module is the path of the module that the rig is part of.
const module = "github.com/agentboxc/agentboxc"

// goBuild builds a command of this module as a program that needs no library.
func goBuild(pkg, output string) error {
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-o", output, module+"/"+pkg)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=")
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", pkg, err, strings.TrimSpace(string(said)))
	}
	return nil
}
