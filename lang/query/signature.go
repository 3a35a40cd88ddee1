package query

import (
	"strings"

	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/lang/syntax"
	"github.com/agentboxc/agentboxc/schema"
)

// Signature is what a function takes, for those who write a call of it.
type Signature struct {
	Label  string // such as join(separator, lists...) → string
	Doc    string // Markdown
	Params []SignatureParam
	Active int // index of the parameter at the offset; that of no parameter when there are too many arguments
}

// SignatureParam is a parameter in the label of its signature.
type SignatureParam struct {
	Start, End int // bytes of the label
	Doc        string
}

// SignatureAt returns the signature of the innermost call around an offset, and
// whether there is one that is known.
func SignatureAt(s *Snapshot, file string, offset int) (Signature, bool) {
	f := s.File(file)
	if f == nil || f.IsJSON() {
		return Signature{}, false
	}
	call := f.cursor(s, offset).Call()
	if call == nil {
		return Signature{}, false
	}
	known, ok := s.signature(f, call.Function)
	if !ok {
		return Signature{}, false
	}
	known.Active = call.Index
	if last := len(known.Params) - 1; last >= 0 && call.Index > last && known.isVariadic(last) {
		known.Active = last
	}
	return known, true
}

func (s Signature) isVariadic(param int) bool {
	p := s.Params[param]
	return strings.HasSuffix(s.Label[p.Start:p.End], variadic)
}

// signature is that of a function of the language or, in the unit's own files, of
// the unit.
func (s *Snapshot) signature(f *File, name string) (Signature, bool) {
	if known, ok := schema.FunctionNamed(name); ok {
		out := Signature{Doc: known.Doc}
		params := make([]string, len(known.Params))
		for i, p := range known.Params {
			params[i] = p.Name
			if p.Variadic {
				params[i] += variadic
			}
			out.Params = append(out.Params, SignatureParam{Doc: p.Type + ": " + p.Doc})
		}
		out.label(name, params, " → "+known.Result)
		return out, true
	}
	if f.Role != Source || s.Result.Resolved == nil {
		return Signature{}, false
	}
	own := s.Result.Resolved.Function(name)
	if own == nil {
		return Signature{}, false
	}
	params := paramsOf(own)
	out := Signature{Params: make([]SignatureParam, len(params))}
	if a := own.Block.Attr("result"); a != nil {
		if _, isText := syntax.Literal(a.Expr()); !isText {
			out.Doc = "```hcl\nresult = " + s.textOf(a.Range.File, a.Range.Start.Byte, a.Range.End.Byte) + "\n```"
		}
	}
	out.label(name, params, "")
	return out, true
}

// maxShownResult bounds the text of a function of the unit that is shown.
const maxShownResult = 500

func (s *Snapshot) textOf(file string, start, end int) string {
	f := s.File(file)
	if f == nil || end > len(f.Text()) || end-start > maxShownResult {
		return "…"
	}
	return string(f.Text()[start:end])
}

const variadic = "..."

// paramsOf are the parameters of a function of a unit, as they are called.
func paramsOf(s *resolve.Symbol) []string {
	var names []string
	params, rest := s.Block.Params()
	for _, p := range params {
		names = append(names, p.Value)
	}
	if rest != nil {
		names = append(names, rest.Value+variadic)
	}
	return names
}

// signatureOf is a function of a unit as it is called.
func signatureOf(s *resolve.Symbol) string {
	return s.Name + "(" + strings.Join(paramsOf(s), ", ") + ")"
}

// label writes the signature and notes where its parameters are.
func (s *Signature) label(name string, params []string, result string) {
	var b strings.Builder
	b.WriteString(name + "(")
	for i, p := range params {
		if i > 0 {
			b.WriteString(", ")
		}
		s.Params[i].Start = b.Len()
		b.WriteString(p)
		s.Params[i].End = b.Len()
	}
	b.WriteString(")" + result)
	s.Label = b.String()
}
