package dictionary_test

import (
	"slices"
	"testing"

	"github.com/agentboxc/agentboxc/lang/foreign/dictionary"
)

func TestDistribution(t *testing.T) {
	for _, c := range []struct {
		manager, name string
		want          []string
	}{
		{"apt", "build-essential", []string{"gcc", "gnumake", "binutils"}},
		{"apk", "build-base", []string{"gcc", "gnumake", "binutils"}},
		{"apt", "libssl-dev", []string{"openssl.dev"}},
		{"apk", "libc6-compat", nil},
		{"apt", "hyperfine", []string{"hyperfine"}}, // the same name
	} {
		m, ok := dictionary.Distribution(c.manager, c.name)
		if !ok || !slices.Equal(m.Attrs, c.want) {
			t.Errorf("%s:%s stands for %q (%v), want %q", c.manager, c.name, m.Attrs, ok, c.want)
		}
	}
	for _, name := range []string{"frobnicator", "", "build-base:amd64"} {
		if m, ok := dictionary.Distribution("apt", name); ok {
			t.Errorf("%q stands for %q", name, m.Attrs)
		}
	}
}

func TestBaseImage(t *testing.T) {
	for reference, want := range map[string][]string{
		"python:3.12-slim":                         {"python312"},
		"docker.io/library/python:3.13.1-bookworm": {"python313"},
		"python":                       {"python3"},
		"python:3":                     {"python3"},
		"python:2.7":                   {"python3"},
		"node:20":                      {"nodejs_20"},
		"node:22.1-alpine@sha256:0000": {"nodejs_22"},
		"node:lts":                     {"nodejs"},
		"node:16":                      {"nodejs"},
		"eclipse-temurin:21-jre":       {"jdk21"},
		"postgres:16-alpine":           {"postgresql_16"},
		"localhost:5000/debian":        nil,
		"gcr.io/distroless/static-debian12:nonroot": nil,
		"gcr.io/distroless/nodejs20-debian12":       {"nodejs_20"},
		"ghcr.io/astral-sh/uv:latest":               {"uv"},
	} {
		image, ok := dictionary.BaseImage(reference)
		if !ok || !slices.Equal(image.Attrs, want) {
			t.Errorf("%s stands for %q (%v), want %q", reference, image.Attrs, ok, want)
		}
	}
	for _, reference := range []string{"acme/python:3.12", "ghcr.io/acme/base", ""} {
		if image, ok := dictionary.BaseImage(reference); ok {
			t.Errorf("%s stands for %q", reference, image.Attrs)
		}
	}
	if image, _ := dictionary.BaseImage("python:2.7"); !image.Other {
		t.Error("that the version is another one is not told")
	}
}

func TestPython(t *testing.T) {
	for name, want := range map[string]string{"PyYAML": "pyyaml", "typing_extensions": "typing-extensions", "ruamel.yaml": "ruamel-yaml", "psycopg2-binary": "psycopg2"} {
		if got, ok := dictionary.Python(name); !ok || got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}
