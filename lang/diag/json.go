package diag

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
)

// WriteJSON writes the diagnostics in the shape of `tofu validate -json`, with
// code, related and fixes added to each. Columns count grapheme clusters, bytes
// are offsets in the file, and the offsets of a highlight are bytes in its code.
// The document is valid UTF-8 whatever the sources hold.
func WriteJSON(w io.Writer, list List, sources Sources) error {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(NewReport(list, sources)); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}

// Report is the JSON form of a list. Commands with a document of their own
// carry its Diagnostics.
type Report struct {
	FormatVersion string           `json:"format_version"`
	Valid         bool             `json:"valid"`
	ErrorCount    int              `json:"error_count"`
	WarningCount  int              `json:"warning_count"`
	Diagnostics   []JSONDiagnostic `json:"diagnostics"`
}

// JSONDiagnostic is the JSON form of a diagnostic.
type JSONDiagnostic struct {
	Severity string        `json:"severity"`
	Code     Code          `json:"code"`
	Summary  string        `json:"summary"`
	Detail   string        `json:"detail"`
	Range    *jsonRange    `json:"range,omitempty"`
	Snippet  *jsonSnippet  `json:"snippet,omitempty"`
	Related  []jsonRelated `json:"related,omitempty"`
	Fixes    []jsonFix     `json:"fixes,omitempty"`
}

type jsonRange struct {
	Filename string  `json:"filename"`
	Start    jsonPos `json:"start"`
	End      jsonPos `json:"end"`
}

type jsonPos struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Byte   int `json:"byte"`
}

type jsonSnippet struct {
	Context              *string     `json:"context"`
	Code                 string      `json:"code"`
	StartLine            int         `json:"start_line"`
	HighlightStartOffset int         `json:"highlight_start_offset"`
	HighlightEndOffset   int         `json:"highlight_end_offset"`
	Values               []jsonValue `json:"values"`
}

type jsonValue struct {
	Traversal string `json:"traversal"`
	Statement string `json:"statement"`
}

type jsonRelated struct {
	Message string       `json:"message"`
	Range   *jsonRange   `json:"range,omitempty"`
	Snippet *jsonSnippet `json:"snippet,omitempty"`
}

type jsonFix struct {
	Title string     `json:"title"`
	Safe  bool       `json:"safe"`
	Edits []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	Range   *jsonRange `json:"range"`
	NewText string     `json:"new_text"`
}

// NewReport returns the JSON form of the list, in source order.
func NewReport(list List, sources Sources) *Report {
	files := newExcerpts(sources)
	report := &Report{
		FormatVersion: "1.0",
		Valid:         !list.HasErrors(),
		ErrorCount:    list.Count(Error),
		WarningCount:  list.Count(Warning),
		Diagnostics:   []JSONDiagnostic{},
	}
	for _, d := range list.Sorted() {
		report.Diagnostics = append(report.Diagnostics, newJSON(d, files))
	}
	return report
}

func newJSON(d Diagnostic, files *excerpts) JSONDiagnostic {
	j := JSONDiagnostic{
		Severity: d.Severity.String(),
		Code:     d.Code,
		Summary:  d.Summary,
		Detail:   validText(d.Detail),
		Range:    newJSONRange(d.Subject),
		Snippet:  files.snippet(d.Subject),
	}
	if j.Snippet != nil {
		j.Snippet.Context = files.header(d.Context)
		for _, v := range d.Values {
			j.Snippet.Values = append(j.Snippet.Values, jsonValue{validText(v.Traversal), validText(v.Statement)})
		}
	}
	for _, r := range d.Related {
		j.Related = append(j.Related, jsonRelated{validText(r.Message), newJSONRange(r.Range), files.snippet(r.Range)})
	}
	for _, f := range d.Fixes {
		fix := jsonFix{Title: validText(f.Title), Safe: f.Safe, Edits: []jsonEdit{}}
		for _, e := range f.Edits {
			fix.Edits = append(fix.Edits, jsonEdit{newJSONRange(e.Range), validText(e.NewText)})
		}
		j.Fixes = append(j.Fixes, fix)
	}
	return j
}

func newJSONRange(r Range) *jsonRange {
	if r.IsZero() {
		return nil
	}
	return &jsonRange{Filename: validText(r.File), Start: jsonPos(r.Start), End: jsonPos(r.End)}
}

// The longest snippet, so that a document stays readable when a range covers a
// whole file or its line is very long.
const (
	snippetLines = 10
	snippetBytes = 4096
)

// snippet returns the lines that hold the range, nil when there is no source.
func (e *excerpts) snippet(r Range) *jsonSnippet {
	file := e.file(r.File)
	if file == nil {
		return nil
	}
	start, end := file.clamp(r)
	first, last := file.numbers(start, end)
	from, _ := file.span(first)
	_, to := file.span(min(last, first+snippetLines-1))
	if to-from > snippetBytes {
		from = nextRune(file.text, max(from, start-snippetBytes/4), start)
		to = nextRune(file.text, min(to, from+snippetBytes), to)
	}
	to = max(to, start)
	end = min(end, to)
	before := validText(string(file.text[from:start]))
	marked := validText(string(file.text[start:end]))
	after := validText(string(file.text[end:to]))
	return &jsonSnippet{
		Code:                 before + marked + after,
		StartLine:            first,
		HighlightStartOffset: len(before),
		HighlightEndOffset:   len(before) + len(marked),
		Values:               []jsonValue{},
	}
}

// header returns the first line of a statement, such as `variant "runtime"`.
func (e *excerpts) header(context Range) *string {
	file := e.file(context.File)
	if file == nil {
		return nil
	}
	start, _ := file.clamp(context)
	from, to := file.span(file.number(start))
	line := file.text[from:min(to, from+snippetBytes)]
	text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(validText(string(line))), "{"))
	return &text
}

func validText(s string) string { return strings.ToValidUTF8(s, "\ufffd") }
