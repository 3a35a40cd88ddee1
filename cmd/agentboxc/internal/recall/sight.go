package recall

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"slices"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
)

// sight is what was seen at a path of the tree.
type sight struct {
	name     string
	identity host.Identity
	settled  bool // identity changes whenever an answer does; else it is not known
	answers  []answer
}

// look is a question to a file system.
type look uint8

const (
	lookStat look = iota
	lookRead
	lookList
)

// answer is what a file system said.
type answer struct {
	look   look
	failed bool
	whole  bool  // length is all of the file
	length int64 // of what was read
	sum    [sha256.Size]byte
}

// holds reports whether all would be seen again. surer is true when that is
// cheaper to tell the next time.
func (r *record) holds(tree fs.FS) (held, surer bool) {
	for _, s := range r.sights {
		held, better := s.holds(tree)
		if !held {
			return false, false
		}
		surer = surer || better
	}
	return true, surer
}

// holds compares what the path leads to first, and what is there only when that
// says nothing. A failure is always tried again: it depends on more.
func (s *sight) holds(tree fs.FS) (held, surer bool) {
	id, settled := identify(tree, s.name)
	failed := func(a answer) bool { return a.failed }
	if s.settled && settled && s.identity == id && !slices.ContainsFunc(s.answers, failed) {
		return true, false
	}
	for _, a := range s.answers {
		if a.again(tree, s.name) != a {
			return false, false
		}
	}
	surer = settled && (!s.settled || s.identity != id)
	if surer {
		s.identity, s.settled = id, true
	}
	return true, surer
}

// again asks the same question.
func (a answer) again(tree fs.FS, name string) answer {
	switch a.look {
	case lookStat:
		return statAnswer(fs.Stat(tree, name))
	case lookList:
		return listAnswer(fs.ReadDir(tree, name))
	}
	// Opening a named pipe would wait for ever.
	if info, err := fs.Stat(tree, name); err == nil && !info.Mode().IsRegular() {
		return answer{}
	}
	file, err := tree.Open(name)
	if err != nil {
		return openAnswer(err)
	}
	defer file.Close()
	sum := sha256.New()
	length, err := io.Copy(sum, io.LimitReader(file, a.length))
	if err != nil {
		return answer{}
	}
	whole := false
	if a.whole {
		n, err := file.Read(make([]byte, 1))
		whole = n == 0 && errors.Is(err, io.EOF)
	}
	return readAnswer(sum, length, whole)
}
