package lock

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Attrs is a flake reference as Nix holds it, such as type = "github",
// owner = "NixOS", repo = "nixpkgs". Sorted by name, no name twice.
type Attrs []Attr

// Attr is one attribute of a reference. Text is a string's text, a number as it
// was written, or true or false.
type Attr struct {
	Name string
	Kind AttrKind
	Text string
}

// AttrKind is the type of an attribute.
type AttrKind uint8

// The types that Nix allows in a reference.
const (
	String AttrKind = iota
	Number
	Bool
)

// makeAttrs makes a reference of strings; those that are empty are left out.
func makeAttrs(strs map[string]string) Attrs {
	var attrs Attrs
	for name, text := range strs {
		if text != "" {
			attrs = append(attrs, Attr{Name: name, Text: text})
		}
	}
	return attrs.sorted()
}

func (a Attrs) sorted() Attrs {
	slices.SortFunc(a, func(x, y Attr) int { return cmp.Compare(x.Name, y.Name) })
	return a
}

// Text returns the attribute's text, or "".
func (a Attrs) Text(name string) string {
	for _, attr := range a {
		if attr.Name == name {
			return attr.Text
		}
	}
	return ""
}

// Equal reports whether two references are the same to Nix, which is when every
// attribute is; an empty dir counts as none.
func (a Attrs) Equal(b Attrs) bool {
	return slices.Equal(a.withoutEmptyDir(), b.withoutEmptyDir())
}

func (a Attrs) withoutEmptyDir() Attrs {
	return slices.DeleteFunc(slices.Clone(a), func(attr Attr) bool {
		return attr.Name == "dir" && attr.Text == ""
	})
}

// String is the reference in the URL form, for people. What the form cannot
// say, such as a hash, is left out.
func (a Attrs) String() string {
	var b strings.Builder
	query := []string{"dir", "host"}
	switch t := a.Text("type"); t {
	case "github", "gitlab", "sourcehut":
		b.WriteString(t + ":" + a.Text("owner") + "/" + a.Text("repo"))
		a.writeSegments(&b)
	case "indirect":
		b.WriteString("flake:" + a.Text("id"))
		a.writeSegments(&b)
	case "path":
		b.WriteString("path:" + encode(a.Text("path"), ":@/"))
	case "git", "hg":
		b.WriteString(prefixed(t, a.Text("url"), strings.HasPrefix(a.Text("url"), "git:")))
		query = []string{"dir", "ref", "rev"}
	case "":
		b.WriteString("a reference without a type")
	default:
		b.WriteString(prefixed(t, a.Text("url"), t == "tarball" && isArchive(a.Text("url"))))
	}
	a.writeQuery(&b, query)
	return b.String()
}

// prefixed is a URL with the type in front, unless the URL itself tells it.
func prefixed(kind, url string, evident bool) string {
	if evident {
		return url
	}
	return kind + "+" + url
}

func (a Attrs) writeSegments(b *strings.Builder) {
	for _, name := range []string{"ref", "rev"} {
		if text := a.Text(name); text != "" {
			b.WriteString("/" + text)
		}
	}
}

func (a Attrs) writeQuery(b *strings.Builder, names []string) {
	separator := "?"
	if strings.Contains(b.String(), "?") {
		separator = "&"
	}
	for _, name := range names {
		if text := a.Text(name); text != "" {
			b.WriteString(separator + name + "=" + text)
			separator = "&"
		}
	}
}

// With returns a with strings added or put in the place of others; those that
// are empty are left out.
func (a Attrs) With(strs map[string]string) Attrs { return a.overlaid(makeAttrs(strs)) }

// WithNumber returns a with a number that is not negative, such as lastModified
// in seconds since 1970.
func (a Attrs) WithNumber(name string, n int64) Attrs {
	return a.overlaid(Attrs{{Name: name, Kind: Number, Text: strconv.FormatInt(n, 10)}})
}

// Without returns a without the attributes of those names.
func (a Attrs) Without(names ...string) Attrs {
	return slices.DeleteFunc(slices.Clone(a), func(attr Attr) bool { return slices.Contains(names, attr.Name) })
}

// Is reports whether the boolean attribute is there and true.
func (a Attrs) Is(name string) bool { return a.Text(name) == "true" }

// overlaid returns a with the attributes of b added or put in their place.
func (a Attrs) overlaid(b Attrs) Attrs {
	names := make([]string, len(b))
	for i, over := range b {
		names[i] = over.Name
	}
	return append(a.Without(names...), b...).sorted()
}

// Key is the same for two references that are Equal, and for no others.
func (a Attrs) Key() string {
	var b strings.Builder
	for _, attr := range a.withoutEmptyDir() {
		b.WriteString(attr.Name + "\x00" + string('0'+rune(attr.Kind)) + attr.Text + "\x00")
	}
	return b.String()
}
