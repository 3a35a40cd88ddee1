package gitfs

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// maxObject bounds what is read of a file; maxKept what is kept of all of them,
// since a unit's files are read once for each unit that has it as a module.
const (
	maxObject = 64 << 20
	maxKept   = 64 << 20
)

// objects is git's cat-file, which answers for one object after the other. It is
// started with the first question, and safe for concurrent use.
type objects struct {
	command *exec.Cmd

	mu     sync.Mutex
	in     io.WriteCloser
	out    *bufio.Reader
	failed error // why it answers no more
	sizes  map[string]int64
	kept   map[string][]byte
	total  int64
}

// size is that of a blob.
func (o *objects) size(id string) (int64, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if size, known := o.sizes[id]; known {
		return size, nil
	}
	_, err := o.fetch(id)
	return o.sizes[id], err
}

// read is the contents of a blob.
func (o *objects) read(id string) ([]byte, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if data, ok := o.kept[id]; ok {
		return data, nil
	}
	data, err := o.fetch(id)
	if err == nil && data == nil {
		return nil, fmt.Errorf("it has %d bytes, and at most %d are read", o.sizes[id], maxObject)
	}
	return data, err
}

// fetch has git answer for an object. The data of one that is too large is nil,
// and its size is known all the same.
func (o *objects) fetch(id string) ([]byte, error) {
	if err := o.start(); err != nil {
		return nil, err
	}
	data, err := o.answer(id)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		o.failed = err // what comes next would not be the answer to the next question
	}
	return data, err
}

func (o *objects) start() error {
	if o.failed != nil || o.in != nil {
		return o.failed
	}
	in, err := o.command.StdinPipe()
	if err == nil {
		var out io.Reader
		if out, err = o.command.StdoutPipe(); err == nil {
			o.in, o.out = in, bufio.NewReaderSize(out, 64<<10)
			err = o.command.Start()
		}
	}
	if err != nil {
		o.failed = fmt.Errorf("starting git: %w", err)
	}
	return o.failed
}

// ahead has git answer for many objects, and keeps them. It asks without waiting
// for the answers, so that git reads one while another is on its way. What git
// cannot give is told to whoever wants it.
func (o *objects) ahead(ids []string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	ids = slices.DeleteFunc(ids, func(id string) bool { return o.kept[id] != nil })
	if len(ids) == 0 {
		return nil
	}
	if err := o.start(); err != nil {
		return err
	}
	asked := make(chan error, 1)
	go func() {
		_, err := io.WriteString(o.in, strings.Join(ids, "\n")+"\n")
		asked <- err
	}()
	for _, id := range ids {
		if _, err := o.next(id); err != nil && !errors.Is(err, fs.ErrNotExist) {
			o.failed = err
			_ = o.in.Close() // which ends the asking, too
			break
		}
	}
	if err := <-asked; err != nil && o.failed == nil {
		o.failed = fmt.Errorf("asking git for objects: %w", err)
	}
	return o.failed
}

func (o *objects) answer(id string) ([]byte, error) {
	if _, err := io.WriteString(o.in, id+"\n"); err != nil {
		return nil, fmt.Errorf("asking git for an object: %w", err)
	}
	return o.next(id)
}

// next is git's answer to the first question that has none yet.
func (o *objects) next(id string) ([]byte, error) {
	header, err := o.out.ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("git ended before it gave an object: %w", err)
	}
	words := strings.Fields(header)
	if len(words) == 2 && words[1] == "missing" {
		return nil, fmt.Errorf("git has no object %s: %w", id, fs.ErrNotExist)
	}
	if len(words) != 3 || words[0] != id {
		return nil, fmt.Errorf("git answered %q for the object %s", strings.TrimSpace(header), id)
	}
	size, err := strconv.ParseInt(words[2], 10, 64)
	if err != nil || size < 0 {
		return nil, fmt.Errorf("git answered %q for the object %s", strings.TrimSpace(header), id)
	}
	o.sizes[id] = size
	if size > maxObject {
		_, err := io.CopyN(io.Discard, o.out, size+1)
		return nil, err
	}
	data := make([]byte, size)
	if _, err := io.ReadFull(o.out, data); err != nil {
		return nil, fmt.Errorf("reading an object of git: %w", err)
	}
	if _, err := o.out.Discard(1); err != nil { // a line end behind the contents
		return nil, fmt.Errorf("reading an object of git: %w", err)
	}
	if o.total += size; o.total <= maxKept {
		o.kept[id] = data
	}
	return data, nil
}

func (o *objects) close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.in == nil || o.command.Process == nil {
		return
	}
	_ = o.in.Close()
	_, _ = io.Copy(io.Discard, o.out)
	_ = o.command.Wait() // everything that was asked for has been answered
	o.in, o.failed = nil, errors.New("the repository is closed")
}
