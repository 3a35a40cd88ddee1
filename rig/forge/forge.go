// Package forge plays the servers that flake inputs come from: github.com with
// its API, a GitHub of a company, gitlab.com, git.sr.ht, a server with nothing
// but git, one with plain files, and the one with the flake registry. They
// speak HTTPS under their real names, with certificates of an authority of the
// forge's own. It is for tests: it does not lead those names here, which is
// what a rig.Network does, and it serves only what a table says.
//
// # Repositories
//
// Every server has every repository. They are real ones, bare and on disk, made
// by git from a table; commits have invented names and dates, so each has the
// same hash on every machine. Read makes the table of text files.
//
// # Tests
//
// The forge remembers what it was asked. It can be told to hide a repository
// from those without the token, and to fail.
package forge

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os/exec"
	"sync"
)

// The servers, by what they are like.
const (
	GitHub     = "github.com"
	Enterprise = "ghe.example.org" // a GitHub in a company
	GitLab     = "gitlab.com"
	SourceHut  = "git.sr.ht"
	Git        = "git.example.org"   // git and nothing else
	Files      = "files.example.org" // see Download
	Registry   = "channels.nixos.org"
)

// Hosts are the names that the forge answers to.
var Hosts = []string{
	GitHub, "api." + GitHub, "codeload." + GitHub, Enterprise, "api." + Enterprise,
	GitLab, SourceHut, Git, Files, Registry,
}

// Token is what opens private repositories: in the header Authorization as a
// token, as Bearer or as the password, or in GitLab's Private-Token.
const Token = "t0ken"

// Forge is all of the servers. It can be asked by several clients at once.
type Forge struct {
	git       string // the program
	dir       string
	repos     map[string]*repository
	downloads map[string]Download
	registry  []byte
	handler   http.Handler
	authority *authority

	answers sync.Map // of git, by directory and arguments: repositories do not change

	mu       sync.Mutex
	requests []Request
	faults   []Fault
}

// Content is what a forge has.
type Content struct {
	Repositories []Repository
	Downloads    []Download
	// Registry is the flake registry in its own form, JSON. Like the files of
	// repositories it can name commits; see Expand.
	Registry string
}

// Open makes the repositories below dir, which has to be empty, and a forge
// that has them.
func Open(dir string, content Content) (*Forge, error) {
	git, err := exec.LookPath("git")
	if err != nil {
		return nil, err
	}
	f := &Forge{git: git, dir: dir, downloads: map[string]Download{}}
	if f.repos, err = build(git, dir, content.Repositories); err != nil {
		return nil, err
	}
	for _, d := range content.Downloads {
		f.downloads[d.Path] = d
	}
	registry, err := f.Expand(content.Registry)
	if err != nil {
		return nil, fmt.Errorf("reading the registry: %w", err)
	}
	f.registry = []byte(registry)
	f.handler = f.routes()
	f.authority, err = newAuthority(Hosts)
	return f, err
}

// Authority is the certificate, in PEM, of who vouches for all the servers.
func (f *Forge) Authority() []byte { return f.authority.certificate }

// Serve answers on a listener until that is closed, which is no error.
func (f *Forge) Serve(l net.Listener) error {
	server := &http.Server{
		Handler:   f,
		TLSConfig: f.authority.config(),
		ErrorLog:  log.New(io.Discard, "", 0), // clients have their own opinion on what went wrong
	}
	err := server.ServeTLS(l, "", "")
	if isClosed(err) {
		err = nil
	}
	return errors.Join(err, server.Close())
}

// Directory is where the repository OWNER/NAME lies, for those who use it as a
// local one.
func (f *Forge) Directory(name string) string { return f.repos[name].dir }

// Rev is the hash of a commit, by the name that the table has for it, or of an
// annotated tag, by that of the tag; "" if there is none.
func (f *Forge) Rev(name, commit string) string {
	if r := f.repos[name]; r != nil {
		return r.revs[commit]
	}
	return ""
}

// Root is the directory with all repositories.
func (f *Forge) Root() string { return f.dir }
