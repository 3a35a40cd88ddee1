package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/tree"
	"github.com/agentboxc/agentboxc/codegen/lock"
)

// maxArchive is the size of the largest archive or file that is downloaded, as it
// is sent: several times that of nixpkgs.
const maxArchive = 2 << 30

// reader takes a tree apart.
type reader func(io.Reader, tree.Limits) (*tree.Contents, error)

// download reads a tree from a web server, and the address that the server says
// will always lead to it.
func (j *job) download(ctx context.Context, r request, read reader) (contents *tree.Contents, immutable string, err error) {
	r.limit = maxArchive
	immutable, err = j.get(ctx, r, func(body io.Reader) (err error) {
		contents, err = read(body, tree.DefaultLimits)
		return err
	})
	return contents, immutable, err
}

// open reads a tree from a file: URL or a web server.
func (j *job) open(ctx context.Context, read reader) (contents *tree.Contents, immutable string, err error) {
	address := j.ref.Text("url")
	if !isLocal(j.ref) {
		contents, immutable, err = j.download(ctx, request{url: address}, read)
		return contents, immutable, j.explainDownload(err)
	}
	path, err := filePath(address)
	if err != nil {
		return nil, "", err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, "", fmt.Errorf("opening the archive or file of an input: %w", err)
	}
	defer file.Close()
	if contents, err = read(file, tree.DefaultLimits); err != nil {
		return nil, "", fmt.Errorf("reading %s: %w", path, err)
	}
	return contents, "", nil
}

// tarball fetches an archive. Unlike Nix 2.26 it records no lastModified, which
// older versions do not accept there and newer ones do not need, except for
// what only newer versions can fetch anyway.
func (j *job) tarball(ctx context.Context) (*found, error) {
	contents, immutable, err := j.open(ctx, tree.ReadArchive)
	if err != nil {
		return nil, err
	}
	locked := j.ref
	if immutable != "" {
		if locked, err = j.immutable(immutable, contents.LastModified); err != nil {
			return nil, err
		}
	}
	return &found{locked: locked.With(map[string]string{"narHash": contents.NarHash}), files: contents.Files}, nil
}

// file fetches a single file, which is a tree to Nix, too.
func (j *job) file(ctx context.Context) (*found, error) {
	contents, _, err := j.open(ctx, tree.ReadFile)
	if err != nil {
		return nil, err
	}
	return &found{locked: j.ref.With(map[string]string{"narHash": contents.NarHash}), files: contents.Files}, nil
}

// immutable is the reference that an address of exactly what was downloaded
// stands for.
func (j *job) immutable(address string, modified int64) (lock.Attrs, error) {
	locked, err := lock.Reference(address, true)
	switch {
	case err == nil && (locked.Text("type") != "tarball" || locked.Text("dir") != ""):
		err = errors.New("that is not an archive")
	case err == nil:
		err = check(locked)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: the server names %s as the address of exactly this archive: %s", j.name, shownURL(address), j.hide.scrub(err.Error()))
	}
	if locked.Text("lastModified") == "" && modified > 0 {
		locked = locked.WithNumber("lastModified", modified)
	}
	return locked, nil
}

var immutableSyntax = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^<([^>]*)>; rel="immutable"$`)
})

// immutableLink reads the header Link of what Nix calls a lockable tarball.
func immutableLink(value string) (address string, ok bool) {
	match := immutableSyntax().FindStringSubmatch(strings.TrimSpace(value))
	if match == nil {
		return "", false
	}
	return match[1], true
}

// explainDownload says what a refusal of a web server means.
func (j *job) explainDownload(err error) error {
	status := (*statusError)(nil)
	if !errors.As(err, &status) {
		return err
	}
	said, address := j.hide.scrub(status.Error()), shownURL(j.ref.Text("url"))
	switch code := status.code(); {
	case status.isRateLimit() || code == http.StatusTooManyRequests:
		return &RateLimitError{Ref: j.name, Host: status.host, Reset: status.reset()}
	case code == http.StatusUnauthorized || code == http.StatusForbidden:
		return &RefusedError{Ref: j.name, Host: status.host, Reason: said, Advice: "Nix takes names and passwords from ~/.netrc and the file that netrc-file of nix.conf names"}
	case code == http.StatusNotFound || code == http.StatusGone:
		return &MissingError{Ref: j.name, What: "file at " + address}
	}
	return fmt.Errorf("%s: fetching %s: %s", j.name, address, said)
}
