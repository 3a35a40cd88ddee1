package fetch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// maxRepositories is how many bytes of repositories are kept. The history of
// nixpkgs alone takes a good part of it.
const maxRepositories = 16 << 30

// lockRetry is the pause before a repository that another process works on is
// tried again.
const lockRetry = 100 * time.Millisecond

// open makes the bare repository ready to fetch into: the cache's one for this
// address, which nobody else can use meanwhile, or a temporary one. A work tree
// is ready as it is.
func (r *repository) open(ctx context.Context, shallow bool) (err error) {
	if r.tree != "" {
		r.unlock = func() {}
		return nil
	}
	if r.cache == nil {
		if r.dir, err = os.MkdirTemp("", "agentboxc-git-"); err != nil {
			return fmt.Errorf("making a directory for git: %w", err)
		}
		r.unlock = func() { os.RemoveAll(r.dir) }
	} else if err := r.lock(ctx, shallow); err != nil {
		return err
	}
	r.git.place = []string{"--git-dir=" + r.dir}
	_, err = os.Lstat(filepath.Join(r.dir, "HEAD"))
	if r.existed = err == nil; r.existed {
		return nil
	}
	if _, err := r.git.run(ctx, "init", "--quiet", "--bare"); err != nil {
		return r.close(r.failed(err, "making a repository"))
	}
	return nil
}

// lock takes the cache's repository for itself.
func (r *repository) lock(ctx context.Context, shallow bool) error {
	dir := filepath.Join(r.cache.dir, "git")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("making the cache directory: %w", err)
	}
	name := digest([]byte(r.address))
	if shallow {
		name += "-shallow"
	}
	r.dir = filepath.Join(dir, name+".git")
	file := flock.New(filepath.Join(dir, name+".lock"), flock.SetPermissions(0o600))
	if _, err := file.TryLockContext(ctx, lockRetry); err != nil {
		return fmt.Errorf("locking the repository of %s in the cache: %w", r.name, err)
	}
	now := time.Now()
	_ = os.Chtimes(file.Path(), now, now) // what is in use is not the oldest
	r.unlock = func() {
		pruneRepositories(dir, maxRepositories, name)
		_ = file.Close()
	}
	return nil
}

// close frees the repository for others after the work that ended with err, which
// it returns. It leaves nothing that is broken or was only begun.
func (r *repository) close(err error) error {
	defer r.unlock()
	if r.tree != "" || err == nil {
		return err
	}
	damage := (*damageError)(nil)
	if !r.existed || errors.As(err, &damage) {
		os.RemoveAll(r.dir)
		return err
	}
	// git removes these itself, unless it is killed.
	rest, _ := filepath.Glob(filepath.Join(r.dir, "objects", "pack", "tmp_*"))
	for _, file := range rest {
		_ = os.Remove(file)
	}
	return err
}

// failed says that git failed at something that no server has a part in. A
// repository that was in the cache before is then at fault.
func (r *repository) failed(err error, doing string) error {
	failed := (*gitError)(nil)
	if errors.As(err, &failed) {
		err = fmt.Errorf("%w\n%s", err, r.hide.scrub(failed.said))
	}
	err = fmt.Errorf("%s: %s: %w", r.name, doing, err)
	if r.tree == "" && r.existed && (failed != nil || errors.Is(err, errCutOff)) {
		return &damageError{err}
	}
	return err
}

// pruneRepositories removes those that were not used for the longest time, as
// long as all together are too large. It leaves alone what another process works
// on.
func pruneRepositories(dir string, most int64, but string) {
	locks, _ := filepath.Glob(filepath.Join(dir, "*.lock"))
	type repo struct {
		lock string
		used time.Time
		size int64
	}
	var (
		repos []repo
		total int64
	)
	for _, lock := range locks {
		info, err := os.Stat(lock)
		size := sizeOf(strings.TrimSuffix(lock, ".lock") + ".git")
		if err != nil || size == 0 {
			continue
		}
		repos = append(repos, repo{lock: lock, used: info.ModTime(), size: size})
		total += size
	}
	slices.SortFunc(repos, func(a, b repo) int { return a.used.Compare(b.used) })
	for _, old := range repos {
		if total <= most {
			return
		}
		if filepath.Base(old.lock) == but+".lock" {
			continue
		}
		file := flock.New(old.lock, flock.SetPermissions(0o600))
		if ok, err := file.TryLock(); ok && err == nil {
			os.RemoveAll(strings.TrimSuffix(old.lock, ".lock") + ".git")
			total -= old.size
		}
		_ = file.Close()
	}
}

// sizeOf is the number of bytes in a directory's files, 0 when there is none.
func sizeOf(dir string) (size int64) {
	_ = filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // what has gone meanwhile takes no room
		}
		if info, err := entry.Info(); err == nil && info.Mode().IsRegular() {
			size += info.Size()
		}
		return nil
	})
	return size
}
