package fetch

import (
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/nixconf"
)

// settings are what the configuration of Nix and the environment say. They are
// read when the first reference needs them.
type settings struct {
	env    func(string) string
	conf   *nixconf.Settings
	tokens map[string]string // by host
}

func readSettings(env func(string) string, hide *secrets) (*settings, error) {
	conf, err := nixconf.Read(env)
	if err != nil {
		return nil, fmt.Errorf("reading the settings of Nix: %w", err)
	}
	s := &settings{env: env, conf: conf, tokens: conf.Pairs("access-tokens")}
	for _, token := range s.tokens {
		hide.Add(token)
		_, value, _ := cutToken(token)
		hide.Add(value)
	}
	for _, name := range tokenVariables {
		hide.Add(env(name))
	}
	return s, nil
}

// tokenVariables are where a token for github.com is looked for when nix.conf
// has none.
var tokenVariables = []string{"GITHUB_TOKEN", "GH_TOKEN"}

// token returns the access token for a forge and where it was found, which is ""
// when there is none.
func (s *settings) token(host string) (token, from string) {
	if token, ok := s.tokens[host]; ok {
		return token, "access-tokens of nix.conf"
	}
	if host != "github.com" {
		return "", ""
	}
	for _, name := range tokenVariables {
		if token := s.env(name); token != "" {
			return token, name
		}
	}
	return "", ""
}

// netrcFiles are the files of names and passwords, the one that wins first.
func (s *settings) netrcFiles() []string {
	files := []string{s.conf.Text("netrc-file", filepath.Join(nixconf.SystemDir(s.env), "netrc"))}
	if named := s.env("NETRC"); named != "" {
		return append(files, named)
	}
	if home := s.env("HOME"); home != "" {
		files = append(files, filepath.Join(home, ".netrc"))
	}
	return files
}

// roots returns the certificates that servers are checked against; nil are the
// system's.
func (s *settings) roots() (*x509.CertPool, error) {
	path := s.env("NIX_SSL_CERT_FILE")
	if path == "" {
		path = s.env("SSL_CERT_FILE")
	}
	if path == "" {
		path = s.conf.Text("ssl-cert-file", "")
	}
	if path == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the certificates to trust: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("reading the certificates to trust: there are none in %s", path)
	}
	return pool, nil
}

// readSmall reads a file of the user's that may be missing, which gives nil.
func readSmall(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if info.Size() > limit {
		return nil, fmt.Errorf("%s has more than %d bytes", path, limit)
	}
	return os.ReadFile(path)
}
