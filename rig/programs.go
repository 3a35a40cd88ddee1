package rig

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Programs are what the image has in /bin: the store path of each program, at
// the end of all links, by name. Files that lie in /bin itself are left out.
func (i *Image) Programs() (map[string]string, error) {
	programs := map[string]string{}
	for _, l := range i.Layers {
		for _, p := range l.Paths {
			if p.Options == nil || p.Options.Rewrite.Repl != "" {
				continue
			}
			if err := i.nix.programs(p.Path, programs); err != nil {
				return nil, err
			}
		}
	}
	return programs, nil
}

// programs adds those of a store path that is copied to the image's root.
func (n *Nix) programs(root string, programs map[string]string) error {
	bin, err := n.resolve(path.Join(root, "bin"))
	if err != nil {
		return err
	}
	entries, err := os.ReadDir(n.OnDisk(bin))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, entry := range entries {
		program, err := n.resolve(path.Join(bin, entry.Name()))
		if err != nil {
			return err
		}
		if !strings.HasPrefix(program, root+"/") {
			programs[entry.Name()] = program
		}
	}
	return nil
}

// resolve follows links as this Nix sees them, in every component of file.
func (n *Nix) resolve(file string) (string, error) {
	const most = 40 // as the kernel allows
	for range most {
		link, err := n.firstLink(file)
		if err != nil || link == "" {
			return file, err
		}
		target, err := os.Readlink(n.OnDisk(link))
		if err != nil {
			return "", err
		}
		if !path.IsAbs(target) {
			target = path.Join(path.Dir(link), target)
		}
		file = path.Join(target, strings.TrimPrefix(file, link))
	}
	return "", errors.New("too many links at " + file)
}

// firstLink is the part of file up to its first component that is a link.
func (n *Nix) firstLink(file string) (string, error) {
	for end := 1; end <= len(file); end++ {
		if end < len(file) && file[end] != '/' {
			continue
		}
		info, err := os.Lstat(filepath.Join(n.root, file[:end]))
		if errors.Is(err, fs.ErrNotExist) {
			return "", nil
		}
		if err != nil {
			return "", err
		}
		if info.Mode()&fs.ModeSymlink != 0 {
			return file[:end], nil
		}
	}
	return "", nil
}

// ShellPrograms runs a shell of the flake and says which file it takes for
// each of the programs, at the end of all links.
func (f *Flake) ShellPrograms(n *Nix, shell string, names []string) (map[string]string, error) {
	const script = `for name; do readlink -f "$(type -P "$name")" || echo "$name?"; done`
	out, err := f.Develop(n, shell, append([]string{"bash", "-c", script, "programs"}, names...)...)
	if err != nil {
		return nil, err
	}
	programs := map[string]string{}
	for i, file := range strings.Split(strings.TrimSpace(out), "\n") {
		if i < len(names) {
			programs[names[i]] = file
		}
	}
	return programs, nil
}
