package publish

import (
	"context"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/partial"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// upload brings a blob into the repository, if it is not there yet.
func (p *push) upload(ctx context.Context, b blob) error {
	about := b.event(Started)
	p.events.emit(about)
	var how EventKind
	err := p.retry(ctx, about, func(ctx context.Context, alive func()) (err error) {
		how, err = p.tryUpload(expecting(ctx, b.digest), b, alive)
		return err
	})
	if err != nil {
		return p.failure("pushing "+b.String()+" to", err)
	}
	p.count(how, b.size)
	p.events.emit(b.event(how))
	return nil
}

func (p *push) count(how EventKind, size int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch how {
	case Existing:
		p.result.Existing++
	case Mounted:
		p.result.Mounted++
	case Uploaded:
		p.result.Uploaded++
		p.result.Bytes += size
	}
}

// tryUpload attempts it once from the start, and says how the blob came there.
func (p *push) tryUpload(ctx context.Context, b blob, alive func()) (EventKind, error) {
	has, err := p.hasBlob(ctx, p.repo, b.digest)
	if err != nil {
		return 0, err
	}
	if has {
		return Existing, nil
	}
	source := &source{Layer: b.Layer, blob: b, alive: alive, events: p.events}
	layer, otherwise := v1.Layer(source), Existing
	if from, ok := p.mountFrom(ctx, b.digest); ok {
		layer, otherwise = &remote.MountableLayer{Layer: source, Reference: from.Digest(b.digest.String())}, Mounted
	}
	err = p.pusher.Upload(ctx, p.repo, layer)
	if fault := source.failed(); fault != nil {
		return 0, fault
	}
	if err != nil {
		return 0, err
	}
	if source.opened.Load() {
		return Uploaded, nil
	}
	return otherwise, nil // the registry did not want to have it sent
}

// mountFrom returns a repository to take a blob from. Where there is only one it
// is not asked before: to take from it what it does not have begins an upload.
func (p *push) mountFrom(ctx context.Context, digest v1.Hash) (name.Repository, bool) {
	if len(p.mounts) == 1 {
		return p.mounts[0], true
	}
	for _, from := range p.mounts {
		// Not to be allowed to look is no worse than not to find.
		if has, err := p.hasBlob(ctx, from, digest); err == nil && has {
			return from, true
		}
	}
	return name.Repository{}, false
}

// hasBlob asks with HEAD, as the library's layers do for their existence.
func (r *registry) hasBlob(ctx context.Context, repo name.Repository, digest v1.Hash) (bool, error) {
	layer, err := r.puller.Layer(ctx, repo.Digest(digest.String()))
	if err != nil {
		return false, err
	}
	return partial.Exists(layer)
}
