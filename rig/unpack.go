package rig

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/agentboxc/agentboxc/rig/nix2container/layer"
)

// Unpack makes the root directory of the image at dir, layer by layer, with
// modes and owners. The image must be one of the machine's own Nix.
func (i *Image) Unpack(dir string) error {
	for _, l := range i.Layers {
		r, w := io.Pipe()
		go func() { w.CloseWithError(layer.WriteTar(w, l.Paths)) }()
		err := unpack(r, dir)
		r.CloseWithError(err)
		if err != nil {
			return fmt.Errorf("unpacking layer %s: %w", l.Digest, err)
		}
	}
	return addDevices(filepath.Join(dir, "dev"))
}

// addDevices makes what no program runs without and every container has.
func addDevices(dir string) error {
	const null = 1<<8 | 3 // major and minor number
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	name := filepath.Join(dir, "null")
	if err := syscall.Mknod(name, syscall.S_IFCHR, null); err != nil {
		return err
	}
	return os.Chmod(name, 0o666)
}

func unpack(r io.Reader, dir string) error {
	archive := tar.NewReader(r)
	for {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := unpackFile(archive, h, filepath.Join(dir, h.Name)); err != nil {
			return err
		}
	}
}

func unpackFile(contents io.Reader, h *tar.Header, name string) error {
	switch h.Typeflag {
	case tar.TypeDir:
		if err := os.Mkdir(name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	case tar.TypeSymlink:
		if err := os.Symlink(h.Linkname, name); err != nil {
			return err
		}
		return os.Lchown(name, h.Uid, h.Gid)
	case tar.TypeReg:
		data, err := io.ReadAll(contents)
		if err != nil {
			return err
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			return err
		}
	default:
		return fmt.Errorf("%s has the unexpected type %q", h.Name, h.Typeflag)
	}
	if err := os.Chown(name, h.Uid, h.Gid); err != nil {
		return err
	}
	return os.Chmod(name, h.FileInfo().Mode())
}
