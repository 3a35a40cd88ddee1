package fetch

import (
	"strings"

	"github.com/agentboxc/agentboxc/codegen/lock"
)

// moving says, for people, what a reference followed that may lead elsewhere
// tomorrow.
func moving(ref, locked lock.Attrs) string {
	kind := ref.Text("type")
	switch {
	case ref.Text("narHash") != "" || ref.Text("rev") != "" && kind != "tarball" && kind != "file" && kind != "path":
		return ""
	case kind == "git":
		return gitRef(locked.Text("ref"))
	case kind == "path":
		return "the directory's present contents"
	case kind == "tarball" || kind == "file":
		return "what the address has at present"
	case ref.Text("ref") != "":
		return "branch or tag " + ref.Text("ref") // the forge does not say which
	}
	return "the default branch"
}

// gitRef names a branch or tag for people.
func gitRef(ref string) string {
	if branch, ok := strings.CutPrefix(ref, "refs/heads/"); ok {
		return "branch " + branch
	}
	if tag, ok := strings.CutPrefix(ref, "refs/tags/"); ok {
		return "tag " + tag
	}
	if strings.HasPrefix(ref, "refs/") {
		return ref
	}
	return "branch " + ref
}
