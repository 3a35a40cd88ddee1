package nix

import "bytes"

// maxLine is how long a line of Nix's log may be. Those of errors with a trace
// can have a megabyte.
const maxLine = 16 << 20

// splitter hands on what is written to it line by line, without the line breaks.
// Of a longer line than maxLine nothing is kept but that there was one.
type splitter struct {
	line    func(line []byte) // the slice is only valid during the call
	skipped func()
	partial []byte
	over    bool
}

func (s *splitter) write(p []byte) {
	for {
		i := bytes.IndexByte(p, '\n')
		if i < 0 {
			s.add(p)
			return
		}
		s.add(p[:i])
		s.flush()
		p = p[i+1:]
	}
}

func (s *splitter) add(p []byte) {
	if s.over || len(s.partial)+len(p) > maxLine {
		s.partial, s.over = nil, true
		return
	}
	s.partial = append(s.partial, p...)
}

func (s *splitter) flush() {
	if s.over {
		s.skipped()
	} else {
		s.line(s.partial)
	}
	s.partial, s.over = s.partial[:0], false
	if cap(s.partial) > 1<<20 {
		s.partial = nil // one long line must not cost its memory for the whole run
	}
}

// end hands on a last line without a break.
func (s *splitter) end() {
	if s.over || len(s.partial) > 0 {
		s.flush()
	}
}
