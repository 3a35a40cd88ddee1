package nix

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// copyTo makes the tree in a directory that does not exist yet.
func (c *collection) copyTo(ctx context.Context, dir, top string) error {
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, name := range c.names() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := c.copy(root, name, relative(top, name)); err != nil {
			return fmt.Errorf("copying %s: %w", name, err)
		}
	}
	return sameTimes(dir)
}

func (c *collection) copy(root *os.Root, name, to string) error {
	e := c.entries[name]
	if err := root.MkdirAll(path.Dir(to), 0o755); err != nil {
		return err
	}
	switch {
	case e.kind == fs.ModeDir:
		return root.MkdirAll(to, 0o755)
	case e.kind == fs.ModeSymlink:
		return root.Symlink(e.target, to)
	case e.text != nil:
		return write(root, to, 0o644, e.size, bytes.NewReader(e.text))
	}
	file, err := c.fsys.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	mode := fs.FileMode(0o644)
	if e.executable {
		mode = 0o755
	}
	return write(root, to, mode, e.size, file)
}

func write(root *os.Root, name string, mode fs.FileMode, size int64, r io.Reader) error {
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := file.Chmod(mode); err != nil { // whatever the umask is
		return err
	}
	n, err := io.Copy(file, io.LimitReader(r, size+1))
	if err != nil {
		return err
	}
	if n != size {
		return fmt.Errorf("it changes while it is read; try again when nothing writes to it")
	}
	return file.Close()
}

// sameTimes sets the times of all files to the one that files have in a store:
// Nix shows the newest of a tree to the flake.
func sameTimes(dir string) error {
	then := []unix.Timespec{{Sec: 1}, {Sec: 1}}
	return filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if err := unix.UtimesNanoAt(unix.AT_FDCWD, name, then, unix.AT_SYMLINK_NOFOLLOW); err != nil {
			return &fs.PathError{Op: "setting the times of", Path: name, Err: err}
		}
		return nil
	})
}
