package rig_test

import (
	"testing"

	"github.com/agentboxc/agentboxc/rig/forge"
)

// The times of the leaf in archives, in seconds since 1970; the directory of
// Nix 2.8 and the newest entry of 2.26 are not the same one.
const (
	leafDir  = 1600000000
	leafFile = 1600000300
	leafRun  = 1600000200
)

const leafFlake = "{ outputs = _: { x = \"leaf of an archive\"; }; }\n"

// leafIn is a flake in a directory of an archive.
func leafIn(dir string) []forge.Entry {
	return []forge.Entry{
		{Path: dir, Time: leafDir},
		{Path: dir + "flake.nix", Text: leafFlake, Time: leafFile},
		{Path: dir + "run.sh", Text: "#!/bin/sh\n", Mode: 0o755, Time: leafRun},
		{Path: dir + "sub/", Time: leafRun},
		{Path: dir + "sub/flake.nix", Text: "{ outputs = _: { x = \"sub of an archive\"; }; }\n", Time: leafRun},
	}
}

// odd are archives unlike most.
var odd = map[string][]forge.Entry{
	// The tree is that of the top.
	"two-tops.tar.gz": {
		{Path: "a/flake.nix", Text: leafFlake, Time: leafFile},
		{Path: "b/file", Text: "b\n", Time: leafRun},
	},
	"no-top.tar.gz":   leafIn("")[1:],
	"dots.tar.gz":     append([]forge.Entry{{Path: "./", Time: leafDir}}, leafIn("./")[1:]...),
	"dots-top.tar.gz": append([]forge.Entry{{Path: "./", Time: leafDir}}, leafIn("./leaf/")...),
	"one-file.tar.gz": {{Path: "flake.nix", Text: leafFlake, Time: leafFile}},
	"one-link.tar.gz": {{Path: "link", Link: "nowhere", Time: leafFile}},
	"top-dir.tar.gz":  {{Path: "top/", Time: leafDir}},
	"deep-dir.tar.gz": {{Path: "top/", Time: leafDir}, {Path: "top/only/", Time: leafDir}, {Path: "top/only/file", Text: "x", Time: leafFile}},
	// No entry for the directories.
	"implied.tar.gz": {
		{Path: "leaf/sub/file", Text: "x\n", Time: leafRun},
		{Path: "leaf/flake.nix", Text: leafFlake, Time: leafFile},
	},
	"links.tar.gz": {
		{Path: "l/", Time: leafDir},
		{Path: "l/file", Text: "same\n", Time: leafFile},
		{Path: "l/hard", HardLink: "l/file", Time: leafFile},
		{Path: "l/soft", Link: "file", Time: leafFile + 900},
		{Path: "l/dangling", Link: "../../nowhere", Time: leafFile},
		{Path: "l/absolute", Link: "/etc/passwd", Time: leafFile},
	},
	"twice.tar.gz": {
		{Path: "t/", Time: leafDir},
		{Path: "t/file", Text: "first\n", Time: leafFile},
		{Path: "t/file", Text: "second\n", Mode: 0o755, Time: leafRun},
	},
	"modes.tar.gz": {
		{Path: "m/", Mode: 0o700, Time: leafDir},
		{Path: "m/owner", Text: "x", Mode: 0o744, Time: leafFile},
		{Path: "m/group", Text: "x", Mode: 0o654, Time: leafFile},
		{Path: "m/others", Text: "x", Mode: 0o645, Time: leafFile},
		{Path: "m/unreadable", Text: "x", Mode: 0o200, Time: leafFile},
		{Path: "m/empty/", Time: leafFile},
		{Path: "m/none", Time: leafFile},
	},
	"names.tar.gz": {
		{Path: "n/", Time: leafDir},
		{Path: "n/ünï codé", Text: "x", Time: leafFile},
		{Path: "n/~nix~case~hack~1", Text: "x", Time: leafFile},
		{Path: "n/" + long + "/" + long, Text: "x", Time: leafFile},
		{Path: "n/a-b", Text: "x", Time: leafFile},
		{Path: "n/a/b", Text: "x", Time: leafFile},
		{Path: "n/a.b", Text: "x", Time: leafFile},
	},
	"before-1970.tar.gz": {{Path: "b/", Time: -86400}, {Path: "b/file", Text: "x", Time: -86400}},
	"links.zip": {
		{Path: "l/", Time: leafDir},
		{Path: "l/file", Text: "same\n", Time: leafFile},
		{Path: "l/run", Text: "same\n", Mode: 0o755, Time: leafFile},
		{Path: "l/soft", Link: "file", Time: leafFile},
	},
	"outside.tar.gz":  {{Path: "o/", Time: leafDir}, {Path: "o/../../outside", Text: "x", Time: leafFile}},
	"absolute.tar.gz": {{Path: "a/", Time: leafDir}, {Path: "/a/file", Text: "x", Time: leafFile}},
}

