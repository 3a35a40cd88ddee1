package publish

import (
	"net/http"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// Options are how to push. The zero value is good.
type Options struct {
	// Insecure allows HTTP without TLS, which sends credentials for everybody to
	// read. Registries on this machine may always speak it.
	Insecure bool
	// MountFrom are repositories, with their registry, that may have layers
	// already. Those of other registries than the target's are passed over.
	MountFrom []string
	// Jobs is how many layers are pushed at a time; 0 stands for 4.
	Jobs int
	// LayerName returns what people call the layer with a digest ("sha256:…", of
	// the layer as it is compressed), or "".
	LayerName func(digest string) string
	// Events is called with one event at a time, and should return soon.
	Events func(Event)
	// Keychain has the credentials; nil stands for those that docker and podman
	// have stored, with their credential helpers.
	Keychain authn.Keychain
	// UserAgent is what the registry is told about who pushes, such as
	// "agentboxc/1.2"; "" stands for "agentboxc".
	UserAgent string

	transport http.RoundTripper // for tests
	patience  *patience         // for tests
}

// defaultJobs keeps a usual line busy without being taken for an attack.
const defaultJobs = 4

func (o Options) jobs() int {
	if o.Jobs <= 0 {
		return defaultJobs
	}
	return o.Jobs
}

func (o Options) keychain() authn.Keychain {
	if o.Keychain == nil {
		return authn.DefaultKeychain
	}
	return o.Keychain
}

func (o Options) userAgent() string {
	if o.UserAgent == "" {
		return "agentboxc"
	}
	return o.UserAgent
}

func (o Options) layerName(digest v1.Hash) string {
	if o.LayerName == nil {
		return ""
	}
	return o.LayerName(digest.String())
}

// patience is how much is put up with.
type patience struct {
	attempts   int
	first      time.Duration // the pause before the second attempt; it doubles with each
	longest    time.Duration // the longest pause
	retryAfter time.Duration // the longest pause that a registry may ask for
	stall      time.Duration // how long nothing may move
}

// The stall leaves a registry the time to move a large layer to where it stores it.
var usualPatience = patience{
	attempts: 5, first: time.Second, longest: 30 * time.Second, retryAfter: 2 * time.Minute, stall: 5 * time.Minute,
}

func (o Options) patient() patience {
	if o.patience == nil {
		return usualPatience
	}
	return *o.patience
}
