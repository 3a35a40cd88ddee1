package measure

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/json"
)

// content is the key of a layer that several images may have.
type content struct{ system, address, digest string }

func (r *reader) layers(v *json.Value) map[content]Layer {
	known := map[content]Layer{}
	for _, system := range v.Members {
		if !r.is(system.Value, json.Object, fmt.Sprintf("%s of layers", system.Key), system.Value) {
			continue
		}
		for _, address := range system.Value.Members {
			what := fmt.Sprintf("%s for %s", address.Key, system.Key)
			if !r.is(address.Value, json.Array, what, address.Value) {
				continue
			}
			for _, item := range address.Value.Items {
				l := r.layer(item, what)
				known[content{system.Key, address.Key, l.Digest}] = l
			}
		}
	}
	return known
}

func (r *reader) layer(v *json.Value, what string) Layer {
	var l Layer
	if !r.is(v, json.Object, "each content of "+what, v) {
		return l
	}
	if digest := v.Member("digest"); r.is(digest, json.String, "digest of "+what, v) {
		if l.Digest = digest.Text; !isDigest(l.Digest) {
			r.wrong(digest, "digest of "+what, `"sha256:" and 64 hexadecimal digits`, strconv.Quote(l.Digest))
		}
	}
	l.Size = r.size(v.Member("size"), "size of "+what, v)
	if paths := v.Member("paths"); r.is(paths, json.Object, "paths of "+what, v) {
		l.Paths = r.paths(paths, what)
	}
	if compressed := v.Member("compressed"); compressed != nil && r.is(compressed, json.Object, "compressed of "+what, v) {
		l.Compressed = r.compressed(compressed, what)
	}
	return l
}

func (r *reader) paths(v *json.Value, what string) []Path {
	var paths []Path
	for _, m := range v.Members {
		label, hash, _ := strings.Cut(m.Key, " ")
		p, ok := ParsePath(hash + "-" + label)
		if !ok {
			at := r.lines.Range(m.Start, m.End)
			r.diags.Add(wrongShape{At: at, What: "each of the paths of " + what, Want: `a name and a hash, as in "bash-5.2 …"`, Got: strconv.Quote(m.Key)})
		}
		p.Size = r.size(m.Value, fmt.Sprintf("the size of %q in %s", label, what), v)
		paths = append(paths, p)
	}
	slices.SortFunc(paths, func(a, b Path) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Hash, b.Hash))
	})
	return paths
}

func (r *reader) compressed(v *json.Value, what string) []Compressed {
	var list []Compressed
	for _, m := range v.Members {
		method, text, _ := strings.Cut(m.Key, " ")
		level, err := strconv.Atoi(text)
		if err != nil || method == "" || strconv.Itoa(level) != text {
			at := r.lines.Range(m.Start, m.End)
			r.diags.Add(wrongShape{At: at, What: "each key in compressed of " + what, Want: `a method and a level, as in "gzip 6"`, Got: strconv.Quote(m.Key)})
		}
		list = append(list, Compressed{Method: method, Level: level, Size: r.size(m.Value, fmt.Sprintf("the size with %q of %s", m.Key, what), v)})
	}
	slices.SortFunc(list, func(a, b Compressed) int {
		return cmp.Or(cmp.Compare(a.Method, b.Method), cmp.Compare(a.Level, b.Level))
	})
	return list
}

// size reads a number of bytes.
func (r *reader) size(v *json.Value, what string, parent *json.Value) int64 {
	if !r.is(v, json.Number, what, parent) {
		return 0
	}
	n, err := strconv.ParseInt(v.Text, 10, 64)
	if err != nil || n < 0 || n > maxSize {
		r.wrong(v, what, fmt.Sprintf("a whole number of bytes, at most %d", int64(maxSize)), v.Text)
	}
	return n
}

func isDigest(s string) bool {
	digits, ok := strings.CutPrefix(s, "sha256:")
	return ok && len(digits) == 64 && strings.Trim(digits, "0123456789abcdef") == ""
}
