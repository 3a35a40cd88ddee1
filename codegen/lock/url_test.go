package lock

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What the short grammar accepts, the general one takes apart in the same way.
func TestShortURL(t *testing.T) {
	short := 0
	for _, text := range []string{
		"github:NixOS/nixpkgs/nixos-unstable", "github:o/r", "gitlab:a/b/c", "path:/x", "path:./x", "path:../x/", "path:",
		"flake:nixpkgs", "a+b.c-d:x", "file:x", "file:/x", "github:o/r?ref=x", "https://example.org/a.tar.gz", "x:/", "x:///y",
		"Github:o/r", "1a:b", ":x", "x:a/b//c", "git+file:/a/b", "sourcehut:~a/b", "x:a b", "x:é",
	} {
		got, ok := shortURL(text)
		if !ok {
			continue
		}
		short++
		want, ok := anyURL(text)
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(url{})); !ok || diff != "" {
			t.Errorf("%s: the general grammar says %t:\n%s", text, ok, diff)
		}
	}
	if short < 10 {
		t.Errorf("only %d of the references are short", short)
	}
}
