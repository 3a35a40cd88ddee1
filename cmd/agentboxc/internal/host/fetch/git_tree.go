package fetch

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/tree"
)

// gitEntry is a line of git ls-tree.
type gitEntry struct {
	mode int64
	kind string // blob, tree or commit
	name string // of the object
	path string
}

// The modes that are not those of files and directories.
const (
	linkMode   = 0o120000
	executable = 0o100
)

// maxEntry is the length of the longest entry that is read.
const maxEntry = 64 << 10

// entries lists the whole tree of a commit.
func (r *repository) entries(ctx context.Context, rev string) ([]gitEntry, error) {
	var entries []gitEntry
	err := r.git.stream(ctx, nil, func(out io.Reader) error {
		lines := bufio.NewScanner(out)
		lines.Buffer(nil, maxEntry)
		lines.Split(untilNUL)
		for lines.Scan() {
			entry, ok := parseEntry(lines.Text())
			if !ok {
				return errCutOff
			}
			if entries = append(entries, entry); len(entries) > tree.DefaultLimits.Entries {
				return fmt.Errorf("there are more than %d", tree.DefaultLimits.Entries)
			}
		}
		return lines.Err()
	}, "ls-tree", "-r", "-t", "-z", "--full-tree", rev)
	if err != nil {
		return nil, r.failed(err, "listing the files of "+rev)
	}
	return entries, nil
}

func untilNUL(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEOF && len(data) > 0 {
		return 0, nil, io.ErrUnexpectedEOF
	}
	return 0, nil, nil
}

// parseEntry reads MODE KIND NAME, a tab and the path, which may hold anything.
func parseEntry(line string) (gitEntry, bool) {
	before, path, ok := strings.Cut(line, "\t")
	fields := strings.Split(before, " ")
	if !ok || len(fields) != 3 || path == "" {
		return gitEntry{}, false
	}
	mode, err := strconv.ParseInt(fields[0], 8, 32)
	return gitEntry{mode: mode, kind: fields[1], name: fields[2], path: path}, err == nil
}

// copy adds entries to a tree, below a directory of it. What is in the files goes
// through no filter. A submodule is an empty directory.
func (r *repository) copy(ctx context.Context, b *tree.Builder, below string, entries []gitEntry) error {
	var names strings.Builder
	for _, entry := range entries {
		if entry.kind == "blob" {
			names.WriteString(entry.name + "\n")
		}
	}
	err := r.git.stream(ctx, strings.NewReader(names.String()), func(out io.Reader) error {
		objects := bufio.NewReaderSize(out, 1<<16)
		for _, entry := range entries {
			if err := entry.add(b, path.Join(below, entry.path), objects); err != nil {
				return err
			}
		}
		return nil
	}, "cat-file", "--batch")
	if err != nil {
		return r.failed(err, "reading the files of the commit")
	}
	return nil
}

// add adds one entry; objects are at its contents, if it has any.
func (e gitEntry) add(b *tree.Builder, at string, objects *bufio.Reader) error {
	if e.kind != "blob" {
		return b.Directory(at)
	}
	size, err := e.header(objects)
	if err != nil {
		return err
	}
	contents := io.LimitReader(objects, size)
	if e.mode == linkMode {
		err = addLink(b, at, contents)
	} else {
		err = b.File(at, e.mode&executable != 0, contents)
	}
	if err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, contents); err != nil {
		return err
	}
	if end, err := objects.ReadByte(); err != nil || end != '\n' {
		return fmt.Errorf("%w: %q", errCutOff, e.path)
	}
	return nil
}

// errCutOff is something that should be in a repository and is not.
var errCutOff = errors.New("the repository is incomplete")

// header reads NAME KIND SIZE, which precedes the contents.
func (e gitEntry) header(objects *bufio.Reader) (int64, error) {
	line, err := objects.ReadString('\n')
	if err != nil {
		return 0, fmt.Errorf("%w: %q", errCutOff, e.path)
	}
	fields := strings.Fields(line)
	if len(fields) != 3 || fields[0] != e.name || fields[1] != "blob" {
		return 0, fmt.Errorf("%w: %q", errCutOff, e.path)
	}
	return strconv.ParseInt(fields[2], 10, 64)
}

// maxLink is how much of the target of a link is read; the builder wants less.
const maxLink = 64 << 10

func addLink(b *tree.Builder, at string, contents io.Reader) error {
	target, err := io.ReadAll(io.LimitReader(contents, maxLink))
	if err != nil {
		return err
	}
	return b.Link(at, string(target))
}
