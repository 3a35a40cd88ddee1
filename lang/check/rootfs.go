package check

import (
	"cmp"
	"path"
	"slices"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

func (l layered) rootfs() ir.Rootfs {
	out := ir.Rootfs{Link: []string{"/bin", "/etc", "/lib", "/share"}, Standard: true, Range: l.chain[len(l.chain)-1].Block.Range}
	if a, p := lookup(place(l), "rootfs", "link"); a != nil {
		out.Link = p.plains(a)
		for i, dir := range out.Link {
			out.Link[i] = path.Clean(dir)
		}
		slices.Sort(out.Link)
		out.Link = slices.Compact(out.Link)
	}
	a, p := lookup(place(l), "rootfs", "standard")
	out.Standard = p.flag(a, true)
	return out
}

// target is where the block lays something; "" when that has been refused.
func (b labelledBlock) target() string {
	at := b.plain(b.Attr("path"))
	if at == "" {
		at = b.Name()
		if b.Attr("path") == nil && !isAbsolute(at) {
			b.diags.Add(relativeLabel{Block: b.Block})
			return ""
		}
	}
	at = path.Clean(at)
	if at == "/" {
		b.diags.Add(rootTarget{Block: b.Block})
		return ""
	}
	return at
}

func (b labelledBlock) mode(def string) string {
	mode := b.plain(b.Attr("mode"))
	switch len(mode) {
	case 0:
		return def
	case 3:
		return "0" + mode
	}
	return mode
}

func (l layered) files(users []ir.User) []ir.File {
	var out []ir.File
	for _, b := range l.labelled("file") {
		f := ir.File{
			Path: b.target(), Source: b.path(b.Attr("source")), Mode: b.mode(""),
			Owner: b.owner(b.Attr("owner"), users), Range: b.Block.Range,
		}
		if t, ok := b.text(b.Attr("content")); ok {
			f.Content = &t
		}
		out = append(out, f)
	}
	slices.SortStableFunc(out, func(a, b ir.File) int { return cmp.Compare(a.Path, b.Path) })
	return out
}

func (l layered) directories(users []ir.User) []ir.Directory {
	var out []ir.Directory
	for _, b := range l.labelled("directory") {
		out = append(out, ir.Directory{
			Path: b.target(), Mode: b.mode("0755"), Owner: b.owner(b.Attr("owner"), users), Range: b.Block.Range,
		})
	}
	slices.SortStableFunc(out, func(a, b ir.Directory) int { return cmp.Compare(a.Path, b.Path) })
	return out
}

func (l layered) symlinks() []ir.Symlink {
	var out []ir.Symlink
	for _, b := range l.labelled("symlink") {
		target, _ := b.text(b.Attr("target"))
		out = append(out, ir.Symlink{Path: b.target(), Target: target, Range: b.Block.Range})
	}
	slices.SortStableFunc(out, func(a, b ir.Symlink) int { return cmp.Compare(a.Path, b.Path) })
	return out
}

// laid is something that a variant lays into the image.
type laid struct {
	path string // "" when it has been refused
	leaf bool   // nothing can be below it
	at   diag.Range
}

func allLaid(v *ir.Variant) []laid {
	var all []laid
	for _, f := range v.Files {
		all = append(all, laid{f.Path, true, f.Range})
	}
	for _, s := range v.Symlinks {
		all = append(all, laid{s.Path, true, s.Range})
	}
	for _, d := range v.Directories {
		all = append(all, laid{d.Path, false, d.Range})
	}
	return all
}

// samePaths reports two things laid at one path, and anything laid below a file
// or link.
func (l layered) samePaths(v *ir.Variant) {
	all := allLaid(v)
	first := make(map[string]laid, len(all))
	for _, one := range all {
		if other, taken := first[one.path]; taken && one.path != "" {
			l.diags.Add(samePath{Path: one.path, At: one.at, First: other.at})
			continue
		}
		first[one.path] = one
	}
	if v.Rootfs.Standard {
		l.aboveStandard(first)
	}
	for _, one := range all {
		for dir := path.Dir(one.path); dir != "/" && dir != "."; dir = path.Dir(dir) {
			if above, ok := first[dir]; ok && above.leaf {
				l.diags.Add(belowFile{Path: one.path, Leaf: dir, At: one.at, First: above.at})
			}
		}
	}
}

// aboveStandard reports a file or link in the place of a directory that
// rootfs.standard lays something into.
func (l layered) aboveStandard(first map[string]laid) {
	if etc, ok := first["/etc"]; ok && etc.leaf {
		l.diags.Add(standardBelow{At: etc.at})
	}
}
