package diag

import (
	"fmt"
	"io"
	"strings"
)

// WriteGitHub writes a workflow command for each diagnostic, which GitHub shows
// as an annotation on the line. Files are relative to the root of the workspace.
func WriteGitHub(w io.Writer, list List) error {
	var out strings.Builder
	for _, d := range list.Sorted() {
		out.WriteString(workflowCommand(d))
	}
	_, err := io.WriteString(w, out.String())
	return err
}

func workflowCommand(d Diagnostic) string {
	var properties []string
	set := func(name, value string) {
		properties = append(properties, name+"="+propertyEscapes.Replace(visible(value)))
	}
	if r := d.Subject; !r.IsZero() {
		set("file", r.File)
		set("line", fmt.Sprint(r.Start.Line))
		// Columns are refused for more than one line.
		if r.Start.Line == r.End.Line {
			set("col", fmt.Sprint(r.Start.Column))
			set("endColumn", fmt.Sprint(r.End.Column))
		}
		set("endLine", fmt.Sprint(r.End.Line))
	}
	set("title", fmt.Sprintf("%s (%s)", d.Summary, d.Code))
	text := message(d)
	for _, r := range d.Related {
		text += fmt.Sprintf("\n%s:%d:%d: %s", r.Range.File, r.Range.Start.Line, r.Range.Start.Column, r.Message)
	}
	return "::" + d.Severity.String() + " " + strings.Join(properties, ",") + "::" + messageEscapes.Replace(visible(text)) + "\n"
}

var (
	messageEscapes  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
