package fetch

import (
	"context"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/lock"
)

// job is the fetching of one reference.
type job struct {
	*Fetcher
	ref     lock.Attrs
	name    string // the reference for people
	started bool
}

func (f *Fetcher) newJob(ref lock.Attrs) *job {
	f.hide.addQuery(ref.Text("url"))
	return &job{Fetcher: f, ref: ref, name: shown(ref)}
}

// start is called before anything is asked for outside.
func (j *job) start() {
	if !j.started {
		j.started = true
		j.events.emit(Event{Kind: Started, Ref: j.name})
	}
}

func (j *job) finish() {
	if j.started {
		j.events.emit(Event{Kind: Finished, Ref: j.name})
	}
}

// found is a tree as one of the types of reference gives it.
type found struct {
	// locked is the reference to exactly this tree. What the reference that was
	// asked for says about the tree is overwritten by what is.
	locked lock.Attrs
	files  map[string][]byte
	cached bool // it comes from the cache
}

// fetch gets a tree from the cache or from where it is.
func (j *job) fetch(ctx context.Context) (*found, error) {
	if f := j.cached(j.ref); f != nil {
		return f, nil
	}
	if j.offline && !isLocal(j.ref) {
		return j.last()
	}
	switch j.ref.Text("type") {
	case "git":
		return j.git(ctx)
	case "tarball":
		return j.tarball(ctx)
	case "file":
		return j.file(ctx)
	case "path":
		return j.path()
	}
	return j.forge(ctx)
}

// verify holds a tree against what its reference says about it.
func (f *found) verify(name string, ref lock.Attrs) error {
	for _, attr := range []string{"narHash", "rev", "lastModified", "revCount"} {
		want, got := ref.Text(attr), f.locked.Text(attr)
		switch {
		case want == "" || got == "":
			continue
		case attr == "rev":
			want = strings.ToLower(want)
		case attr == "narHash":
			var err error
			if want, err = normalHash(want); err != nil {
				return err
			}
		}
		if want != got {
			return &MismatchError{Ref: name, Attr: attr, Want: want, Got: got}
		}
	}
	return nil
}
