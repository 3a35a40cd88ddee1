package dictionary

import (
	"strconv"
	"strings"
	"sync"
)

// Image is what a base image stands for.
type Image struct {
	Tools  bool     // a shell and everyday tools
	Roots  bool     // certificates and time zones
	Attrs  []string // packages
	Other  bool     // nixpkgs has no attribute for the version that the tag asks for
	User   string   // a user that the image has; "" for none
	UID    int
	Remark string
}

type imageRow struct {
	packages []string
	user     string
	uid      int
	note     string
}

var images = sync.OnceValue(func() map[string]imageRow {
	all := map[string]imageRow{}
	for line := range content(imagesText) {
		name, rest, _ := strings.Cut(line, " ->")
		fields := strings.SplitN(rest, " ; ", 3)
		row := imageRow{packages: strings.FieldsFunc(fields[0], func(r rune) bool { return r == ',' })}
		for _, field := range fields[1:] {
			key, value, _ := strings.Cut(strings.TrimSpace(field), "=")
			switch key {
			case "user":
				user, uid, _ := strings.Cut(value, ":")
				row.user = user
				row.uid, _ = strconv.Atoi(uid)
			case "note":
				row.note = value
			}
		}
		all[name] = row
	}
	return all
})

// BaseImage returns what an image stands for, by the name that FROM has.
func BaseImage(reference string) (Image, bool) {
	name, tag := SplitImage(reference)
	row, ok := images()[unregistered(name)]
	if !ok {
		return Image{}, false
	}
	image := Image{User: row.user, UID: row.uid, Remark: row.note}
	for _, p := range row.packages {
		switch p = strings.TrimSpace(p); p {
		case "base":
			image.Tools = true
		case "roots":
			image.Roots = true
		default:
			attr, exact := versioned(p, tag)
			image.Attrs = append(image.Attrs, attr)
			image.Other = image.Other || !exact
		}
	}
	return image, true
}

// unregistered is the name of an image without its registry, and without the
// namespace of Docker's own images.
func unregistered(name string) string {
	if first, rest, ok := strings.Cut(name, "/"); ok && (strings.ContainsAny(first, ".:") || first == "localhost") {
		name = rest
	}
	return strings.TrimPrefix(strings.TrimPrefix(name, "docker/"), "library/")
}

// SplitImage takes a reference to an image apart: its name, and its tag without
// a digest.
func SplitImage(reference string) (name, tag string) {
	name, _, _ = strings.Cut(reference, "@")
	if colon := strings.LastIndexByte(name, ':'); colon > strings.LastIndexByte(name, '/') {
		return name[:colon], name[colon+1:]
	}
	return name, ""
}

// versioned picks the attribute that a tag asks for, such as python312 for 3.12,
// and reports whether there is none of that version.
func versioned(row, tag string) (attr string, exact bool) {
	pattern, available, with := strings.Cut(row, "|")
	if !with {
		return row, true
	}
	plain, suffix, _ := strings.Cut(pattern, ":")
	one, two := numbers(tag)
	if one == "" || strings.Contains(suffix, "{2}") && two == "" {
		return plain, true
	}
	base := plain
	if strings.HasPrefix(suffix, "{1}{2}") { // python3 and 3.12 give python312
		base = strings.TrimRight(plain, "0123456789")
	}
	wanted := base + strings.NewReplacer("{1}", one, "{2}", two).Replace(suffix)
	for _, name := range strings.Fields(available) {
		if name == wanted {
			return wanted, true
		}
	}
	return plain, false
}

// numbers returns the first two numbers of a tag such as 3.12.1-slim; 1.22 is
// 1 and 22, bookworm nothing.
func numbers(tag string) (one, two string) {
	version, _, _ := strings.Cut(tag, "-")
	one, rest, _ := strings.Cut(strings.TrimPrefix(version, "v"), ".")
	two, _, _ = strings.Cut(rest, ".")
	if _, err := strconv.Atoi(one); err != nil {
		return "", ""
	}
	if _, err := strconv.Atoi(two); err != nil {
		return one, ""
	}
	return one, two
}
