package publish

import (
	"context"
	"sync"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/hashicorp/go-multierror"
	"golang.org/x/sync/errgroup"
)

// push is one call of Push.
type push struct {
	*registry

	mu     sync.Mutex
	result Result
}

// run keeps to an order in which nothing in the repository ever refers to what is
// not there yet.
func (p *push) run(ctx context.Context, top manifest, images []manifest, tags []name.Tag) error {
	tags, err := missing(ctx, p.jobs, tags, func(ctx context.Context, tag name.Tag) (bool, error) {
		return p.hasManifest(ctx, tag, top)
	})
	if err != nil || len(tags) == 0 {
		return err
	}
	images, err = missing(ctx, p.jobs, images, func(ctx context.Context, m manifest) (bool, error) {
		return p.hasManifest(ctx, p.repo.Digest(m.digest.String()), m)
	})
	if err != nil {
		return err
	}
	blobs, err := p.blobsOf(images)
	if err != nil {
		return err
	}
	if err := each(ctx, p.jobs, blobs, p.upload); err != nil {
		return err
	}
	err = each(ctx, p.jobs, images, func(ctx context.Context, m manifest) error {
		if m.digest == top.digest {
			return nil // an image that gets the tags itself
		}
		return p.putManifest(ctx, p.repo.Digest(m.digest.String()), m)
	})
	if err != nil {
		return err
	}
	err = each(ctx, p.jobs, tags, func(ctx context.Context, tag name.Tag) error { return p.putManifest(ctx, tag, top) })
	if err != nil {
		return err
	}
	for _, tag := range tags {
		p.result.Tags = append(p.result.Tags, tag.TagStr())
	}
	return p.verify(ctx, top)
}

// missing returns the items that there are not, in their order.
func missing[T any](ctx context.Context, jobs int, items []T, has func(context.Context, T) (bool, error)) ([]T, error) {
	found := make([]bool, len(items))
	numbers := make([]int, len(items))
	for i := range numbers {
		numbers[i] = i
	}
	err := each(ctx, jobs, numbers, func(ctx context.Context, i int) (err error) {
		found[i], err = has(ctx, items[i])
		return err
	})
	var left []T
	for i, item := range items {
		if !found[i] {
			left = append(left, item)
		}
	}
	return left, err
}

// each calls a function for all items, a few at a time, and returns all failures
// in the order of the items. One failure does not end the others: what they bring
// to the registry need not be brought again. The end of the context does.
func each[T any](ctx context.Context, jobs int, items []T, do func(context.Context, T) error) error {
	errs := make([]error, len(items))
	var group errgroup.Group
	group.SetLimit(jobs)
	for i, item := range items {
		group.Go(func() error {
			if ctx.Err() == nil {
				errs[i] = do(ctx, item)
			}
			return nil
		})
	}
	_ = group.Wait() // the failures are in errs
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return multierror.Append(nil, errs...).ErrorOrNil()
}
