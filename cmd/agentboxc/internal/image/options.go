package image

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// rename says what a file of a store path is called in the image. The zero
// value keeps its name.
type rename struct {
	from, to string         // a prefix and what takes its place, when prefix is set
	prefix   bool           // whether that is all
	regex    *regexp.Regexp // what to replace by to otherwise
}

// perm changes owner and mode of the files whose source matches.
type perm struct {
	permDescription
	match *regexp.Regexp
	mode  int64 // when Mode is not empty
}

// patterns compiles expressions, each only once.
type patterns map[string]*regexp.Regexp

func (p patterns) compile(text string) (*regexp.Regexp, error) {
	if re, ok := p[text]; ok {
		return re, nil
	}
	if len(text) > maxPattern {
		return nil, fmt.Errorf("a pattern has %d bytes; the limit is %d", len(text), maxPattern)
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, err
	}
	p[text] = re
	return re, nil
}

func (p patterns) path(d pathDescription) (Path, error) {
	path := Path{Path: d.Path}
	if d.Options == nil {
		return path, nil
	}
	if len(d.Options.Perms) > maxPerms {
		return Path{}, fmt.Errorf("there are %d permissions; the limit is %d", len(d.Options.Perms), maxPerms)
	}
	var err error
	if path.rename, err = p.rename(d.Path, d.Options.Rewrite.Regex, d.Options.Rewrite.Repl); err != nil {
		return Path{}, fmt.Errorf("reading what to rename: %w", err)
	}
	for _, perm := range d.Options.Perms {
		compiled, err := p.perm(perm)
		if err != nil {
			return Path{}, fmt.Errorf("reading permissions: %w", err)
		}
		path.perms = append(path.perms, compiled)
	}
	return path, nil
}

func (p patterns) perm(d permDescription) (perm, error) {
	compiled := perm{permDescription: d}
	var err error
	if compiled.match, err = p.compile(d.Regex); err != nil {
		return perm{}, err
	}
	if d.Mode != "" {
		if compiled.mode, err = strconv.ParseInt(d.Mode, 8, 64); err != nil || compiled.mode < 0 || compiled.mode > 0o7777 {
			return perm{}, fmt.Errorf("%q is no mode in octal digits", d.Mode)
		}
	}
	if d.UID < 0 || d.GID < 0 {
		return perm{}, fmt.Errorf("the owner %d:%d is negative", d.UID, d.GID)
	}
	return compiled, nil
}

// rename tells a rewriting of the whole store path, which is all that
// nix2container makes, from one that needs to look at each name. Its pattern
// is not escaped there, and so it is no such rewriting for every store path: a
// plus sign in a name repeats the character before it.
func (p patterns) rename(path, regex, to string) (rename, error) {
	if regex == "" {
		return rename{}, nil
	}
	re, err := p.compile(regex)
	if err != nil {
		return rename{}, err
	}
	pattern, anchored := strings.CutPrefix(regex, "^")
	literal := pattern == regexp.QuoteMeta(path) || pattern == path && !strings.ContainsAny(path, "+?")
	if anchored && literal && (to == "" || isClean(to) && to != "/" && !strings.Contains(to, "$")) {
		return rename{from: path, to: to, prefix: true}, nil
	}
	return rename{to: to, regex: re}, nil
}

// apply returns the name in the image; "" leaves the file out.
func (r rename) apply(source string) string {
	switch {
	case r.prefix:
		return r.to + strings.TrimPrefix(source, r.from)
	case r.regex != nil:
		return r.regex.ReplaceAllString(source, r.to)
	}
	return source
}
