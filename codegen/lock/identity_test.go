package lock

import "testing"

const identityLock = `{
  "nodes": {
    "bare": {"locked": {"type": "path", "path": "./x"}, "original": {"type": "path", "path": "./x"}},
    "nixpkgs": {"locked": {"type": "github", "owner": "o", "repo": "n", "rev": "0123456789012345678901234567890123456789", "narHash": "sha256-AAAA"}, "original": {"type": "github", "owner": "o", "repo": "n"}},
    "tools": {"inputs": {"nixpkgs": ["nixpkgs"], "own": "own"}, "locked": {"type": "tarball", "url": "https://example.org/t.tar.gz", "dir": "sub", "narHash": "sha256-BBBB"}, "original": {"type": "tarball", "url": "https://example.org/t.tar.gz"}},
    "own": {"flake": false, "inputs": {"nixpkgs": ["nixpkgs"]}, "locked": {"type": "tarball", "url": "https://example.org/o.tar.gz", "narHash": "sha256-CCCC"}, "original": {"type": "tarball", "url": "https://example.org/o.tar.gz"}},
    "loose": {"inputs": {"bare": "bare"}, "locked": {"type": "tarball", "url": "https://example.org/l.tar.gz", "narHash": "sha256-DDDD"}, "original": {"type": "tarball", "url": "https://example.org/l.tar.gz"}},
    "circle": {"inputs": {"again": ["circle"]}, "locked": {"type": "tarball", "url": "https://example.org/c.tar.gz", "narHash": "sha256-EEEE"}, "original": {"type": "tarball", "url": "https://example.org/c.tar.gz"}},
    "root": {"inputs": {"nixpkgs": "nixpkgs", "same": ["nixpkgs"], "tools": "tools", "bare": "bare", "loose": "loose", "circle": "circle"}}
  },
  "root": "root", "version": 7
}`

func TestIdentity(t *testing.T) {
	l := read(t, identityLock)
	for input, want := range map[string]string{
		"nixpkgs": `sha256-AAAA`,
		"same":    `sha256-AAAA`,
		"tools":   `sha256-BBBB "sub" "nixpkgs"=(sha256-AAAA) "own"=(sha256-CCCC tree)`,
		"circle":  `sha256-EEEE "again"=(#0)`,
		"bare":    "", "loose": "", "missing": "",
	} {
		got, ok := l.Identity(input)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%s is %q, %v; want %q", input, got, ok, want)
		}
	}
	if _, ok := (*Lock)(nil).Identity("nixpkgs"); ok {
		t.Error("something is pinned without a lock")
	}
}
