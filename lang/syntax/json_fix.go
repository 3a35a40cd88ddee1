package syntax

import (
	"bytes"
	"encoding/json"
	"slices"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// Adapt returns a fix of a later stage, which is written in native syntax, as the
// file needs it. ok is false when it can't be written there: that is so for what
// only native syntax has, such as an equals sign to insert.
func (f *File) Adapt(fix diag.Fix) (adapted diag.Fix, ok bool) {
	if f.strings == nil {
		return fix, true
	}
	fix.Edits = slices.Clone(fix.Edits)
	for i, e := range fix.Edits {
		if e.Range.File != f.Source.Path {
			continue
		}
		text, ok := f.adapt(e)
		if !ok {
			return fix, false
		}
		fix.Edits[i].NewText = text
	}
	return fix, true
}

// adapt returns the new text of an edit: inside a string native syntax is as it
// is, but for escapes, and a whole value is replaced by a value.
func (f *File) adapt(e diag.Edit) (string, bool) {
	start, end := e.Range.Start.Byte, e.Range.End.Byte
	i := sort.Search(len(f.strings), func(i int) bool { return f.strings[i].end > start })
	if i < len(f.strings) && f.strings[i].start < start && end < f.strings[i].end {
		quoted := jsonQuoted(e.NewText)
		return quoted[1 : len(quoted)-1], true
	}
	if end > len(f.Source.Bytes) || !json.Valid(f.Source.Bytes[start:end]) {
		return "", false
	}
	return inJSON(e.NewText)
}

// inJSON is native syntax as it is written in JSON: constants as they are, and
// any other expression inside a string. ok is false when it is no expression.
func inJSON(native string) (text string, ok bool) {
	expr, diags := ParseExpression([]byte(native), "", hcl.Pos{})
	if diags.HasErrors() {
		return "", false
	}
	if text, ok := Literal(expr); ok {
		return jsonQuoted(escapedTemplate(text)), true
	}
	if _, ok := expr.(*hclsyntax.LiteralValueExpr); ok {
		return native, true
	}
	return jsonQuoted("${" + native + "}"), true
}

func escapedTemplate(s string) string {
	return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(s)
}

func jsonQuoted(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string always can be
	return strings.TrimSuffix(b.String(), "\n")
}
