package image

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/rig/nix2container/layer"
)

// Whatever the options, the tar is the one of the independent writer that the
// tests have.
func TestOptionsGiveTheTarOfAnotherWriter(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a/bin/x": "x", "a/etc/deep/er": "", "a/" + strings.Repeat("long", 30) + "/" + strings.Repeat("name", 30): "é", "a/ünïcode": "u",
		"b/bin/y": "y", "b/etc/deep/other": strings.Repeat("z", 1_000), "b+c/file": "plus", "file": "alone",
	} {
		write(t, filepath.Join(dir, name), text, 0o444)
	}
	for link, target := range map[string]string{"a/link": "bin/x", "b/far": strings.Repeat("../", 50) + "x", "link": "a"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	to := func(name, repl string) layer.Path {
		return layer.Path{Path: dir + "/" + name, Options: &layer.Options{Rewrite: layer.Rewrite{Regex: "^" + dir + "/" + name, Repl: repl}}}
	}
	perms := to("a", "")
	perms.Options.Perms = []layer.Perm{
		{Regex: "/bin", Mode: "1777", Uname: "agent"}, {Regex: "x$", Mode: "0640", UID: 1_000, GID: 3_000_000, Gname: "ü"},
	}
	other := layer.Path{Path: dir + "/a", Options: &layer.Options{Rewrite: layer.Rewrite{Regex: "(bin|etc)/", Repl: "usr/$1/"}}}
	for name, paths := range map[string][]layer.Path{
		"as they are":             {{Path: dir + "/b"}, {Path: dir + "/a"}, {Path: dir + "/file"}, {Path: dir + "/link"}},
		"both at the root":        {to("a", ""), to("b", "")},
		"elsewhere":               {to("a", "/opt/tools"), {Path: dir + "/a"}, to("b", "/opt")},
		"one in the other":        {to("b", "/opt"), to("a", "/opt/etc/deep")},
		"a file at the root":      {to("file", ""), to("link", "")},
		"a file elsewhere":        {to("file", "/etc/motd"), to("link", "/etc/link")},
		"permissions":             {perms, {Path: dir + "/b"}},
		"a plus sign":             {to("b+c", "")},
		"a plus sign, escaped":    {{Path: dir + "/b+c", Options: &layer.Options{Rewrite: layer.Rewrite{Regex: "^" + regexp.QuoteMeta(dir+"/b+c")}}}},
		"a pattern":               {other, {Path: dir + "/b"}},
		"a name that is relative": {to("a", "opt")},
		"a name with a variable":  {to("a", "/${0}x")},
	} {
		t.Run(name, func(t *testing.T) {
			want, err := layer.Summarize(paths)
			if err != nil {
				t.Fatal(err)
			}
			l := layerWith(t, paths)
			got, err := drain(newStream(t.Context(), l.tar, func(context.Context, sum) error { return nil }))
			if err != nil || got.digest.String() != want.Digest || got.size != want.Size {
				t.Errorf("the tar is %v (%v), want %v", got, err, want)
			}
			if size, err := l.count(t.Context(), make([]int64, len(paths))); size != want.Size {
				t.Errorf("the size is counted as %d (%v), want %d", size, err, want.Size)
			}
		})
	}
}

func layerWith(t *testing.T, paths []layer.Path) *Layer {
	t.Helper()
	l, known := &Layer{}, patterns{}
	for _, p := range paths {
		d := pathDescription{Path: p.Path}
		if p.Options != nil {
			d.Options = &optionsDescription{}
			d.Options.Rewrite.Regex, d.Options.Rewrite.Repl = p.Options.Rewrite.Regex, p.Options.Rewrite.Repl
			for _, perm := range p.Options.Perms {
				d.Options.Perms = append(d.Options.Perms, permDescription(perm))
			}
		}
		compiled, err := known.path(d)
		if err != nil {
			t.Fatal(err)
		}
		l.Paths = append(l.Paths, compiled)
	}
	return l
}
