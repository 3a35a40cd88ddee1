package syntax

import (
	"bytes"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// Format returns the file in its canonical layout. It changes
//
//   - spaces at the start of lines and between tokens, as hclwrite has them;
//   - line ends to LF, with one at the end of the file, and no byte order mark;
//   - blank lines: at most one, none behind an opening or before a closing
//     bracket, none at the ends of the file;
//   - labels, which are quoted, and the separator of object items, which is =;
//   - "${x}" to x where that is known to be the same.
//
// Comments, strings and heredocs stay as they are. A file with errors is not
// formatted: Format returns what Parse says of it, and nil. It reads its own
// output, and if that is anything but the file with these changes made, it
// returns a diagnostic instead. A file in JSON is not formatted either: what lays
// out JSON does it as well.
func Format(f *source.File) ([]byte, diag.List) {
	if source.IsJSON(f.Path) {
		var diags diag.List
		diags.Add(jsonNotFormatted{f.Range(0, 0)})
		return nil, diags
	}
	f, parsed, diags := parseForFormat(f)
	if diags.HasErrors() {
		return nil, diags
	}
	text := f.Text()
	if isCanonical(text, parsed.Body()) {
		return text, nil
	}
	return lay(f, newLayout(text, parsed.Body()))
}

func lay(f *source.File, l *layout) ([]byte, diag.List) {
	if l.width() > maxPadding {
		return nil, refuse(f, "aligning its lines would make it many times as large; break its longest lines")
	}
	formatted := spaced(l.text)
	formatted = bytes.TrimRight(formatted, "\n")
	if len(formatted) > 0 {
		formatted = append(formatted, '\n')
	}
	if !l.provenBy(formatted) {
		return nil, refuse(f, "its tokens would not stay the same")
	}
	return formatted, nil
}

func refuse(f *source.File, reason string) diag.List {
	var diags diag.List
	diags.Add(notFormatted{where: f.Range(0, 0), reason: reason})
	return diags
}

// parseForFormat parses the file as it is with line ends in LF. Errors are
// those of the file as it was given.
func parseForFormat(f *source.File) (*source.File, *File, diag.List) {
	plain := bytes.TrimPrefix(bytes.ReplaceAll(f.Bytes, []byte("\r\n"), []byte("\n")), byteOrderMark)
	if !bytes.Equal(f.Bytes, f.Text()) {
		_, diags := source.New(f.Path, f.Bytes)
		return f, nil, diags
	}
	parsed, diags := Parse(f)
	if diags.HasErrors() || len(plain) == len(f.Bytes) {
		return f, parsed, diags
	}
	f = &source.File{Path: f.Path, Bytes: plain}
	parsed, diags = Parse(f)
	return f, parsed, diags
}

// change is what happens to a token.
type change uint8

const (
	quote  change = iota + 1 // an identifier gets quotes
	equals                   // a colon becomes an equals sign
	drop                     // a part of "${ and }" goes away
)

// layout is a file on its way to the canonical layout.
type layout struct {
	tokens  hclsyntax.Tokens
	changes map[int]change // by the offset of the token
	text    []byte         // with the changes made
	want    []lexeme       // the tokens of text
}

func newLayout(text []byte, body *hclsyntax.Body) *layout {
	l := &layout{changes: map[int]change{}}
	l.tokens, _ = hclsyntax.LexConfig(text, "", hcl.InitialPos)
	l.find(body)
	l.make(text)
	return l
}

// isCanonical is a quick look at a text: if there is nothing to change in it, nothing
// has to be proved. It says no where it does not know.
func isCanonical(text []byte, body *hclsyntax.Body) bool {
	l := &layout{tokens: lex(text), changes: map[int]change{}}
	if l.tokens == nil || !endsInOneLine(text) {
		return false
	}
	for i := range l.tokens {
		if l.isSuperfluous(i) {
			return false
		}
	}
	if !isSpaced(l.tokens) {
		return false
	}
	l.find(body)
	return len(l.changes) == 0
}

func endsInOneLine(text []byte) bool {
	return len(text) == 0 || bytes.HasSuffix(text, []byte("\n")) && !bytes.HasSuffix(text, []byte("\n\n")) && len(text) > 1
}

// find notes the changes to the tokens.
func (l *layout) find(body *hclsyntax.Body) {
	_ = hclsyntax.VisitAll(body, func(n hclsyntax.Node) hcl.Diagnostics {
		l.visit(n)
		return nil
	})
}

// visit notes the changes to a node.
func (l *layout) visit(n hclsyntax.Node) {
	switch n := n.(type) {
	case *hclsyntax.Block:
		for _, r := range n.LabelRanges {
			l.note(l.tokenAt(r.Start.Byte), hclsyntax.TokenIdent, quote)
		}
	case *hclsyntax.Attribute:
		l.unwrap(n.Expr)
	case *hclsyntax.TupleConsExpr:
		for _, item := range n.Exprs {
			l.unwrap(item)
		}
	case *hclsyntax.FunctionCallExpr:
		for _, arg := range n.Args {
			l.unwrap(arg)
		}
	case *hclsyntax.ObjectConsExpr:
		for _, item := range n.Items {
			l.unwrap(item.ValueExpr)
			l.note(l.tokenAt(item.KeyExpr.Range().End.Byte), hclsyntax.TokenColon, equals)
		}
	}
}

// tokenAt returns the index of the first token that starts at the offset or
// behind it and is no comment.
func (l *layout) tokenAt(offset int) int {
	i, _ := slices.BinarySearchFunc(l.tokens, offset, func(t hclsyntax.Token, offset int) int {
		return t.Range.Start.Byte - offset
	})
	for i < len(l.tokens)-1 && l.tokens[i].Type == hclsyntax.TokenComment {
		i++
	}
	return i
}

// note makes a change to a token if it is of the type.
func (l *layout) note(i int, t hclsyntax.TokenType, c change) {
	if l.tokens[i].Type == t {
		l.changes[l.tokens[i].Range.Start.Byte] = c
	}
}

// unwrap notes that "${x}" becomes x. Only values that can't be packages are
// unwrapped: a string with a package in it is the package's path.
func (l *layout) unwrap(e hclsyntax.Expression) {
	wrap, ok := e.(*hclsyntax.TemplateWrapExpr)
	if !ok || !neverPackage(wrap.Wrapped) {
		return
	}
	start, end := l.tokenAt(wrap.SrcRange.Start.Byte), l.tokenAt(wrap.SrcRange.End.Byte)-1
	for end > start && l.tokens[end].Range.End.Byte > wrap.SrcRange.End.Byte {
		end--
	}
	if end-start < 4 || l.tokens[start].Type != hclsyntax.TokenOQuote || !l.oneLine(start+2, end-1) {
		return
	}
	l.note(start, hclsyntax.TokenOQuote, drop)
	l.note(start+1, hclsyntax.TokenTemplateInterp, drop)
	l.note(end-1, hclsyntax.TokenTemplateSeqEnd, drop)
	l.note(end, hclsyntax.TokenCQuote, drop)
	l.unwrap(wrap.Wrapped)
}

// oneLine reports whether the tokens hold no line end and no comment.
func (l *layout) oneLine(start, end int) bool {
	for _, t := range l.tokens[start:end] {
		if t.Type == hclsyntax.TokenNewline || t.Type == hclsyntax.TokenComment {
			return false
		}
	}
	return true
}

// neverPackage reports whether the value of an expression is, whatever the
// unit says, no package.
func neverPackage(e hclsyntax.Expression) bool {
	switch e := e.(type) {
	case *hclsyntax.TemplateExpr:
		return true
	case *hclsyntax.TemplateWrapExpr:
		return neverPackage(e.Wrapped)
	case *hclsyntax.ScopeTraversalExpr:
		switch e.Traversal.RootName() {
		case "var", "platform":
			return true
		}
	}
	return false
}

// make writes the text with the changes made and without the blank lines that
// have to go. It is done with the tokens, which are large, and lets go of them.
func (l *layout) make(text []byte) {
	end := 0
	for i, t := range l.tokens {
		between := text[end:t.Range.Start.Byte]
		end = t.Range.End.Byte
		if l.isSuperfluous(i) || t.Type == hclsyntax.TokenEOF {
			continue
		}
		l.text = append(l.text, between...)
		switch l.changes[t.Range.Start.Byte] {
		case quote:
			l.emit(hclsyntax.TokenOQuote, []byte(`"`))
			l.emit(hclsyntax.TokenQuotedLit, t.Bytes)
			l.emit(hclsyntax.TokenCQuote, []byte(`"`))
		case equals:
			l.text = append(l.text, ' ') // a: is one word and a= is two
			l.emit(hclsyntax.TokenEqual, []byte("="))
		case drop:
		default:
			l.emit(t.Type, t.Bytes)
		}
	}
	l.tokens, l.changes = nil, nil
}

func (l *layout) emit(t hclsyntax.TokenType, text []byte) {
	l.text = append(l.text, text...)
	l.want = appendLexeme(l.want, t, text)
}

// isSuperfluous reports whether the token is the line end of a blank line that
// does not stay.
func (l *layout) isSuperfluous(i int) bool {
	if !l.isBlank(i) {
		return false
	}
	if i == 0 || l.isBlank(i-1) {
		return true
	}
	next := i
	for l.isBlank(next) {
		next++
	}
	switch l.tokens[next].Type {
	case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenEOF:
		return true
	}
	// The token before is a line end or a comment with one.
	if l.tokens[i-1].Type == hclsyntax.TokenComment || i < 2 {
		return false
	}
	switch l.tokens[i-2].Type {
	case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen:
		return true
	}
	return false
}

// isBlank reports whether the token is the line end of a line without others.
func (l *layout) isBlank(i int) bool {
	if l.tokens[i].Type != hclsyntax.TokenNewline {
		return false
	}
	return i == 0 || endsLine(l.tokens[i-1])
}

func endsLine(t hclsyntax.Token) bool {
	return t.Type == hclsyntax.TokenNewline ||
		t.Type == hclsyntax.TokenComment && bytes.HasSuffix(t.Bytes, []byte("\n"))
}

// width returns how many bytes it may take to align neighbouring lines:
// it pads each up to the longest one of its neighbours. Lines without an equals
// sign and a comment have nothing to align and end a group.
func (l *layout) width() int {
	total, longest, lines := 0, 0, 0
	for line := range bytes.Lines(l.text) {
		if !bytes.ContainsAny(line, "=#/") {
			total += longest * lines
			longest, lines = 0, 0
			continue
		}
		longest = max(longest, len(line))
		lines++
	}
	return total + longest*lines
}
