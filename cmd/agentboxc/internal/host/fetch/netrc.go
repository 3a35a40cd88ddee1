package fetch

import (
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/jdx/go-netrc"
)

// maxNetrc is the size of the largest file of names and passwords that is read.
const maxNetrc = 256 << 10

// logins are the names and passwords of netrc files, the file that wins first.
type logins struct {
	files []*netrc.Netrc
	hide  *secrets
}

func readLogins(paths []string, hide *secrets) (*logins, error) {
	l := &logins{hide: hide}
	for _, path := range paths {
		text, err := readSmall(path, maxNetrc)
		if err != nil {
			return nil, fmt.Errorf("reading netrc: %w", err)
		}
		words := strings.Fields(string(text))
		if len(words) == 0 {
			continue
		}
		if words[len(words)-1] == "machine" { // the parser would look behind its end
			return nil, fmt.Errorf("reading netrc: %s ends in the word machine, and a host should follow", path)
		}
		file, err := netrc.ParseString(string(text))
		if err != nil {
			return nil, fmt.Errorf("reading netrc: %s is damaged: %w", path, err)
		}
		l.files = append(l.files, file)
	}
	return l, nil
}

// basic returns the header Authorization for a host, or "". The entry for all
// hosts counts only for one that the user named: a server that is redirected to
// was named by another.
func (l *logins) basic(host string, named bool) string {
	for _, anyHost := range []bool{false, true} {
		for _, file := range l.files {
			for _, machine := range file.Machines() {
				if machine.IsDefault == anyHost && (strings.EqualFold(machine.Name, host) || anyHost && named) {
					return l.header(machine.Get("login"), unquoted(machine.Get("password")))
				}
			}
		}
	}
	return ""
}

// header is the header Authorization for a name and a password.
func (l *logins) header(name, password string) string {
	encoded := base64.StdEncoding.EncodeToString([]byte(name + ":" + password))
	l.hide.Add(password)
	l.hide.Add(encoded)
	return "Basic " + encoded
}

// unquoted takes off the quotation marks that curl allows around a password.
func unquoted(text string) string {
	if len(text) >= 2 && text[0] == '"' && text[len(text)-1] == '"' {
		return text[1 : len(text)-1]
	}
	return text
}
