package tree

import (
	"fmt"
	"io"
	"maps"
	"path"
	"slices"

	"github.com/agentboxc/agentboxc/codegen/nar"
)

// Finish hashes the tree. Nothing can be added after it. The entries had no times,
// so that LastModified is 0.
func (b *Builder) Finish() (*Contents, error) { return b.finish(b.root) }

// finish hashes a node of the tree.
func (b *Builder) finish(root *node) (*Contents, error) {
	if err := b.spool.flush(); err != nil {
		return nil, err
	}
	f := finisher{spool: b.spool, archive: nar.NewHasher()}
	f.node(root, "")
	sum, err := f.archive.Sum()
	if err != nil {
		return nil, fmt.Errorf("hashing the tree: %w", err)
	}
	if err := checkFlakeLinks(f.links); err != nil {
		return nil, err
	}
	contents := &Contents{NarHash: sum.String(), NarSize: f.archive.Size(), Files: map[string][]byte{}}
	for _, path := range f.flakes {
		if err := b.keep(contents, path, root.find(path)); err != nil {
			return nil, err
		}
	}
	return contents, nil
}

// keep reads a flake file. Where there is none behind a link, Nix finds none
// either.
func (b *Builder) keep(contents *Contents, path string, file *node) error {
	if file == nil || file.kind != regular {
		return nil
	}
	if err := b.addKept(path, file.contents.size); err != nil {
		return err
	}
	data := make([]byte, file.contents.size)
	if _, err := io.ReadFull(b.spool.open(file.contents), data); err != nil {
		return fmt.Errorf("reading %s again: %w", shown(path), err)
	}
	contents.Files[path] = data
	return nil
}

// finisher walks a tree in the order of an archive.
type finisher struct {
	spool   *spool
	archive *nar.Hasher
	flakes  []string // paths of the flake files, sorted as the archive is
	links   int      // among them
}

func (f *finisher) node(n *node, name string) {
	if n.kind != directory && isFlakeFile(name) {
		f.flakes = append(f.flakes, name)
	}
	switch n.kind {
	case regular:
		f.archive.File(n.executable, n.contents.size, f.spool.open(n.contents))
	case link:
		if isFlakeFile(name) {
			f.links++
		}
		f.archive.Link(n.target)
	case directory:
		f.archive.Directory()
		for _, entry := range slices.Sorted(maps.Keys(n.below)) {
			f.archive.Entry(entry)
			f.node(n.below[entry], path.Join(name, entry))
		}
		f.archive.End()
	}
}
