// Package syntax is the second stage of the front end: it turns one source
// file into hclsyntax's tree. A guard refuses what would crash or explode the
// parser, and a file with mistakes keeps every top-level item that has none.
// It does not know what the blocks mean.
package syntax

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// File is a parsed source file.
type File struct {
	Source *source.File
	Body   *hclsyntax.Body // never nil; what could be parsed
}

// Parse parses the file.
func Parse(f *source.File) (*File, diag.List) {
	parsed, hclDiags := hclsyntax.ParseConfig(f.Text(), f.Path, hcl.InitialPos)
	var diags diag.List
	for _, d := range hclDiags {
		diags.Add(damage{where: Range(*d.Subject), detail: d.Detail})
		break
	}
	return &File{Source: f, Body: parsed.Body.(*hclsyntax.Body)}, diags
}
