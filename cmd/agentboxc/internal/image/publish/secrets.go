package publish

import (
	"net/http"
	"strings"

	"github.com/google/go-containerregistry/pkg/authn"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/secret"
)

// secrets are those that a server may repeat.
type secrets struct{ secret.Set }

func (s *secrets) addCredentials(c *authn.AuthConfig) {
	s.Add(c.Password, c.Auth, c.IdentityToken, c.RegistryToken)
}

// addRequest adds what a request identifies itself with, such as a token that a
// token server gave out.
func (s *secrets) addRequest(req *http.Request) {
	if _, credential, ok := strings.Cut(req.Header.Get("Authorization"), " "); ok {
		s.Add(credential)
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
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s.Cut(text), ""))
}
