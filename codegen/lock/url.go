package lock

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// url is a URL as Nix takes it apart: the path is decoded, the query is a map in
// which the first of two equal names wins.
type url struct {
	scheme    string
	authority *string // nil: none, which differs from an empty one
	path      string
	query     map[string]string

	encodedSlash bool // the path held a slash that was encoded
}

// The grammar is Nix's, which follows RFC 3986 and allows quotes and spaces in
// queries.
var urlSyntax = sync.OnceValue(func() *regexp.Regexp {
	const (
		encoded   = `%[0-9a-fA-F]{2}`
		char      = `[a-zA-Z0-9\-._~!$&'"()*+,;=]|` + encoded
		pchar     = `(?:` + char + `|[:@])`
		user      = `(?:` + char + `|:)*@`
		ipv6      = `[0-9a-fA-F:]+(?:%\w+)?`
		host      = `(?:\[` + ipv6 + `\]|` + ipv6 + `|(?:` + char + `)*)`
		authority = `(?:` + user + `)?` + host + `(?::[0-9]+)?`
		absolute  = `(?:/` + pchar + `*)*/?`
		path      = `/?` + pchar + `*(?:/` + pchar + `*)*/?`
		query     = `(?:` + pchar + `|[/? ])*`
	)
	return regexp.MustCompile(`^([a-z][a-z0-9+.\-]*):(?:(//)(` + authority + `)(` + absolute + `)|(` + path + `))` +
		`(?:\?(` + query + `))?$`)
})

// parseURL reports whether text, which has no fragment, is a URL to Nix, and
// takes it apart.
func parseURL(text string) (url, bool) {
	if u, ok := shortURL(text); ok {
		return u, true
	}
	return anyURL(text)
}

func anyURL(text string) (url, bool) {
	m := urlSyntax().FindStringSubmatch(text)
	if m == nil {
		return url{}, false
	}
	u := url{scheme: m[1], path: decode(m[4] + m[5]), query: parseQuery(m[6])}
	u.encodedSlash = strings.Contains(strings.ToLower(m[4]+m[5]), "%2f")
	if m[2] != "" {
		u.authority = &m[3]
	}
	if u.path == "" && u.transport() == "file" {
		u.path = "/"
	}
	return u, true
}

// shortURL takes apart what nearly every reference is, SCHEME:PATH of plain
// characters, and spares the start of the program the general grammar.
func shortURL(text string) (url, bool) {
	scheme, path, ok := strings.Cut(text, ":")
	plain := ok && path != "" && !strings.HasPrefix(path, "//") && only(path, letters+numerals+"/._-")
	if !plain || !starting(scheme, letters[:26], letters[:26]+numerals+"+.-") {
		return url{}, false
	}
	return url{scheme: scheme, path: path, query: map[string]string{}}, true
}

// parseQuery drops what has no equals sign, as Nix does.
func parseQuery(text string) map[string]string {
	query := map[string]string{}
	for pair := range strings.SplitSeq(text, "&") {
		name, value, ok := strings.Cut(pair, "=")
		if _, seen := query[name]; ok && !seen {
			query[name] = decode(value)
		}
	}
	return query
}

// transport is the scheme without what says how to use it: tarball+https is
// https.
func (u url) transport() string {
	_, transport, ok := strings.Cut(u.scheme, "+")
	if !ok {
		return u.scheme
	}
	return transport
}

// names returns the names of the query's parameters in order.
func (u url) names() []string {
	names := make([]string, 0, len(u.query))
	for name := range u.query {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// segments returns the parts of the path that are not empty.
func (u url) segments() []string {
	return strings.FieldsFunc(u.path, func(r rune) bool { return r == '/' })
}

// String is the URL as Nix writes it into a lock: encoded anew, so that the case
// of hexadecimal digits and needless encoding do not matter.
func (u url) String() string {
	var b strings.Builder
	b.WriteString(u.scheme + ":")
	if u.authority != nil {
		b.WriteString("//" + *u.authority)
	}
	b.WriteString(encode(u.path, ":@/"))
	separator := "?"
	for _, name := range u.names() {
		b.WriteString(separator + encode(name, ":@/?") + "=" + encode(u.query[name], ":@/?"))
		separator = "&"
	}
	return b.String()
}

// decode replaces %xx. The grammar has made sure that the digits are there.
func decode(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(n))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func encode(s, keep string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if isUnreserved(c) || strings.IndexByte(keep, c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.Write([]byte{'%', hex[c>>4], hex[c&15]})
	}
	return b.String()
}

func isUnreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
