package fetch

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/agentboxc/agentboxc/codegen/lock"
)

// secrets are the texts that nobody may see: tokens and passwords that were
// read, wherever they come up again.
type secrets struct {
	mu    sync.Mutex
	known []string
}

// shortest is the least length of a secret that is cut out wherever it occurs;
// shorter ones would cut holes into ordinary words.
const shortest = 6

func (s *secrets) add(text string) {
	if len(text) < shortest {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Contains(s.known, text) {
		s.known = append(s.known, text)
	}
}

// addQuery adds the parameters of a URL that somebody wrote, one of which may be
// the key to what lies there.
func (s *secrets) addQuery(address string) {
	_, query, _ := strings.Cut(address, "?")
	for pair := range strings.SplitSeq(query, "&") {
		_, value, _ := strings.Cut(pair, "=")
		s.add(value)
		if plain, err := url.QueryUnescape(value); err == nil {
			s.add(plain)
		}
	}
}

// scrub cuts secrets out of a text that came from outside, such as what git
// wrote or a server answered, and whatever in it is not for a terminal.
func (s *secrets) scrub(text string) string {
	s.mu.Lock()
	for _, secret := range s.known {
		text = strings.ReplaceAll(text, secret, "…")
	}
	s.mu.Unlock()
	text = anyQuery().ReplaceAllString(userInfo().ReplaceAllString(text, "://"), "$1?…")
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return ' '
		}
		return r
	}, text)
}

// clean is an error whose text is scrubbed.
func (s *secrets) clean(err error) error { return &cleanError{text: s.scrub(err.Error()), err: err} }

type cleanError struct {
	text string
	err  error
}

func (e *cleanError) Error() string { return e.text }

func (e *cleanError) Unwrap() error { return e.err }

// userInfo is NAME:PASSWORD@ in a URL, and anyQuery what precedes its parameters,
// with them.
var (
	userInfo = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`://[^/?#\s'"]*@`) })
	anyQuery = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(://[^?\s'"]*)\?[^\s'"]+`) })
)

// shownURL is a URL for people: without the user's name and the query, both of
// which can be secret.
func shownURL(address string) string {
	if before, _, ok := strings.Cut(address, "?"); ok {
		address = before + "?…"
	}
	return userInfo().ReplaceAllString(address, "://")
}

// shown is a reference for people.
func shown(ref lock.Attrs) string {
	if address := ref.Text("url"); address != "" {
		ref = ref.With(map[string]string{"url": shownURL(address)})
	}
	return ref.String()
}
