package forge

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"text/template"

	"github.com/agentboxc/agentboxc/rig/nar"
)

// Expand replaces in a text
//
//	<<rev "OWNER/NAME" "COMMIT">>      by the hash of a commit or an annotated tag,
//	<<narHash "OWNER/NAME" "COMMIT">>  by the hash of its tree, as Nix writes it,
//	<<time "OWNER/NAME" "COMMIT">>     by its time, in seconds since 1970, and
//	<<dir "OWNER/NAME">>               by the directory of the repository.
//
// The rest is as in text/template, with a function upper.
func (f *Forge) Expand(text string) (string, error) {
	return expand(text, &builder{git: f.git, dir: f.dir, made: f.repos})
}

func expand(text string, b *builder) (string, error) {
	if !strings.Contains(text, "<<") {
		return text, nil
	}
	t, err := template.New("").Delims("<<", ">>").Funcs(template.FuncMap{
		"rev":     b.rev,
		"narHash": b.narHash,
		"time":    b.time,
		"dir":     b.directory,
		"upper":   strings.ToUpper,
	}).Parse(text)
	if err != nil {
		return "", err
	}
	var s strings.Builder
	err = t.Execute(&s, nil)
	return s.String(), err
}

func (b *builder) directory(name string) (string, error) {
	r, err := b.repository(name)
	if err != nil {
		return "", err
	}
	return r.dir, nil
}

func (b *builder) rev(name, commit string) (string, error) {
	r, err := b.repository(name)
	if err != nil {
		return "", err
	}
	if r.revs[commit] == "" {
		return "", fmt.Errorf("%s has no commit %s", name, commit)
	}
	return r.revs[commit], nil
}

func (b *builder) time(name, commit string) (int64, error) {
	rev, err := b.rev(name, commit)
	if err != nil {
		return 0, err
	}
	out, err := run(b.git, b.made[name].dir, nil, "log", "-1", "--format=%ct", rev)
	if err != nil {
		return 0, err
	}
	return strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
}

func (b *builder) narHash(name, commit string) (string, error) {
	rev, err := b.rev(name, commit)
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "forge-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	tree := filepath.Join(dir, "tree")
	if err := os.Mkdir(tree, 0o755); err != nil {
		return "", err
	}
	checkout := exec.Command(b.git, "--work-tree="+tree, "checkout", "--quiet", rev, "--", ".")
	checkout.Dir = b.made[name].dir
	// An index of its own, since a bare repository has none and others may do this, too.
	checkout.Env = append(environment(), "GIT_INDEX_FILE="+filepath.Join(dir, "index"))
	if _, err := output(checkout); err != nil {
		return "", err
	}
	return nar.Hash(tree)
}
