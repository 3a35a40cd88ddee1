// Package syntax is the second stage of the front end: it turns one source
// file into hclsyntax's tree. A guard refuses what would crash or explode the
// parser, and a file with mistakes keeps every top-level item that has none.
// A file in JSON becomes the same tree. The formatter lives here too. It does not
// know what the blocks mean; of the schema it uses the names of the top-level
// blocks and, for JSON, what is a block and what an attribute.
package syntax

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// File is a parsed source file.
type File struct {
	Source *source.File
	Body   *hclsyntax.Body // never nil; what could be parsed

	damaged map[*hclsyntax.Block]bool
	strings []jsonSpan // of a JSON file; nil of another
}

// Damaged reports whether a top-level block has a syntax error, which has been
// reported, inside. Such a block declares its name, so that references to it
// are right; what it lacks, or seems to hold, says nothing.
func (f *File) Damaged(b *hclsyntax.Block) bool { return f.damaged[b] }

// Parse parses the file. The diagnostics are one for each damaged top-level
// item, at the place where the damage begins; no two have the same cause.
func Parse(f *source.File) (*File, diag.List) { return parseAs(f, (*jsonUnit).root) }

// ParseValues parses a file of values for variables. In JSON its strings are text
// as they stand, as in OpenTofu's files.
func ParseValues(f *source.File) (*File, diag.List) { return parseAs(f, (*jsonUnit).values) }

func parseAs(f *source.File, fill func(*jsonUnit, *jsonNode)) (*File, diag.List) {
	var diags diag.List
	text := f.Text()
	if len(text) > source.MaxFileSize {
		diags.Add(fileTooLong{f.Range(0, 0)})
		text = nil
	}
	invisible(f, text, &diags)
	if source.IsJSON(f.Path) {
		return parseJSON(f, text, fill, &diags), diags
	}

	guard := newScanner(text, f.Range)
	guard.run()
	if _, ok := guard.first.(conflict); ok {
		text = keepOurs(f, text, &diags)
		guard = newScanner(text, f.Range)
		guard.run()
	}
	parsed := &File{Source: f}
	if guard.first != nil || !parsed.parseWhole(text, guard, &diags) {
		parsed.recover(text, &diags)
	}
	escapes := slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Code == diag.ForbiddenChar })
	cleanValues(parsed.Body, text, 0, escapes)
	return parsed, diags
}

// parseWhole parses a text that the guard has passed, and reports whether there
// were no errors but those that leave the tree intact.
func (f *File) parseWhole(text []byte, guard *scanner, diags *diag.List) bool {
	tree, hclDiags := hclsyntax.ParseConfig(text, f.Source.Path, hcl.InitialPos)
	f.Body = tree.Body.(*hclsyntax.Body)
	if firstDamage(hclDiags) != nil {
		return false
	}
	reportEscapes(guard, diags)
	reportRepetitions(f.Body, text, hclDiags, diags)
	return true
}

func reportEscapes(s *scanner, diags *diag.List) {
	for _, at := range s.nuls[:min(len(s.nuls), maxDamaged)] {
		diags.Add(nulEscape{s.locate(at, at+escapeWidth(s.src[at+1]))})
	}
}

func escapeWidth(letter byte) int {
	if letter == 'U' {
		return len(`\U00000000`)
	}
	return len(`\u0000`)
}

const repetition = "Attribute redefined" // hcl's summary for it

// firstDamage returns the error that starts first, apart from attributes that
// are set twice: those leave the tree as it should be.
func firstDamage(diags hcl.Diagnostics) *hcl.Diagnostic {
	var first *hcl.Diagnostic
	for _, d := range diags {
		if d.Severity != hcl.DiagError || d.Summary == repetition || d.Subject == nil {
			continue
		}
		if first == nil || d.Subject.Start.Byte < first.Subject.Start.Byte {
			first = d
		}
	}
	return first
}

// reportRepetitions reports the attributes that are set twice, and which were
// their first places.
func reportRepetitions(body *hclsyntax.Body, text []byte, hclDiags hcl.Diagnostics, diags *diag.List) {
	reported := 0
	for _, d := range hclDiags {
		if d.Summary != repetition || reported == maxDamaged {
			continue
		}
		reported++
		p := setTwice{where: Range(*d.Subject), name: string(d.Subject.SliceBytes(text))}
		if first := bodyAt(body, d.Subject.Start.Byte).Attributes[p.name]; first != nil {
			p.first = Range(first.NameRange)
		}
		diags.Add(p)
	}
}

// bodyAt returns the innermost body around the offset.
func bodyAt(body *hclsyntax.Body, offset int) *hclsyntax.Body {
	for {
		inner := blockAt(body, offset)
		if inner == nil {
			return body
		}
		body = inner.Body
	}
}

func blockAt(body *hclsyntax.Body, offset int) *hclsyntax.Block {
	for _, b := range body.Blocks {
		if b.OpenBraceRange.Start.Byte <= offset && offset < b.CloseBraceRange.End.Byte {
			return b
		}
	}
	return nil
}
