package host

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"

	"github.com/agentboxc/agentboxc/lang/source"
)

// CreateUnit writes a new agentbox.hcl into dir, which it makes when need be,
// and returns the path of the file. A file that exists stays as it is.
func CreateUnit(dir string, contents []byte) (string, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", fmt.Errorf("making the directory of the unit: %w", err)
	}
	path := filepath.Join(dir, source.MainFile)
	if Exists(path + source.JSON) {
		return "", fmt.Errorf("creating a unit: %s exists already, and what is written beside it would be part of the same unit", path+source.JSON)
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return "", fmt.Errorf("creating a unit: %s exists already and was left as it is", path)
	}
	if err != nil {
		return "", fmt.Errorf("creating a unit: %w", err)
	}
	_, err = file.Write(contents)
	if err = errors.Join(err, file.Close()); err != nil {
		_ = os.Remove(path) // it is ours: it did not exist before
		return "", fmt.Errorf("creating a unit: %w", err)
	}
	return path, nil
}

// WriteFile replaces a file that the user named on the command line, whole or
// not at all. A device or a pipe is written to as it is.
func WriteFile(path string, contents []byte) error {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = os.WriteFile(path, contents, 0o666)
	} else {
		err = renameio.WriteFile(path, contents, 0o666, renameio.WithTempDir(filepath.Dir(path)))
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}
