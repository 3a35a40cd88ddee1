package diag

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"
)

// WriteSARIF writes the diagnostics as a SARIF 2.1.0 log, for code scanning.
// All codes are rules of it, so that a rule has the same index in every log.
// Files are relative to the root of the workspace; version is agentboxc's.
func WriteSARIF(w io.Writer, list List, sources Sources, version string) error {
	s := &sarif{excerpts: newExcerpts(sources), ruleIndex: map[Code]int{}, seen: map[string]int{}}
	run := sarifRun{ColumnKind: "utf16CodeUnits", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "agentboxc", Version: version}
	for i, info := range Codes() {
		s.ruleIndex[info.Code] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, newRule(info))
	}
	for _, d := range list.Sorted() {
		run.Results = append(run.Results, s.result(d))
	}
	log := sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(log); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}

type sarif struct {
	*excerpts
	ruleIndex map[Code]int
	seen      map[string]int // how often a fingerprint has occurred
}

func newRule(info Info) sarifRule {
	r := sarifRule{ID: info.Code, ShortDescription: sarifText{info.Summary}}
	r.DefaultConfiguration.Level = info.Severity.String()
	return r
}

func (s *sarif) result(d Diagnostic) sarifResult {
	r := sarifResult{
		RuleID:    d.Code,
		RuleIndex: s.ruleIndex[d.Code],
		Level:     d.Severity.String(),
		Message:   sarifText{validText(message(d))},
	}
	if !d.Subject.IsZero() {
		r.Locations = []sarifLocation{{PhysicalLocation: s.place(d.Subject)}}
		r.PartialFingerprints = map[string]string{"primaryLocationLineHash": s.fingerprint(d)}
	}
	for i, related := range d.Related {
		if related.Range.IsZero() {
			continue
		}
		id := i + 1
		r.RelatedLocations = append(r.RelatedLocations, sarifLocation{
			ID:               &id,
			PhysicalLocation: s.place(related.Range),
			Message:          &sarifText{validText(related.Message)},
		})
	}
	for _, f := range d.Fixes {
		r.Fixes = append(r.Fixes, s.fix(f))
	}
	return r
}

// message is what there is to read in places that have one text only.
func message(d Diagnostic) string {
	if d.Detail == "" {
		return d.Summary
	}
	return d.Detail
}

func (s *sarif) place(r Range) sarifPlace {
	return sarifPlace{ArtifactLocation: artifact(r.File), Region: s.region(r)}
}

func artifact(file string) sarifArtifact {
	return sarifArtifact{URI: (&url.URL{Path: file}).String(), URIBaseID: "%SRCROOT%"}
}

// region falls back to the range's own columns for a file without source.
func (s *sarif) region(r Range) sarifRegion {
	file := s.file(r.File)
	if file == nil {
		return sarifRegion{max(r.Start.Line, 1), max(r.Start.Column, 1), max(r.End.Line, 1), max(r.End.Column, 1)}
	}
	start, end := file.clamp(r)
	return sarifRegion{
		StartLine:   file.number(start),
		StartColumn: file.utf16Column(start),
		EndLine:     file.number(end),
		EndColumn:   file.utf16Column(end),
	}
}

// fingerprint stays the same when lines are added elsewhere: it is made of the
// code, the file and the text of the line, and counts equal ones.
func (s *sarif) fingerprint(d Diagnostic) string {
	line := ""
	if file := s.file(d.Subject.File); file != nil {
		start, _ := file.clamp(d.Subject)
		from, to := file.span(file.number(start))
		line = strings.TrimSpace(string(file.text[from:min(to, from+snippetBytes)]))
	}
	sum := sha256.Sum256([]byte(string(d.Code) + "\x00" + d.Subject.File + "\x00" + line))
	hash := hex.EncodeToString(sum[:8])
	s.seen[hash]++
	return fmt.Sprintf("%s:%d", hash, s.seen[hash])
}

// fix groups the edits by file, as SARIF wants them.
func (s *sarif) fix(f Fix) sarifFix {
	fix := sarifFix{Description: sarifText{validText(f.Title)}, Changes: []sarifChange{}}
	index := map[string]int{}
	for _, e := range f.Edits {
		i, ok := index[e.Range.File]
		if !ok {
			i = len(fix.Changes)
			index[e.Range.File] = i
			fix.Changes = append(fix.Changes, sarifChange{ArtifactLocation: artifact(e.Range.File)})
		}
		fix.Changes[i].Replacements = append(fix.Changes[i].Replacements, sarifReplacement{
			DeletedRegion:   s.region(e.Range),
			InsertedContent: sarifText{validText(e.NewText)},
		})
	}
	return fix
}
