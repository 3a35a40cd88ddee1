package publish

import (
	"context"
	"fmt"
	"net/http"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// hasManifest reports whether the repository has exactly this manifest under a
// tag or digest.
func (r *registry) hasManifest(ctx context.Context, ref name.Reference, m manifest) (bool, error) {
	got, err := r.lookUp(ctx, ref, m)
	switch {
	case err == nil:
		return got == m.digest, nil
	case status(err) == http.StatusNotFound:
		return false, nil
	case status(err) == http.StatusForbidden:
		return false, nil // Artifactory's word for it; if it is meant, pushing meets it again
	}
	return false, r.failure("looking for "+m.name+" in", err)
}

// lookUp returns the digest of what is under a tag or digest.
func (r *registry) lookUp(ctx context.Context, ref name.Reference, m manifest) (digest v1.Hash, err error) {
	about := Event{Subject: m.name, Digest: m.digest.String()}
	err = r.retry(ctx, about, func(ctx context.Context, _ func()) (err error) {
		digest, err = r.digestOf(ctx, ref)
		return err
	})
	return digest, err
}

func (r *registry) digestOf(ctx context.Context, ref name.Reference) (v1.Hash, error) {
	d, err := r.puller.Head(ctx, ref)
	if err == nil {
		return d.Digest, nil
	}
	switch status(err) {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound:
		return v1.Hash{}, err
	}
	if ctx.Err() != nil || isPassing(ctx, err) {
		return v1.Hash{}, err
	}
	// Some registries do not know HEAD, and some leave out the digest.
	whole, err := r.puller.Get(ctx, ref)
	if err != nil {
		return v1.Hash{}, err
	}
	return whole.Digest, nil
}

func (p *push) putManifest(ctx context.Context, ref name.Reference, m manifest) error {
	about := Event{Subject: m.name, Digest: m.digest.String()}
	doing := "pushing " + m.name
	if tag, ok := ref.(name.Tag); ok {
		about.Tag = tag.TagStr()
		doing += " as " + about.Tag
	}
	err := p.retry(ctx, about, func(ctx context.Context, _ func()) error {
		return p.pusher.Put(expecting(ctx, m.digest), ref, m.Artifact)
	})
	if err != nil {
		return p.failure(doing+" to", err)
	}
	about.Kind = Written
	p.events.emit(about)
	return nil
}

// verify asks for what was pushed: a registry that has changed it has nothing
// under its digest. Of an account that may push and not pull it is not asked.
func (p *push) verify(ctx context.Context, m manifest) error {
	_, err := p.lookUp(ctx, p.repo.Digest(m.digest.String()), m)
	switch {
	case err == nil, status(err) == http.StatusForbidden:
		return nil
	case status(err) == http.StatusNotFound:
		err = fmt.Errorf("the registry took it, and has no %s now", m.digest)
	}
	return p.failure("pushing "+m.name+" to", err)
}
