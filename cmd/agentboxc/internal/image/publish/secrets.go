package publish

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/google/go-containerregistry/pkg/authn"
)

// secrets are the passwords and tokens that were used, to be cut out wherever
// they come up again: a server may repeat what it was sent.
type secrets struct {
	mu    sync.Mutex
	known []string
}

// shortest is the least length of a secret that is cut out wherever it occurs;
// shorter ones would cut holes into ordinary words.
const shortest = 6

func (s *secrets) add(texts ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, text := range texts {
		if len(text) >= shortest && !slices.Contains(s.known, text) {
			s.known = append(s.known, text)
		}
	}
}

func (s *secrets) addCredentials(c *authn.AuthConfig) {
	s.add(c.Password, c.Auth, c.IdentityToken, c.RegistryToken)
}

// addRequest adds what a request identifies itself with, such as a token that a
// token server gave out.
func (s *secrets) addRequest(req *http.Request) {
	if _, credential, ok := strings.Cut(req.Header.Get("Authorization"), " "); ok {
		s.add(credential)
	}
}

// maxShown is how much is shown of what may be a server's own words.
const maxShown = 400

// shown is a text for people: scrubbed, and short.
func (s *secrets) shown(text string) string {
	text = s.scrub(text)
	if len(text) > maxShown {
		text = strings.ToValidUTF8(text[:maxShown], "") + "…"
	}
	return text
}

// scrub cuts out secrets, user names and parameters of URLs, and whatever is not
// for a terminal.
func (s *secrets) scrub(text string) string {
	s.mu.Lock()
	for _, secret := range s.known {
		text = strings.ReplaceAll(text, secret, "…")
	}
	s.mu.Unlock()
	text = anyQuery().ReplaceAllString(userInfo().ReplaceAllString(text, "://"), "$1?…")
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}

// userInfo is NAME:PASSWORD@ in a URL, and anyQuery what precedes its parameters,
// with them.
var (
	userInfo = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`://[^/?#\s'"]*@`) })
	anyQuery = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(://[^?\s'"]*)\?[^\s'"]+`) })
)
