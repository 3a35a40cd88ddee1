package recall

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"slices"
	"time"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
)

// Witness is a file system that notes what it answers. It answers nothing else:
// of a file its contents, type, permissions and size, of a directory what is in
// it. It is for one unit and one goroutine.
type Witness struct {
	tree   fs.FS
	clock  func() string
	today  string // "" until it was asked for
	sights []*sight
	byName map[string]*sight
	read   int64 // bytes of files
	open   int   // files of which it is not known yet what is read
	torn   bool  // the same question had two answers, or an answer could not be noted
}

// Watch makes the witness of a tree and of the date.
func Watch(tree fs.FS, today func() string) *Witness {
	return &Witness{tree: tree, clock: today, byName: map[string]*sight{}}
}

// Today returns the date, and that it was asked for is noted.
func (w *Witness) Today() string {
	if w.today == "" {
		w.today = w.clock()
	}
	return w.today
}

// Another is a witness of the same tree and date that has seen nothing yet.
func (w *Witness) Another() fs.FS { return Watch(w.tree, w.clock) }

// Include notes what another witness has seen, as if it had been seen now. Only
// what is the same for both can be relied on.
func (w *Witness) Include(another fs.FS) {
	other, ok := another.(*Witness)
	if !ok || other.open > 0 {
		w.torn = true
		return
	}
	w.torn = w.torn || other.torn
	w.read += other.read
	if other.today != "" {
		w.torn = w.torn || w.Today() != other.today
	}
	for _, seen := range other.sights {
		s := w.byName[seen.name]
		if s == nil {
			s = &sight{name: seen.name, identity: seen.identity, settled: seen.settled}
			w.byName[s.name] = s
			w.sights = append(w.sights, s)
		}
		s.settled = s.settled && seen.settled && s.identity == seen.identity
		for _, a := range seen.answers {
			w.note(s, a)
		}
	}
}

// at returns what was seen at a path. What it is, is noted before it is looked
// at: a change behind the look then is a change of what was noted.
func (w *Witness) at(name string) *sight {
	s := w.byName[name]
	if s == nil {
		s = &sight{name: name}
		s.identity, s.settled = identify(w.tree, name)
		w.byName[name] = s
		w.sights = append(w.sights, s)
	}
	return s
}

// note keeps an answer.
func (w *Witness) note(s *sight, a answer) {
	at := slices.IndexFunc(s.answers, func(b answer) bool { return a.look == b.look && a.length == b.length && a.whole == b.whole })
	switch {
	case at < 0:
		s.answers = append(s.answers, a)
	case s.answers[at] != a:
		w.torn = true
	}
}

// Stat implements fs.StatFS.
func (w *Witness) Stat(name string) (fs.FileInfo, error) {
	s := w.at(name)
	info, err := fs.Stat(w.tree, name)
	w.note(s, statAnswer(info, err))
	if err != nil {
		return nil, err
	}
	return told{info}, nil
}

// ReadDir implements fs.ReadDirFS.
func (w *Witness) ReadDir(name string) ([]fs.DirEntry, error) {
	s := w.at(name)
	entries, err := fs.ReadDir(w.tree, name)
	w.note(s, listAnswer(entries, err))
	for i, entry := range entries {
		entries[i] = listed{entry, w}
	}
	return entries, err
}

// Open implements fs.FS.
func (w *Witness) Open(name string) (fs.File, error) {
	s := w.at(name)
	file, err := w.tree.Open(name)
	if err != nil {
		w.note(s, openAnswer(err))
		return nil, err
	}
	w.open++
	return &watched{File: file, witness: w, sight: s, sum: sha256.New()}, nil
}

// watched is an open file. What was read of it is noted when it is closed.
type watched struct {
	fs.File
	witness *Witness
	sight   *sight
	sum     hash.Hash
	length  int64
	whole   bool
}

func (f *watched) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	f.sum.Write(p[:n])
	f.length += int64(n)
	f.witness.read += int64(n)
	switch {
	case errors.Is(err, io.EOF):
		f.whole = true
	case err != nil:
		f.witness.torn = true
	}
	return n, err
}

func (f *watched) Stat() (fs.FileInfo, error) { return f.witness.Stat(f.sight.name) }

func (f *watched) Close() error {
	f.witness.open--
	f.witness.note(f.sight, readAnswer(f.sum, f.length, f.whole))
	return f.File.Close()
}

// told is a fs.FileInfo without what is not noted.
type told struct{ fs.FileInfo }

func (told) ModTime() time.Time { return time.Time{} }

func (told) Sys() any { return nil }

func (i told) Size() int64 {
	if i.IsDir() {
		return 0
	}
	return i.FileInfo.Size()
}

// listed is a fs.DirEntry of which only name and type are noted.
type listed struct {
	fs.DirEntry
	witness *Witness
}

func (e listed) Info() (fs.FileInfo, error) {
	e.witness.torn = true
	return e.DirEntry.Info()
}

// remembering is a tree that answers for some paths as they were a moment ago, and
// knows what they were then.
type remembering interface {
	Identify(name string) (id host.Identity, settled, known bool)
}

// identify is what a path leads to, and whether a change of it would show.
func identify(tree fs.FS, name string) (id host.Identity, settled bool) {
	if t, ok := tree.(remembering); ok {
		if id, settled, known := t.Identify(name); known {
			return id, settled
		}
	}
	info, err := fs.Stat(tree, name)
	if err != nil {
		return host.Identity{}, false
	}
	id, ok := host.Identify(info)
	return id, ok && id.Settled()
}

func statAnswer(info fs.FileInfo, err error) answer {
	if err != nil {
		return failure(lookStat, err)
	}
	i := told{info}
	return answer{look: lookStat, sum: sha256.Sum256(fmt.Appendf(nil, "%d %d", i.Mode(), i.Size()))}
}

func listAnswer(entries []fs.DirEntry, err error) answer {
	if err != nil {
		return failure(lookList, err)
	}
	var text []byte
	for _, entry := range entries {
		text = fmt.Appendf(text, "%d %s\x00", entry.Type(), entry.Name())
	}
	return answer{look: lookList, sum: sha256.Sum256(text)}
}

func openAnswer(err error) answer { return failure(lookRead, err) }

func readAnswer(sum hash.Hash, length int64, whole bool) answer {
	return answer{look: lookRead, length: length, whole: whole, sum: [sha256.Size]byte(sum.Sum(nil))}
}

func failure(l look, err error) answer {
	return answer{look: l, failed: true, sum: sha256.Sum256(fmt.Appendf(nil, "%t %s", errors.Is(err, fs.ErrNotExist), err))}
}
