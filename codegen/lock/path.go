package lock

import (
	"fmt"
	"strings"
)

// isPath reports whether the text is a path rather than a URL. Nix takes
// everything for a path that is nothing else; here a path must look like one,
// so that a misspelt URL is not searched for on the disk.
func isPath(text string) bool {
	return text == "." || text == ".." || strings.HasPrefix(text, "./") || strings.HasPrefix(text, "../") || strings.HasPrefix(text, "/") ||
		strings.HasPrefix(text, ".?") || strings.HasPrefix(text, "..?")
}

// pathText reads a path that is not in the form of a URL, in which any character
// but ? stands for itself.
func pathText(text string) (Attrs, error) {
	path, query, _ := strings.Cut(text, "?")
	u := url{scheme: "path", path: path, query: parseQuery(query)}
	dir := u.query["dir"]
	delete(u.query, "dir")
	attrs, err := pathURL(u)
	if err != nil {
		return nil, err
	}
	return append(attrs, makeAttrs(map[string]string{"dir": dir})...).sorted(), nil
}

func pathURL(u url) (Attrs, error) {
	const form = "path:./DIRECTORY"
	if u.authority != nil && *u.authority != "" {
		return nil, bad(fmt.Sprintf("a path has no host, and %q stands in its place", *u.authority), "path:/"+*u.authority+u.path)
	}
	if u.path == "" || strings.HasPrefix(u.path, "~") {
		return nil, bad("it names no directory; Nix does not know ~", form, "path:/home/NAME/DIRECTORY")
	}
	if err := onlyParameters(u, []string{"rev", "narHash", "revCount", "lastModified"}); err != nil {
		return nil, err
	}
	attrs := makeAttrs(map[string]string{"type": "path", "path": u.path, "rev": u.query["rev"], "narHash": u.query["narHash"]})
	for _, name := range []string{"revCount", "lastModified"} {
		text, ok := u.query[name]
		if ok && !isNumber(text) {
			return nil, bad(fmt.Sprintf("%s must be a whole number, and is %q", name, text), form)
		}
		if ok {
			attrs = append(attrs, Attr{Name: name, Kind: Number, Text: text})
		}
	}
	return attrs.sorted(), nil
}

// isRelative reports whether a reference is a path relative to the flake.
func (a Attrs) isRelative() bool {
	return a.Text("type") == "path" && !strings.HasPrefix(a.Text("path"), "/")
}
