package image

import (
	"archive/tar"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// modTime is the one time in a layer, the one that files have in a store.
var modTime = time.Unix(1, 0)

// encode appends the header of e, with those in front of it that hold what does
// not fit into it, and sets the size of the contents that follow. Which header
// that is, archive/tar decides, as it does for nix2container.
func (l *Layer) encode(out *bytes.Buffer, e *entry, perms []perm) error {
	h := &tar.Header{
		Name: e.name, Typeflag: tar.TypeDir, Mode: 0o755, Uname: "root", Gname: "root", ModTime: modTime,
	}
	if e.info != nil {
		if err := l.describe(h, e); err != nil {
			return err
		}
	}
	for _, p := range perms {
		p.apply(h, e.file)
	}
	e.size = h.Size
	// It would want the contents of the last file before it takes another header.
	return tar.NewWriter(out).WriteHeader(h)
}

func (l *Layer) describe(h *tar.Header, e *entry) error {
	mode := e.info.Mode()
	h.Mode = int64(mode.Perm())
	switch mode.Type() {
	case fs.ModeDir:
	case fs.ModeSymlink:
		target, err := os.Readlink(l.root + e.file)
		if err != nil {
			return l.unreadable(err)
		}
		h.Typeflag, h.Linkname, h.Mode = tar.TypeSymlink, target, 0o777
	case 0:
		h.Typeflag, h.Size = tar.TypeReg, e.info.Size()
	default:
		return fmt.Errorf("%s is a %v, which no store path can hold", e.file, mode.Type())
	}
	return nil
}

// apply goes by the source, of which the pattern may match any part. The
// numbers always count, the other things when they are not empty.
func (p perm) apply(h *tar.Header, file string) {
	if !p.match.MatchString(file) {
		return
	}
	h.Uid, h.Gid = p.UID, p.GID
	if p.Uname != "" {
		h.Uname = p.Uname
	}
	if p.Gname != "" {
		h.Gname = p.Gname
	}
	if p.Mode != "" {
		h.Mode = p.mode
	}
}
