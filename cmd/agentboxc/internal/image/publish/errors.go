package publish

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
)

// Error is something that a registry refused, or that the network kept from it.
// It is free of credentials, and for that does not unwrap to what is below it.
type Error struct {
	Repository string // with its registry
	Doing      string // what ends with the repository, such as `pushing layer "python" (sha256:…) to`
	Status     int    // what the server answered in the end; 0 when it is not about that
	Reason     string
	Advice     string // the way out, or ""
}

func (e *Error) Error() string {
	text := fmt.Sprintf("%s %s: %s", e.Doing, e.Repository, e.Reason)
	if e.Advice != "" {
		text += "; " + e.Advice
	}
	return text
}

// failure makes an error for people of one of the network's or a registry's.
func (r *registry) failure(doing string, err error) error {
	if source := (*sourceError)(nil); errors.As(err, &source) {
		return source
	}
	for _, end := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, end) {
			return end
		}
	}
	return &Error{
		Repository: shown(r.repo), Doing: doing, Status: status(err),
		Reason: r.hide.shown(reason(err)), Advice: r.advice(err),
	}
}

// shown is a repository under its usual name.
func shown(repo name.Repository) string {
	return registryName(repo.Registry) + "/" + repo.RepositoryStr()
}

func registryName(registry name.Registry) string {
	if registry.RegistryStr() == name.DefaultRegistry {
		return "docker.io"
	}
	return registry.RegistryStr()
}

// status is the code of an answer that is an error, or 0.
func status(err error) int {
	if said := (*transport.Error)(nil); errors.As(err, &said) {
		return said.StatusCode
	}
	return 0
}

// reason is an error without the URLs that the libraries put in front of it.
func reason(err error) string {
	var (
		verification *tls.CertificateVerificationError
		said         *transport.Error
		digest       *digestError
		failed       *url.Error
		text         = err.Error()
	)
	switch {
	case errors.As(err, &verification): // and not what a second attempt without TLS met
		text = verification.Error()
	case errors.As(err, &said):
		text = words(said)
	case errors.As(err, &digest):
		text = digest.Error()
	case errors.As(err, &failed):
		text = failed.Err.Error()
	}
	// A token server's answer without a token in it may hold others.
	if before, _, ok := strings.Cut(text, "bearer response:"); ok {
		text = before + "the token server's answer"
	}
	return text
}

func words(said *transport.Error) string {
	host := "the registry"
	if said.Request != nil {
		host = said.Request.URL.Host
	}
	text := fmt.Sprintf("%s answers %d %s", host, said.StatusCode, http.StatusText(said.StatusCode))
	var parts []string
	for _, d := range said.Errors {
		part := strings.Trim(string(d.Code)+": "+d.Message, ": ")
		if part != "" && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return text
	}
	return fmt.Sprintf("%s (%s)", text, strings.Join(parts, ", "))
}

// advice is the way out as far as there is one.
func (r *registry) advice(err error) string {
	var (
		plain        *plainError
		busy         *busyError
		verification *tls.CertificateVerificationError
	)
	registry := registryName(r.repo.Registry)
	switch code := status(err); {
	case code == http.StatusUnauthorized && r.anonymous:
		return fmt.Sprintf("log in with `docker login %s` or `podman login %[1]s`; no credentials for it were found", registry)
	case code == http.StatusUnauthorized:
		return fmt.Sprintf("the credentials found for it do not do: log in again with `docker login %s` or `podman login %[1]s`, "+
			"with an account that may push there; the repository may not exist, too", registry)
	case code == http.StatusForbidden && r.anonymous:
		return fmt.Sprintf("log in with `docker login %s` or `podman login %[1]s`, with an account that may push there", registry)
	case code == http.StatusForbidden:
		return "the account may not push there, or the repository does not exist and has to be made first"
	case code == http.StatusNotFound:
		return fmt.Sprintf("the repository may not exist: make it at %s, or look at its name again", registry)
	case code == http.StatusRequestEntityTooLarge:
		return "the registry, or a proxy before it, takes no layer that large: split it with layer blocks"
	case errors.As(err, &busy) && r.patience.pause(1, err) > r.patience.longest:
		return fmt.Sprintf("it wants to be left alone for %s; push again then", r.patience.pause(1, err))
	case errors.As(err, &busy):
		return fmt.Sprintf("it was tried up to %d times; push again later, and what is there by now is not sent again", r.patience.attempts)
	case errors.As(err, &plain):
		return "give the registry a certificate, or allow insecure registries if everybody on the way may read credentials"
	case errors.As(err, &verification):
		return "SSL_CERT_FILE names a file of the certificates to trust"
	case isDialing(err):
		return fmt.Sprintf("is %s the right registry, and is there a network?", registry)
	}
	return ""
}

// noCredentials is a keychain that fails. What a credential helper wrote may be
// the credentials themselves.
func (r *registry) noCredentials(err error) error {
	text, _, _ := strings.Cut(err.Error(), ", out: ")
	return &Error{
		Repository: shown(r.repo), Doing: "looking for credentials for", Reason: r.hide.shown(text),
		Advice: "look at docker's config.json, podman's auth.json and the credential helper named there",
	}
}
