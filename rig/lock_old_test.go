package rig_test

// Nodes of locks that flakes have before they are locked: without what is
// around them, pinned to a commit that is not the newest.
const (
	oldLeaf = `"locked": { "lastModified": <<time "alice/leaf" "one">>, "narHash": "<<narHash "alice/leaf" "one">>",
		"owner": "alice", "repo": "leaf", "rev": "<<rev "alice/leaf" "one">>", "type": "github" },
		"original": { "owner": "alice", "repo": "leaf", "type": "github" }`
	oldOne = `"locked": { "lastModified": <<time "bob/one" "one">>, "narHash": "<<narHash "bob/one" "one">>",
		"owner": "bob", "repo": "one", "rev": "<<rev "bob/one" "one">>", "type": "github" },
		"original": { "owner": "bob", "repo": "one", "type": "github" }`
	oldPath = `"locked": { "lastModified": 1, "narHash": "<<narHash "alice/leaf" "one">>", "path": "./dep", "type": "path" },
		"original": { "path": "./dep", "type": "path" }`
)

func lockFile(root, nodes string) string {
	return `{ "version": 7, "root": "root", "nodes": { "root": { "inputs": {` + root + `} }, ` + nodes + ` } }` + "\n"
}

var (
	oldTwo       = lockFile(`"a": "a", "b": "b"`, `"a": {`+oldLeaf+`}, "b": {`+oldLeaf+`}`)
	oldUnlike    = lockFile(`"a": "a"`, `"a": { "inputs": { "leaf": "leaf" }, `+oldOne+`}, "leaf": {`+oldLeaf+`}`)
	oldFollowing = lockFile(`"a": "a", "leaf": "leaf"`, `"a": { "inputs": { "leaf": ["leaf"] }, `+oldOne+`}, "leaf": {`+oldLeaf+`}`)
)

var (
	oldLock    = map[string]string{"flake.lock": oldTwo}       // two inputs that are one thing
	oldGraph   = map[string]string{"flake.lock": oldUnlike}    // an input with an input
	oldFollows = map[string]string{"flake.lock": oldFollowing} // an input whose input is another's
	// A directory, as Nix 2.8 locks it.
	oldDirectory = map[string]string{
		"dep/flake.nix": "{ outputs = _: { x = \"dep\"; }; }\n",
		"flake.lock":    lockFile(`"a": "a"`, `"a": {`+oldPath+`}`),
	}
)
