package tree

import (
	"bufio"
	"fmt"
	"io"
	"os"
)

// spool is a temporary file that has no name any more: the system removes it
// when the process ends, however it ends.
type spool struct {
	file   *os.File
	buffer *bufio.Writer
	size   int64
}

// span is a part of a spool.
type span struct{ offset, size int64 }

func newSpool() (*spool, error) {
	file, err := os.CreateTemp("", "agentboxc-tree-")
	if err != nil {
		return nil, fmt.Errorf("making a temporary file: %w", err)
	}
	if err := os.Remove(file.Name()); err != nil {
		file.Close()
		return nil, fmt.Errorf("removing the name of a temporary file: %w", err)
	}
	// Without the interface the file's own ReadFrom would go around the buffer.
	return &spool{file: file, buffer: bufio.NewWriterSize(struct{ io.Writer }{file}, 1<<18)}, nil
}

// add appends r. If that is more than what is left of a limit, it appends a byte
// too many, by which the caller sees it.
func (s *spool) add(r io.Reader, left int64) (span, error) {
	n, err := s.buffer.ReadFrom(io.LimitReader(r, max(left, left+1)))
	added := span{offset: s.size, size: n}
	s.size += n
	return added, err
}

// flush makes ReadAt see everything.
func (s *spool) flush() error {
	if err := s.buffer.Flush(); err != nil {
		return fmt.Errorf("writing to a temporary file: %w", err)
	}
	return nil
}

func (s *spool) open(part span) *io.SectionReader {
	return io.NewSectionReader(s.file, part.offset, part.size)
}
