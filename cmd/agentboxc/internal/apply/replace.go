package apply

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/google/renameio/v2"
)

// replacement is new contents that wait, safe on disk, to take a file's place.
type replacement struct {
	name    string
	done    Action // what commit amounts to
	dir     *os.Root
	pending *renameio.PendingFile
}

// stage writes the contents beside the target, so that the rename that follows
// stays within one file system.
func stage(root *os.Root, target string, contents []byte) (*replacement, error) {
	dir, err := root.OpenRoot(filepath.FromSlash(path.Dir(target)))
	if err != nil {
		return nil, err
	}
	pending, err := renameio.NewPendingFile(path.Base(target),
		renameio.WithRoot(dir),
		renameio.WithPermissions(0o644),
		renameio.WithExistingPermissions(),
	)
	if err != nil {
		_ = dir.Close()
		return nil, err
	}
	r := &replacement{dir: dir, pending: pending}
	if err := fill(pending, contents); err != nil {
		r.abandon()
		return nil, err
	}
	return r, nil
}

func fill(file *renameio.PendingFile, contents []byte) error {
	if _, err := file.Write(contents); err != nil {
		return err
	}
	return file.Sync()
}

func (r *replacement) commit() error {
	if err := r.pending.CloseAtomicallyReplace(); err != nil {
		return err
	}
	return syncDir(r.dir)
}

// abandon removes what was staged; after commit it only closes the directory.
func (r *replacement) abandon() {
	_ = r.pending.Cleanup()
	_ = r.dir.Close()
}

// syncDir makes a rename last beyond a crash of the machine.
func syncDir(dir *os.Root) error {
	d, err := dir.Open(".")
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// maxLinks bounds a chain of symbolic links, as the kernel would.
const maxLinks = 16

// resolve follows symbolic links to the file that is really to be written, so
// that a link stays one. A link that leaves the root is refused.
func resolve(root *os.Root, name string) (string, error) {
	for range maxLinks {
		info, err := root.Lstat(name)
		switch {
		case os.IsNotExist(err):
			return name, nil
		case err != nil:
			return "", err
		case info.Mode().IsRegular():
			return name, nil
		case info.Mode()&fs.ModeSymlink == 0:
			return "", fmt.Errorf("%s is not a regular file", name)
		}
		target, err := root.Readlink(name)
		if err != nil {
			return "", err
		}
		next := path.Join(path.Dir(name), filepath.ToSlash(target))
		if path.IsAbs(target) || !filepath.IsLocal(next) {
			return "", fmt.Errorf("%s is a symbolic link that leaves the workspace, to %s", name, target)
		}
		name = next
	}
	return "", fmt.Errorf("%s is a symbolic link to itself", name)
}
