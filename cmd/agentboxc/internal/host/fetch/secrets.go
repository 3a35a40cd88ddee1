package fetch

import (
	"net/url"
	"strings"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/secret"
	"github.com/agentboxc/agentboxc/codegen/lock"
)

// secrets are tokens, passwords and parameters of URLs that were read.
type secrets struct{ secret.Set }

// addQuery adds the parameters of a URL that somebody wrote, one of which may be
// the key to what lies there.
func (s *secrets) addQuery(address string) {
	_, query, _ := strings.Cut(address, "?")
	for pair := range strings.SplitSeq(query, "&") {
		_, value, _ := strings.Cut(pair, "=")
		s.Add(value)
		if plain, err := url.QueryUnescape(value); err == nil {
			s.Add(plain)
		}
	}
}

// scrub cuts secrets out of a text that came from outside, such as what git
// wrote or a server answered, and whatever in it is not for a terminal.
func (s *secrets) scrub(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return ' '
		}
		return r
	}, s.Cut(text))
}

// clean is an error whose text is scrubbed.
func (s *secrets) clean(err error) error { return &cleanError{text: s.scrub(err.Error()), err: err} }

type cleanError struct {
	text string
	err  error
}

func (e *cleanError) Error() string { return e.text }

func (e *cleanError) Unwrap() error { return e.err }

// shownURL is a URL for people: without the user's name and the query, both of
// which can be secret.
func shownURL(address string) string {
	if before, _, ok := strings.Cut(address, "?"); ok {
		address = before + "?…"
	}
	return secret.WithoutUser(address)
}

// shown is a reference for people.
func shown(ref lock.Attrs) string {
	if address := ref.Text("url"); address != "" {
		ref = ref.With(map[string]string{"url": shownURL(address)})
	}
	return ref.String()
}
