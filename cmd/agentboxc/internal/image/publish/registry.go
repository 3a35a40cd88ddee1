package publish

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
)

// registry is the connection to the registry of a repository, logged in.
type registry struct {
	repo      name.Repository
	mounts    []name.Repository
	options   Options
	jobs      int
	patience  patience
	events    *events
	hide      *secrets
	anonymous bool

	base   http.RoundTripper
	puller *remote.Puller
	pusher *remote.Pusher
}

func connect(ctx context.Context, repo name.Repository, options Options) (*registry, error) {
	r := &registry{
		repo: repo, options: options, jobs: options.jobs(), patience: options.patient(),
		events: &events{call: options.Events}, hide: &secrets{}, base: options.transport,
	}
	for _, text := range options.MountFrom {
		from, err := parseRepository(text, options.Insecure)
		if err != nil {
			return nil, fmt.Errorf("reading the repository %q to take layers from: %w", text, err)
		}
		if from != repo && from.Registry == repo.Registry && !slices.Contains(r.mounts, from) {
			r.mounts = append(r.mounts, from)
		}
	}
	if r.base == nil {
		r.base = newTransport(r.jobs)
	}
	auth, err := r.credentials(ctx)
	if err != nil {
		return nil, err
	}
	if err := r.logIn(ctx, auth); err != nil {
		r.close()
		return nil, r.failure("connecting to", err)
	}
	return r, nil
}

const connectTimeout = 15 * time.Second

func newTransport(jobs int) http.RoundTripper {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: connectTimeout}).DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    connectTimeout,
		ForceAttemptHTTP2:      true,
		IdleConnTimeout:        time.Minute,
		MaxIdleConnsPerHost:    2 * jobs,
		MaxResponseHeaderBytes: 1 << 20,
		WriteBufferSize:        64 << 10,
	}
}

func (r *registry) close() {
	r.events.stop()
	if t, ok := r.base.(*http.Transport); ok && r.options.transport == nil {
		t.CloseIdleConnections()
	}
}

// credentials asks the keychain, which may run a program that takes its time.
func (r *registry) credentials(ctx context.Context) (authn.Authenticator, error) {
	type answer struct {
		auth   authn.Authenticator
		config *authn.AuthConfig
		err    error
	}
	answers := make(chan answer, 1)
	go func() {
		var a answer
		if a.auth, a.err = authn.Resolve(ctx, r.options.keychain(), r.repo); a.err == nil {
			a.config, a.err = authn.Authorization(ctx, a.auth)
		}
		answers <- a
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case a := <-answers:
		if a.err != nil {
			return nil, r.noCredentials(a.err)
		}
		r.hide.addCredentials(a.config)
		r.anonymous = *a.config == authn.AuthConfig{}
		return a.auth, nil
	}
}

// logIn asks for the right to push, and to take layers from other repositories
// as far as the account has it.
func (r *registry) logIn(ctx context.Context, auth authn.Authenticator) error {
	scopes := []string{r.repo.Scope(transport.PushScope)}
	for _, from := range r.mounts {
		scopes = append(scopes, from.Scope(transport.PullScope))
	}
	err := r.handshake(ctx, auth, scopes)
	if code := status(err); len(r.mounts) > 0 && (code == http.StatusUnauthorized || code == http.StatusForbidden) {
		r.mounts = nil
		err = r.handshake(ctx, auth, scopes[:1])
	}
	return err
}

func (r *registry) handshake(ctx context.Context, auth authn.Authenticator, scopes []string) error {
	below := transport.NewUserAgent(&guard{inner: r.base, insecure: r.options.Insecure, hide: r.hide}, r.options.userAgent())
	var loggedIn http.RoundTripper
	err := r.retry(ctx, Event{Subject: shown(r.repo)}, func(ctx context.Context, _ func()) (err error) {
		loggedIn, err = transport.NewWithContext(ctx, r.repo.Registry, auth, below, scopes)
		if isDialing(err) {
			return &lastError{err} // who is not there at first is not only busy
		}
		return err
	})
	if err != nil {
		return err
	}
	// Everything is tried again here, and nothing in the library besides.
	options := []remote.Option{remote.WithTransport(loggedIn), remote.WithRetryPredicate(func(error) bool { return false })}
	if r.puller, err = remote.NewPuller(options...); err != nil {
		return err
	}
	r.pusher, err = remote.NewPusher(options...)
	return err
}
