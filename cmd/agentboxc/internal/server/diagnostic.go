package server

import (
	"fmt"
	slashpath "path"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

const (
	sourceName = "agentboxc"
	manual     = "https://github.com/agentboxc/agentboxc/blob/main/docs/diagnostics.md#"
)

// unnecessary are the codes of what could as well not be there.
var unnecessary = map[diag.Code]bool{
	diag.UnusedInput: true, diag.LockUnused: true, diag.DuplicateItem: true, diag.IdleWaiver: true, diag.IdlePattern: true,
}

// diagnostics are those in a file, in the order in which `validate` reports them.
func (a *analysis) diagnostics(name string, k *client) []protocol.Diagnostic {
	found := []protocol.Diagnostic{}
	for _, list := range a.found {
		for _, d := range list {
			if a.fileOf(d) == name {
				found = append(found, a.diagnostic(d, k))
			}
		}
	}
	return found
}

// fileOf is where a diagnostic is shown: what is about the unit as a whole is in its
// main file.
func (a *analysis) fileOf(d diag.Diagnostic) string {
	if d.Subject.File == "" {
		return slashpath.Join(a.unit.dir, source.MainFile)
	}
	return d.Subject.File
}

// diagnostic says in the protocol what the compiler says.
func (a *analysis) diagnostic(d diag.Diagnostic, k *client) protocol.Diagnostic {
	out := protocol.Diagnostic{
		Range:           a.text(a.fileOf(d)).rangeOf(d.Subject),
		Severity:        protocol.DiagnosticSeverityError,
		Code:            protocol.String(d.Code),
		CodeDescription: protocol.CodeDescription{Href: pageOf(d)},
		Source:          protocol.NewOptional(sourceName),
		Message:         protocol.String(valid(messageOf(d))),
	}
	if d.Severity == diag.Warning {
		out.Severity = protocol.DiagnosticSeverityWarning
	}
	if unnecessary[d.Code] {
		out.Tags = protocol.NewDiagnosticTags(protocol.DiagnosticTagUnnecessary)
	}
	if k.related {
		for _, r := range d.Related {
			if !r.Range.IsZero() {
				out.RelatedInformation = append(out.RelatedInformation, protocol.DiagnosticRelatedInformation{
					Location: a.location(r.Range), Message: valid(r.Message),
				})
			}
		}
	}
	if k.data && len(d.Fixes) > 0 {
		out.Data = a.fixes(d)
	}
	return out
}

// messageOf is what there is to read: what is wrong, and the values that it is about.
func messageOf(d diag.Diagnostic) string {
	text := d.Detail
	if text == "" {
		text = d.Summary
	}
	for _, v := range d.Values {
		text += fmt.Sprintf("\n%s %s", v.Traversal, v.Statement)
	}
	return text
}

// pageOf is where the manual explains a code.
func pageOf(d diag.Diagnostic) uri.URI {
	anchor := strings.ToLower(string(d.Code) + " " + d.Summary)
	return uri.URI(manual + strings.ReplaceAll(strings.ReplaceAll(anchor, ",", ""), " ", "-"))
}

// fixData is a repair as a client may apply it without asking.
type fixData struct {
	Title string     `json:"title"`
	Safe  bool       `json:"safe"`
	Edits []editData `json:"edits"`
}

type editData struct {
	URI     uri.URI        `json:"uri"`
	Range   protocol.Range `json:"range"`
	NewText string         `json:"newText"`
}

// fixes is the data of a diagnostic.
func (a *analysis) fixes(d diag.Diagnostic) protocol.LSPAny {
	var data struct {
		Fixes []fixData `json:"fixes"`
	}
	for _, f := range d.Fixes {
		fix := fixData{Title: valid(f.Title), Safe: f.Safe, Edits: []editData{}}
		for _, e := range f.Edits {
			fix.Edits = append(fix.Edits, editData{a.uri(e.Range.File), a.rangeOf(e.Range), valid(e.NewText)})
		}
		data.Fixes = append(data.Fixes, fix)
	}
	raw, err := protocol.Marshal(data)
	if err != nil {
		return nil
	}
	return raw
}

func valid(s string) string { return strings.ToValidUTF8(s, "\ufffd") }
