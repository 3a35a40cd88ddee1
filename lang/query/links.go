package query

import (
	"bytes"
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
	"github.com/agentboxc/agentboxc/schema"
)

// DocumentLink is a text that leads somewhere: to a file of the tree, or to an
// address on the web.
type DocumentLink struct {
	Range diag.Range // of the text, without quotes
	File  string     // path relative to the root of the tree; it need not exist
	URL   string
	Tip   string // what opens
}

// Links returns the links of a file in source order. Paths and addresses that are
// computed are none.
func (s *Snapshot) Links(file string) []DocumentLink {
	f := s.File(file)
	if f == nil || f.Role != Source {
		return nil
	}
	var links []DocumentLink
	f.paths(f.Blocks, func(w writtenPath) {
		if link := w.link(f); link.File != "" || link.URL != "" {
			links = append(links, link)
		}
	})
	return links
}

// linkAt returns the link at an offset.
func (s *Snapshot) linkAt(f *File, offset int) (DocumentLink, bool) {
	var found DocumentLink
	ok := false
	f.paths(f.around(offset), func(w writtenPath) {
		if touches(w.at, offset) {
			found, ok = w.link(f), true
		}
	})
	return found, ok
}

// writtenPath is a string that is written out and names something outside the
// file.
type writtenPath struct {
	text   string
	at     diag.Range // without quotes
	unit   bool       // the directory of a unit
	remote bool       // a flake reference or an address
}

// paths visits the written paths in blocks, in source order.
func (f *File) paths(blocks []*config.Block, visit func(writtenPath)) {
	for _, b := range blocks {
		for _, a := range b.Attrs {
			w := writtenPath{}
			switch {
			case b.Type == "module" && a.Name == "source":
				w.unit = true
			case a.Schema.Check == schema.FlakeRef || a.Schema.Check == schema.URL:
				w.remote = true
			case a.Schema.Check == schema.RelativePath, isSourceOfOverride(b, a):
			default:
				f.argumentPaths(a, visit)
				continue
			}
			f.strings(a.Expr(), func(text string, at diag.Range) {
				w.text, w.at = text, at
				w.remote = w.remote || strings.Contains(text, "://")
				visit(w)
			})
		}
		f.paths(b.Blocks, visit)
	}
}

// isSourceOfOverride reports whether an attribute is a directory or an address, for
// which there is no rule.
func isSourceOfOverride(b *config.Block, a *config.Attr) bool {
	return b.Type == "override" && a.Name == "source"
}

// argumentPaths visits the paths that are arguments of functions that read files.
func (f *File) argumentPaths(a *config.Attr, visit func(writtenPath)) {
	for _, call := range a.Calls {
		if readsFiles(call.Name) {
			f.argumentsOf(a, visit)
			return
		}
	}
}

func (f *File) argumentsOf(a *config.Attr, visit func(writtenPath)) {
	_ = hclsyntax.VisitAll(a.Expr(), func(n hclsyntax.Node) hcl.Diagnostics {
		call, ok := n.(*hclsyntax.FunctionCallExpr)
		if ok && readsFiles(call.Name) && len(call.Args) > 0 {
			f.strings(call.Args[0], func(text string, at diag.Range) { visit(writtenPath{text: text, at: at}) })
		}
		return nil
	})
}

func readsFiles(function string) bool {
	known, ok := schema.FunctionNamed(function)
	return ok && known.Reads
}

// strings visits the strings of an expression in which nothing is computed. A
// string inside a template is a part of a computed one.
func (f *File) strings(e hclsyntax.Expression, visit func(text string, at diag.Range)) {
	_ = hclsyntax.Walk(e, &stringWalk{file: f, visit: visit})
}

type stringWalk struct {
	file      *File
	visit     func(text string, at diag.Range)
	templates int // around
}

// Enter visits a string.
func (w *stringWalk) Enter(n hclsyntax.Node) hcl.Diagnostics {
	if text, ok := syntax.Literal(n); ok && w.templates == 0 {
		w.visit(text, w.file.unquoted(syntax.Range(n.Range())))
	}
	if _, ok := n.(*hclsyntax.TemplateExpr); ok {
		w.templates++
	}
	return nil
}

// Exit leaves a template.
func (w *stringWalk) Exit(n hclsyntax.Node) hcl.Diagnostics {
	if _, ok := n.(*hclsyntax.TemplateExpr); ok {
		w.templates--
	}
	return nil
}

func (w writtenPath) link(f *File) DocumentLink {
	link := DocumentLink{Range: w.at}
	switch {
	case w.remote:
		link.URL = webAddress(w.text)
		link.Tip = "Open " + link.URL
	case w.text != "":
		link.File = path.Join(path.Dir(f.Path), w.text)
		if w.unit {
			link.File = path.Join(link.File, source.MainFile)
		}
		link.Tip = "Open " + link.File
	}
	return link
}

// unquoted is the range of a string without its quotes, which it need not have.
func (f *File) unquoted(at diag.Range) diag.Range {
	if bytes.HasPrefix(f.slice(at.Start.Byte, at.End.Byte), []byte(`"`)) && length(at) >= 2 {
		return within(at)
	}
	return at
}