const long = "a-name-of-a-hundred-and-twenty-characters-which-is-more-than-the-oldest-form-of-an-archive-can-hold-in-one-of-its-fields"

// downloads are what the server with plain files has.
func downloads(t *testing.T) []forge.Download {
	t.Helper()
	pack := func(name string, entries []forge.Entry) []byte {
		data, err := forge.Pack(name, entries)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	leaf := pack("leaf.tar.gz", leafIn("leaf-1.0/"))
	const at = "https://" + forge.Files
	const pinned = at + "/leaf-1.0.tar.gz?rev=0123456789abcdef0123456789abcdef01234567&revCount=12"
	list := []forge.Download{
		{Path: "/leaf.tar.gz?a=1&b=2", Body: leaf},
		{Path: "/leaf.tar.gz?b=2&a=1", Body: leaf},
		{Path: "/leaf.tar.gz?x=a+b", Body: leaf},
		{Path: "/leaf.tar.gz?x=a%2Bb", Body: leaf},
		{Path: "/leaf.tar.gz?x=a%20b", Body: leaf},
		{Path: "/a%20leaf.tar.gz", Body: leaf},
		{Path: "/a%3Cleaf%3E.tar.gz", Body: leaf},
		{Path: "/a%3cleaf%3e.tar.gz", Body: leaf},
		{Path: "/a+leaf.tar.gz", Body: leaf},
		{Path: "/a%2Bleaf.tar.gz", Body: leaf},
		{Path: "/~user/leaf.tar.gz", Body: leaf},
		{Path: "/a%26b%3Dc.tar.gz", Body: leaf},
		{Path: "/LEAF.TAR.GZ", Body: leaf},
		{Path: "/archive/main", Body: leaf},
		{Path: "/archive/main?format=tar.gz", Body: leaf},
		{Path: "/README", Body: []byte("Text.\n")},
		{Path: "/README?a=1&b=2", Body: []byte("Text.\n")},
		{Path: "/latest.tar.gz", Body: leaf, Immutable: pinned},
		{Path: "/latest", Body: leaf, Immutable: pinned},
		{Path: "/dated.tar.gz", Body: leaf, Immutable: pinned + "&lastModified=1500000000"},
		{Path: "/hashed.tar.gz", Body: leaf, Immutable: at + "/leaf-1.0.tar.gz?narHash=sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D"},
		{Path: "/mirrored.tar.gz", Body: leaf, Immutable: at + "/leaf-1.0.tar.gz?mirror=1&rev=0123456789abcdef0123456789abcdef01234567"},
		{Path: "/elsewhere.tar.gz", Body: leaf, Immutable: "github:alice/leaf"},
		{Path: "/pinned-file", Body: []byte("Text.\n"), Immutable: at + "/README"},
		{Path: "/leaf-1.0.tar.gz?rev=0123456789abcdef0123456789abcdef01234567&revCount=12", Body: leaf},
		{Path: "/leaf-1.0.tar.gz", Body: leaf},
		{Path: "/moved.tar.gz", Location: at + "/leaf.tar.gz"},
		{Path: "/moved-pinned.tar.gz", Location: at + "/latest.tar.gz"},
		{Path: "/pinned-moved.tar.gz", Location: at + "/leaf.tar.gz", Immutable: pinned},
		{Path: "/wrong.tar.gz", Body: []byte("This is no archive.\n")},
	}
	for _, name := range []string{"leaf.tar", "leaf.tar.gz", "leaf.tgz", "leaf.tar.xz", "leaf.tar.bz2", "leaf.tar.zst", "leaf.zip"} {
		list = append(list, forge.Download{Path: "/" + name, Body: pack(name, leafIn("leaf-1.0/"))})
	}
	for name, entries := range odd {
		list = append(list, forge.Download{Path: "/" + name, Body: pack(name, entries)})
	}
	return list
}
