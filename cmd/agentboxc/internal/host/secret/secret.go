// Package secret keeps passwords and tokens out of what people see.
package secret

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Set is the passwords and tokens that were used, to be cut out wherever they
// come up again: a server may repeat what it was sent. The zero Set is empty.
type Set struct {
	mu    sync.Mutex
	known []string
}

// shortest is the least length of a secret that is cut out wherever it occurs;
// shorter ones would cut holes into ordinary words.
const shortest = 6

// Add adds secrets.
func (s *Set) Add(texts ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, text := range texts {
		if len(text) >= shortest && !slices.Contains(s.known, text) {
			s.known = append(s.known, text)
		}
	}
}

// Cut is the text without the secrets, and without user names, passwords and
// parameters in URLs.
func (s *Set) Cut(text string) string {
	s.mu.Lock()
	for _, secret := range s.known {
		text = strings.ReplaceAll(text, secret, "…")
	}
	s.mu.Unlock()
	return anyQuery().ReplaceAllString(WithoutUser(text), "$1?…")
}

// WithoutUser is the text without user names and passwords in URLs.
func WithoutUser(text string) string { return userInfo().ReplaceAllString(text, "://") }

// userInfo is NAME:PASSWORD@ in a URL, and anyQuery what precedes its parameters,
// with them.
var (
	userInfo = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`://[^/?#\s'"]*@`) })
	anyQuery = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(://[^?\s'"]*)\?[^\s'"]+`) })
)
