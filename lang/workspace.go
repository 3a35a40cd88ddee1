package lang

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// Workspace is what agentbox.work.hcl says. Patterns are of directories relative
// to the root, in the syntax of doublestar.
type Workspace struct {
	Members, Exclude []string
	SharedLock       bool
	File             *source.File
	Syntax           *syntax.File
	Blocks           []*config.Block // as written
	members          *config.Attr    // nil when it is missing
}

// Has reports whether the unit in a directory is a member.
func (w *Workspace) Has(dir string) bool {
	fits := func(pattern string) bool { return doublestar.MatchUnvalidated(pattern, dir) }
	return slices.ContainsFunc(w.Members, fits) && !slices.ContainsFunc(w.Exclude, fits)
}

// Leads reports whether a directory, or one below it, may be a member. It is quick,
// and says yes where it does not know.
func (w *Workspace) Leads(dir string) bool {
	without := func(pattern string) bool {
		return strings.HasSuffix(pattern, "/**") && doublestar.MatchUnvalidated(pattern, dir)
	}
	return slices.ContainsFunc(w.Members, func(pattern string) bool { return leads(pattern, dir) }) &&
		!slices.ContainsFunc(w.Exclude, without)
}

// leads compares a pattern with a directory step by step, up to a step that may
// stand for several.
func leads(pattern, dir string) bool {
	if dir == "." || strings.ContainsAny(pattern, "{[\\") {
		return true // braces and brackets may hold slashes
	}
	more := true
	for step := range strings.SplitSeq(dir, "/") {
		var first string
		if !more {
			return false
		}
		first, pattern, more = strings.Cut(pattern, "/")
		if first == "**" {
			return true
		}
		if !doublestar.MatchUnvalidated(first, step) {
			return false
		}
	}
	return true
}

// Idle says which patterns of members fit none of the directories there are. What
// is in those that are ignored is not known.
func (w *Workspace) Idle(dirs, ignored []string) diag.List {
	var diags diag.List
	for _, pattern := range w.Members {
		if slices.ContainsFunc(dirs, func(dir string) bool { return doublestar.MatchUnvalidated(pattern, dir) }) {
			continue
		}
		idle := idlePattern{Attr: w.members, Pattern: pattern}
		if at := slices.IndexFunc(ignored, func(dir string) bool { return leads(pattern, dir) }); at >= 0 {
			idle.Ignored = ignored[at]
		}
		diags.Add(idle)
	}
	w.addContext(diags)
	return diags
}

// Vacant says that the workspace has no units.
func (w *Workspace) Vacant() diag.List {
	var diags diag.List
	diags.Add(vacant{w.members, w.File.Path})
	w.addContext(diags)
	return diags
}

// ReadWorkspace reads agentbox.work.hcl at the root of fsys. The workspace is nil
// when there is no such file; when there are errors, it is usable in part.
func ReadWorkspace(fsys fs.FS) (*Workspace, diag.List) {
	if _, err := fs.Stat(fsys, source.WorkspaceFile); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	file, diags := source.ReadFile(fsys, source.WorkspaceFile)
	parsed, found := syntax.Parse(file)
	diags.Append(found)
	w := &Workspace{File: file, Syntax: parsed}
	blocks, found := config.DecodeWorkspace(parsed)
	diags.Append(found)
	w.Blocks = blocks
	for _, b := range blocks {
		w.members = b.Attr("members")
		w.Members = patterns(w.members, &diags)
		w.Exclude = patterns(b.Attr("exclude"), &diags)
		w.SharedLock = choice(b.Attr("lock"), &diags) == "shared"
	}
	w.addContext(diags)
	return w, diags.Sorted()
}

func (w *Workspace) addContext(diags diag.List) {
	addContext(diags, []*Unit{{Files: []*syntax.File{w.Syntax}}})
}

// patterns reads a list of patterns that is written out.
func patterns(a *config.Attr, diags *diag.List) []string {
	v, ok := constant(a, cty.List(cty.String), diags)
	if !ok {
		return nil
	}
	var found []string
	for it := v.ElementIterator(); it.Next(); {
		_, element := it.Element()
		if element.IsNull() || !doublestar.ValidatePattern(element.AsString()) {
			diags.Add(invalidPattern{Attr: a, Pattern: element})
			continue
		}
		found = append(found, element.AsString())
	}
	return found
}

// choice reads one of the words that the schema has for the attribute.
func choice(a *config.Attr, diags *diag.List) string {
	v, ok := constant(a, cty.String, diags)
	if !ok {
		return ""
	}
	if enum := a.Schema.Enum; !slices.Contains(enum, v.AsString()) {
		diags.Add(notAmong{Attr: a, Have: v.AsString(), Enum: enum})
	}
	return v.AsString()
}

// constant returns the value of an attribute that may refer to nothing.
func constant(a *config.Attr, ty cty.Type, diags *diag.List) (cty.Value, bool) {
	if a == nil {
		return cty.NilVal, false
	}
	if _, what := syntax.Computed(a.Expr()); what != "" {
		diags.Add(computedInWorkspace{Attr: a, What: what})
		return cty.NilVal, false
	}
	v, _ := a.Expr().Value(nil)
	v, err := convert.Convert(v, ty)
	if err != nil || v.IsNull() || !v.IsWhollyKnown() {
		diags.Add(notOfType{Attr: a, Want: ty})
		return cty.NilVal, false
	}
	return v, true
}
