package index

import (
	"context"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/cache"
	"github.com/agentboxc/agentboxc/lang/names"
)

// work is what there is to ask about one package set.
type work struct {
	*maker
	subject subject
	paths   [][]string // sets in it that the program looks into

	listed bool // the names are kept
	count  int
	inner  [][]string // of paths those that are not kept
	unsaid [][]string // packages about which nothing is kept
}

// look finds out what is kept. What is damaged is made anew by who wants an index;
// who does not want to wait does not read it for that.
func (w *work) look() {
	w.count, w.listed = w.kept()
	for _, path := range w.paths {
		if !w.has(w.subject.namesKey(path)) {
			w.inner = append(w.inner, path)
		}
	}
	if w.listed && len(w.inner) == 0 && !w.Idle {
		w.unsaid = w.packagesToDescribe()
	}
}

func (w *work) nothing() bool { return w.listed && len(w.inner) == 0 && len(w.unsaid) == 0 }

func (w *work) has(key string) bool {
	entry, ok := w.Cache.Open(key)
	if !ok {
		return false
	}
	defer entry.Close()
	return w.Idle || entry.Verify()
}

// kept reports how many names are kept, if they are.
func (w *work) kept() (count int, ok bool) {
	entry, ok := w.Cache.Open(w.subject.namesKey(nil))
	if !ok {
		return 0, false
	}
	defer entry.Close()
	if !w.Idle && !entry.Verify() {
		return 0, false
	}
	t, err := openTable(entry, entry.Size())
	if err != nil {
		return 0, false
	}
	return t.count, true
}

// ask has Nix tell what is missing, and keeps it. The names themselves come
// first: what is wrong with a package must not take them away.
func (w *work) ask(ctx context.Context) error {
	q, err := w.question(ctx, w.subject)
	if err != nil {
		return err
	}
	defer q.Close()
	if !w.listed {
		found, err := q.nix.AttrNames(ctx, q.staged, output)
		if err != nil {
			return err
		}
		found = writable(found)
		if err := w.Cache.Write(w.subject.namesKey(nil), encodeTable(found)); err != nil {
			return err
		}
		w.listed, w.count = true, len(found)
	}
	if err := w.askInside(ctx, q); err != nil {
		return err
	}
	w.unsaid = w.packagesToDescribe()
	about, err := q.about(ctx, w.unsaid)
	if err != nil || len(about) == 0 {
		return err
	}
	return writeAbout(w.Cache, w.subject, w.unsaid, about)
}

// askInside keeps the names in sets inside the set.
func (w *work) askInside(ctx context.Context, q *question) error {
	tables, err := q.names(ctx, w.inner)
	if err != nil {
		return err
	}
	for i, path := range w.inner {
		data := []byte{} // where there is no set
		if tables[i] != nil {
			data = encodeTable(writable(tables[i]))
		}
		if err := w.Cache.Write(w.subject.namesKey(path), data); err != nil {
			return err
		}
	}
	return nil
}

// packagesToDescribe are those that the program names, and for those that are not
// there the ones that come near, without those that are described already.
func (w *work) packagesToDescribe() [][]string {
	index := Open(w.Cache, nil)
	defer index.Close()
	set := &known{index: index, subject: w.subject, tables: map[string]*kept{}}
	return unsaid(w.Cache, w.subject, names.Meant(set, w.packages[w.subject.set.Name]))
}

// unsaid are the packages that nothing is kept about, up to a bound.
func unsaid(c cache.Cache, s subject, paths [][]string) [][]string {
	about := readAbout(c, s)
	var list [][]string
	for _, path := range paths {
		if _, said := about[aboutName(path)]; !said && len(list) < maxAsked {
			list = append(list, path)
		}
	}
	return list
}
