package server

import (
	"testing"

	"go.lsp.dev/uri"
)

func TestPaths(t *testing.T) {
	for u, want := range map[uri.URI]string{
		"file:///a/b.hcl":             "/a/b.hcl",
		"file:///a%20b/%C3%A9%23.hcl": "/a b/é#.hcl",
		"FILE:///a":                   "/a",
		"file:/a":                     "/a",
		"file://localhost/a":          "/a",
		"file:///c%3A/x":              "/c:/x",
		"file:///a/100%/b":            "/a/100%/b",
		"file:///a/../b/./c":          "/b/c",
		"file:///a?x#y":               "/a",
		"file://server/share":         "",
		"file://":                     "",
		"file:///a%00":                "",
		"untitled:Untitled-1":         "",
		"vscode-vfs://github/a":       "",
		"":                            "",
		"/a":                          "",
	} {
		got, ok := pathOf(u)
		if got != want || ok != (want != "") {
			t.Errorf("%q is %q, %t; want %q", u, got, ok, want)
		}
	}
}

func TestURIsLeadBack(t *testing.T) {
	for _, path := range []string{"/a", "/a b/c", "/100%/é/😀", "/a#b?c", "/c:/x", "/a;b,c&d=e+f", `/a\b`, "/\xff"} {
		if got, ok := pathOf(uriOf(path)); !ok || got != path {
			t.Errorf("%q became %q, %t by way of %q", path, got, ok, uriOf(path))
		}
	}
}
