// Package syntax is the second stage of the front end: it turns one source
// file into hclsyntax's tree. A guard refuses what would crash or explode the
// parser, and a file with mistakes keeps every top-level item that has none.
// A file in JSON becomes the same tree. The formatter lives here too. It does not
// know what the blocks mean; of the schema it uses the names of the top-level
// blocks and, for JSON, what is a block and what an attribute.
package syntax

import (
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// File is a parsed source file.
type File struct {
	Source *source.File
	Items  []*Item // in source order

	text     []byte // that was parsed
	again    []int  // for each item which one of the file before it is, -1 for a new one
	damaged  map[*hclsyntax.Block]bool
	strings  []jsonSpan // of a JSON file; nil of another
	bodyOnce sync.Once
	body     *hclsyntax.Body
}

// Damaged reports whether a top-level block has a syntax error, which has been
// reported, inside. Such a block declares its name, so that references to it
// are right; what it lacks, or seems to hold, says nothing.
func (f *File) Damaged(b *hclsyntax.Block) bool { return f.damaged[b] }

// Again returns which item of the file before the n-th one is, as it was or moved;
// -1 for one that was parsed anew.
func (f *File) Again(n int) int {
	if n >= len(f.again) {
		return -1
	}
	return f.again[n]
}

// Parse parses the file. The diagnostics are one for each damaged top-level
// item, at the place where the damage begins; no two have the same cause.
func Parse(f *source.File) (*File, diag.List) { return ParseAfter(f, nil, nil) }

// ParseAfter is Parse for a file that was parsed before it was changed to what it
// is; before may be nil. Only items that have changed are parsed again. The result
// is the same, and the file before stays as it is. Items that are in stock are not
// parsed again either; stock may be nil.
func ParseAfter(f *source.File, before *File, stock *Stock) (*File, diag.List) {
	return parseAs(f, before, stock, (*jsonUnit).root)
}

// ParseValues parses a file of values for variables. In JSON its strings are text
// as they stand, as in OpenTofu's files.
func ParseValues(f *source.File) (*File, diag.List) { return parseAs(f, nil, nil, (*jsonUnit).values) }

func parseAs(f *source.File, before *File, stock *Stock, fill func(*jsonUnit, *jsonNode)) (*File, diag.List) {
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
	p := newParser(f, text, before, stock)
	if guard.first != nil || !p.sound(guard, &diags) {
		p.recover(&diags)
	}
	return p.file, diags
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
