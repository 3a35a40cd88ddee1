// Package apply brings files on disk to the contents they shall have: each one
// whole or not at all, and only when its bytes differ. It does not decide what
// the contents are, and it prints nothing: an observer hears what happens.
package apply

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/hashicorp/go-multierror"
)

// File is a file as it shall be.
type File struct {
	Name  string // relative to the root, with slashes
	Bytes []byte
}

// Action says what happened to a file.
type Action uint8

// Staged comes before Created and Updated: the new contents are safe on disk
// under a temporary name.
const (
	Unchanged Action = iota
	Staged
	Created
	Updated
)

// Event is one step of Write.
type Event struct {
	Name   string // as in File
	Action Action
}

// Observer hears each step as it happens; it may be nil.
type Observer func(Event)

// Write brings the files below root to their contents. All contents are on disk
// before the first file is replaced, so that a full disk or a directory that
// can't be written to leaves everything as it was; a process killed between two
// replacements leaves some files old and some new, each of them whole.
func Write(root *os.Root, files []File, observe Observer) error {
	if observe == nil {
		observe = func(Event) {}
	}
	var pending []*replacement
	defer func() {
		for _, r := range pending {
			r.abandon()
		}
	}()
	for _, file := range files {
		r, err := prepare(root, file)
		if err != nil {
			return fmt.Errorf("writing %s: %w", file.Name, err)
		}
		if r == nil {
			observe(Event{file.Name, Unchanged})
			continue
		}
		pending = append(pending, r)
		observe(Event{file.Name, Staged})
	}
	return commit(pending, observe)
}

// prepare stages a file. It returns nil when the file has its contents already.
func prepare(root *os.Root, file File) (*replacement, error) {
	target, err := resolve(root, file.Name)
	if err != nil {
		return nil, err
	}
	present, err := root.ReadFile(target)
	exists := err == nil
	switch {
	case exists && bytes.Equal(present, file.Bytes):
		return nil, nil
	case !exists && !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	r, err := stage(root, target, file.Bytes)
	if err != nil {
		return nil, err
	}
	r.name, r.done = file.Name, Created
	if exists {
		r.done = Updated
	}
	return r, nil
}

// commit goes on after a failure: a file that can be brought up to date is
// better than one that can't and was not tried.
func commit(pending []*replacement, observe Observer) error {
	var failures *multierror.Error
	for _, r := range pending {
		if err := r.commit(); err != nil {
			failures = multierror.Append(failures, fmt.Errorf("replacing %s: %w", r.name, err))
			continue
		}
		observe(Event{r.name, r.done})
	}
	return failures.ErrorOrNil()
}
