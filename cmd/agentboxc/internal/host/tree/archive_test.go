package tree

import (
	"archive/tar"
	"fmt"
	"strings"
	"testing"
)

// taken are archives that Nix takes, with the tree that it sees in them.
var taken = map[string]struct {
	archive []entry
	tree    string
	old     bool // Nix 2.8, which unpacks to disk, sees the same
}{
	"one file":              {entries("r/a=x"), "a=x", true},
	"empty":                 {nil, "", false},
	"empty directory":       {entries("r/"), "", true},
	"empty below":           {entries("r/ r/e/ r/f/g/"), "e/ f/g/", true},
	"executable":            {entries("r/a*=x r/b=x"), "a*=x b=x", true},
	"links":                 {entries("r/a->b r/b->/c r/c->../.."), "a->b b->/c c->../..", true},
	"order of git":          {entries("r/ r/foo-bar/ r/foo-bar/x=4 r/foo.nix=1 r/foo/ r/foo/a=2 r/foo0=3"), "foo.nix=1 foo/a=2 foo0=3 foo-bar/x=4", true},
	"order of nobody":       {entries("r/z=1 r/b/c=2 r/a=3 r/b/a=4"), "a=3 b/a=4 b/c=2 z=1", true},
	"upper case":            {entries("r/a=1 r/B=2 r/b=3"), "B=2 a=1 b=3", true},
	"hard link":             {entries("r/a*=x r/b=>r/a r/c/d=>r/b"), "a*=x b*=x c/d*=x", true},
	"hard link to root":     {entries("r/a=x r/b=>/r/a"), "a=x b=x", false},
	"hard link to link":     {entries("r/a->t r/b=>r/a"), "a->t b->t", true},
	"hard link elsewhere":   {entries("r/a/x=1 r/b/y=2 r/b/z=>r/a/x"), "a/x=1 b/y=2 b/z=1", true},
	"hard link to itself":   {entries("r/a=1 r/a=>r/a"), "a=1", false},
	"hard link then change": {entries("r/a=1 r/b=>r/a r/a=2"), "a=2 b=1", false},
	"twice":                 {entries("r/a=1 r/a*=2"), "a*=2", true},
	"link for a file":       {entries("r/a=1 r/a->b"), "a->b", true},
	"file for a link":       {entries("r/a->b r/a=1"), "a=1", true},
	"file for a directory":  {entries("r/a/b=1 r/a=2"), "a=2", false},
	"directory in pieces":   {entries("r/a/ r/a/x=1 r/b=2 r/a/ r/a/y=3"), "a/x=1 a/y=3 b=2", true},
	"directory later":       {entries("r/a/x=1 r/b=2 r/a/"), "a/x=1 b=2", true},
	"no top":                {entries("a=1 b=2"), "a=1 b=2", false},
	"two tops":              {entries("a/x=1 b/x=2"), "a/x=1 b/x=2", false},
	"only a file":           {entries("a=1"), "a=1", false},
	"only a link":           {entries("a->1"), "a->1", false},
	"top in top":            {entries("r/s/a=1"), "s/a=1", true},
	"dots":                  {entries("./ ./a=1 ./b/./c=2"), "a=1 b/c=2", false},
	"dotted top":            {entries("./r/a=1"), "a=1", false},
	"absolute":              {entries("/r//a=1"), "a=1", false},
	"unicode":               {entries("r/é=1 r/\u65e5\u672c=2 r/\u212b=3"), "é=1 \u65e5\u672c=2 \u212b=3", true},
	"not unicode":           {entries("r/\xe9=1 r/\xff\xfe=2"), "\xe9=1 \xff\xfe=2", true},
	"nearly git":            {entries("r/.gitx=1 r/git~2=2 r/.git.x=3 r/git=4 r/.gitmodules=5 r/.git~1=6"), ".gitx=1 git~2=2 .git.x=3 git=4 .gitmodules=5 .git~1=6", true},
	"long name":             {entries("r/" + strings.Repeat("n", 255) + "=1"), strings.Repeat("n", 255) + "=1", true},
	"long path":             {entries("r/" + strings.Repeat(strings.Repeat("d", 100)+"/", 12) + "x=1"), strings.Repeat(strings.Repeat("d", 100)+"/", 12) + "x=1", true},
	"long target":           {entries("r/a->" + strings.Repeat("t", 1000)), "a->" + strings.Repeat("t", 1000), true},
	"other modes": {[]entry{
		{kind: tar.TypeReg, path: "r/owner", mode: 0o100}, {kind: tar.TypeReg, path: "r/others", mode: 0o4011}, {kind: tar.TypeReg, path: "r/none"},
	}, "owner*= others= none=", true},
	"commit of git": {append([]entry{{kind: tar.TypeXGlobalHeader, text: "abc"}}, entries("r/a=1")...), "a=1", true},
	"contiguous":    {[]entry{{kind: tar.TypeCont, path: "r/a", text: "x", mode: 0o644}}, "a=x", true},
	"large":         {entries("r/a=" + strings.Repeat("0123456789abcdef", 40000) + " r/b=1"), "a=" + strings.Repeat("0123456789abcdef", 40000) + " b=1", true},
	"times":         {[]entry{{kind: tar.TypeDir, path: "r", time: 5}, {kind: tar.TypeReg, path: "r/a", time: 900}, {kind: tar.TypeReg, path: "r/a", time: 7}, {kind: tar.TypeSymlink, path: "r/l", text: "x", time: 901}}, "a= l->x", true},
}

func TestArchive(t *testing.T) {
	for name, c := range taken {
		t.Run(name, func(t *testing.T) {
			want := fmt.Sprintf("%s %d", hashOf(c.tree), latest(c.archive))
			plain := tarOf(t, c.archive)
			for format, archive := range map[string][]byte{
				"tar": plain, "gzip": gzipOf(t, plain), "xz": xzOf(t, plain), "zstd": zstdOf(t, plain),
			} {
				if got := read(archive, DefaultLimits); got != want {
					t.Errorf("%s: it reads as %s, want %s", format, got, want)
				}
			}
		})
	}
}
