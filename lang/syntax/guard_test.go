package syntax

import (
	"fmt"
	"slices"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/source"
)

// event is a bracket or string that opens or closes.
type event struct {
	opens bool
	kind  kind
	at    int
}

func (e event) String() string { return fmt.Sprintf("{%v %d at %d}", e.opens, e.kind, e.at) }

// guardEvents scans a text and returns what it saw open and close.
func guardEvents(text []byte) (*scanner, []event) {
	f := &source.File{Path: "fuzz.hcl", Bytes: text}
	var events []event
	s := newScanner(text, f.Range)
	s.opened = func(k kind, at int) { events = append(events, event{true, k, at}) }
	s.closed = func(k kind, at int) { events = append(events, event{false, k, at}) }
	s.run()
	return s, events
}

var (
	openingTokens = map[hclsyntax.TokenType]kind{
		hclsyntax.TokenOBrace:          brace,
		hclsyntax.TokenOBrack:          bracket,
		hclsyntax.TokenOParen:          paren,
		hclsyntax.TokenOQuote:          quoted,
		hclsyntax.TokenOHeredoc:        heredoc,
		hclsyntax.TokenTemplateInterp:  interpolation,
		hclsyntax.TokenTemplateControl: directive,
	}
	closingTokens = map[hclsyntax.TokenType][]kind{
		hclsyntax.TokenCBrace:         {brace},
		hclsyntax.TokenCBrack:         {bracket},
		hclsyntax.TokenCParen:         {paren},
		hclsyntax.TokenCQuote:         {quoted},
		hclsyntax.TokenCHeredoc:       {heredoc},
		hclsyntax.TokenTemplateSeqEnd: {interpolation, directive},
	}
)

// lexerEvents returns what hclsyntax's lexer saw open and close, how deep, and
// an error if that is not balanced.
func lexerEvents(tokens hclsyntax.Tokens) (events []event, deepest int, err error) {
	var open []kind
	for _, t := range tokens {
		at := t.Range.Start.Byte
		if k, ok := openingTokens[t.Type]; ok {
			open = append(open, k)
			deepest = max(deepest, len(open))
			events = append(events, event{true, k, at})
		}
		kinds, ok := closingTokens[t.Type]
		if !ok {
			continue
		}
		closed := kinds[0]
		if len(open) > 0 && slices.Contains(kinds, open[len(open)-1]) {
			closed = open[len(open)-1]
			open = open[:len(open)-1]
		} else if err == nil {
			err = fmt.Errorf("unbalanced at %d", at)
		}
		events = append(events, event{false, closed, at})
	}
	if len(open) > 0 && err == nil {
		err = fmt.Errorf("%d left open", len(open))
	}
	return events, deepest, err
}

// checkGuard compares a scan with the lexer: both see the same structure as far
// as the guard goes and, in a text that passes, the lexer sees nothing beyond
// the limits.
func checkGuard(t *testing.T, text []byte) (passed bool) {
	t.Helper()
	s, events := guardEvents(text)
	tokens, _ := hclsyntax.LexConfig(text, "fuzz.hcl", hcl.InitialPos)
	want, deepest, err := lexerEvents(tokens)
	if len(want) < len(events) || !slices.Equal(events, want[:len(events)]) {
		t.Fatalf("guard sees %v,\nlexer sees %v\nin %q", events, want, text)
	}
	if s.first != nil {
		return false
	}
	if err != nil || len(want) != len(events) {
		t.Fatalf("the guard passes what the lexer finds %v:\n%q", err, text)
	}
	if deepest > maxNesting {
		t.Fatalf("the guard passes nesting of %d", deepest)
	}
	if got := len(tokens) - 1; got > s.tokens {
		t.Fatalf("the lexer has %d tokens, the guard counts %d\n%q", got, s.tokens, text)
	}
	checkTokens(t, tokens, text)
	checkLex(t, tokens, text)
	return true
}

// checkLex compares our tokens with the lexer's.
func checkLex(t *testing.T, want hclsyntax.Tokens, text []byte) {
	t.Helper()
	got := lex(text)
	if isPlain(text) != (got != nil) {
		t.Fatalf("lex makes %d tokens of %q", len(got), text)
	}
	if got != nil && !slices.Equal(placed(joinedText(got)), placed(joinedText(want))) {
		t.Fatalf("lex sees %v,\nlexer sees %v\nin %q", placed(joinedText(got)), placed(joinedText(want)), text)
	}
}

// joinedText joins the pieces of each text.
func joinedText(tokens hclsyntax.Tokens) hclsyntax.Tokens {
	var joined hclsyntax.Tokens
	for _, t := range tokens {
		last := len(joined) - 1
		if last >= 0 && slices.Contains(textual, t.Type) && joined[last].Type == t.Type && joined[last].Range.End.Byte == t.Range.Start.Byte {
			joined[last].Range.End = t.Range.End
			joined[last].Bytes = append(slices.Clone(joined[last].Bytes), t.Bytes...)
			continue
		}
		joined = append(joined, t)
	}
	return joined
}

func placed(tokens hclsyntax.Tokens) []string {
	var list []string
	for _, t := range tokens {
		list = append(list, fmt.Sprintf("%d-%d %s %q", t.Range.Start.Byte, t.Range.End.Byte, t.Type, t.Bytes))
	}
	return list
}

// checkTokens applies the limits that concern tokens to the lexer's.
func checkTokens(t *testing.T, tokens hclsyntax.Tokens, text []byte) {
	t.Helper()
	unary := 0
	for _, token := range tokens {
		switch token.Type {
		case hclsyntax.TokenNumberLit:
			if len(token.Bytes) > maxNumber {
				t.Fatalf("the guard passes the number %s", token.Bytes)
			}
		case hclsyntax.TokenBang, hclsyntax.TokenMinus:
			if unary++; unary > maxDepth {
				t.Fatalf("the guard passes %d unary operators in a row", unary)
			}
			continue
		case hclsyntax.TokenQuotedNewline, hclsyntax.TokenBitwiseAnd, hclsyntax.TokenBitwiseOr, hclsyntax.TokenBitwiseXor,
			hclsyntax.TokenBacktick, hclsyntax.TokenApostrophe, hclsyntax.TokenSemicolon, hclsyntax.TokenBadUTF8:
			t.Fatalf("the guard passes %q in %q", token.Bytes, text)
		case hclsyntax.TokenNewline, hclsyntax.TokenComment:
			continue
		}
		unary = 0
	}
}

func FuzzGuard(f *testing.F) {
	for _, seed := range seeds() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		checkGuard(t, (&source.File{Path: "fuzz.hcl", Bytes: data}).Text())
	})
}

// TestGuardOnRandomTexts does what the fuzzer does with the parts that matter,
// so that each run of the tests compares a good number of texts.
func TestGuardOnRandomTexts(t *testing.T) {
	passed := 0
	for text := range randomTexts(300_000) {
		if checkGuard(t, (&source.File{Path: "random.hcl", Bytes: text}).Text()) {
			passed++
		}
	}
	if passed < 10_000 {
		t.Errorf("only %d texts passed the guard", passed)
	}
}

func TestGuardAgreesWithLexer(t *testing.T) {
	for _, seed := range seeds() {
		checkGuard(t, (&source.File{Path: "seed.hcl", Bytes: seed}).Text())
	}
}
