package query

import (
	"sort"

	"github.com/agentboxc/agentboxc/lang/config"
)

// SemanticToken is a piece of a line with what it is. The pieces of a file come in
// order and do not overlap.
type SemanticToken struct {
	Start, End int
	Type       TokenKind
	Modifiers  Modifiers
}

// TokenKind is what a piece of text is, an index into TokenTypes.
type TokenKind uint8

// The types of tokens. Each has the name of a standard type of the language server
// protocol.
const (
	NamespaceToken TokenKind = iota
	TypeToken
	ClassToken
	EnumToken
	InterfaceToken
	StructToken
	ParameterToken
	VariableToken
	PropertyToken
	EnumMemberToken
	FunctionToken
	KeywordToken
	CommentToken
	StringToken
	NumberToken
	RegexpToken
	OperatorToken
)

// TokenTypes returns the names of the types, by their numbers.
func TokenTypes() []string {
	return []string{
		"namespace", "type", "class", "enum", "interface", "struct", "parameter", "variable", "property", "enumMember",
		"function", "keyword", "comment", "string", "number", "regexp", "operator",
	}
}

// Modifiers is a set of bits, each an index into TokenModifiers.
type Modifiers uint8

// The modifiers of tokens.
const (
	Declaration Modifiers = 1 << iota
	Readonly
	Deprecated
	Abstract
	Modification
	DefaultLibrary
	Unused
)

// TokenModifiers returns the names of the modifiers, by the numbers of their bits.
// All but the last are standard ones.
func TokenModifiers() []string {
	return []string{"declaration", "readonly", "deprecated", "abstract", "modification", "defaultLibrary", "unused"}
}

// SemanticTokens returns those of a file that touch the bytes from start to end.
// Names are what the compiler took them for; what it did not get to see, because of
// a mistake, is what it looks like. A file in JSON has none.
func SemanticTokens(s *Snapshot, path string, start, end int) []SemanticToken {
	f := s.File(path)
	if f == nil || f.IsJSON() {
		return nil
	}
	blocks := f.touching(start, end)
	p := &painter{file: f, text: f.Text(), names: s.named(f, blocks), attrs: attrsByPlace(blocks)}
	for _, piece := range f.pieces {
		if piece.start <= end && piece.end >= start {
			p.paint(piece.tokens())
		}
	}
	from := sort.Search(len(p.painted), func(i int) bool { return p.painted[i].End > start })
	to := sort.Search(len(p.painted), func(i int) bool { return p.painted[i].Start >= end })
	return p.painted[from:max(from, to)]
}

// touching are the top-level blocks in a part of the file.
func (f *File) touching(start, end int) []*config.Block {
	from := sort.Search(len(f.Blocks), func(i int) bool { return f.Blocks[i].Body.End.Byte >= start })
	to := from + sort.Search(len(f.Blocks)-from, func(i int) bool { return f.Blocks[from+i].Range.Start.Byte > end })
	return f.Blocks[from:to]
}

// paintedName is what a name is painted as.
type paintedName struct {
	kind      TokenKind
	modifiers Modifiers
}

// named returns how the names in blocks are painted, by where they start.
func (s *Snapshot) named(f *File, blocks []*config.Block) map[int]paintedName {
	names := map[int]paintedName{}
	for _, o := range s.occurrences(f, blocks) {
		names[o.Name.Start.Byte] = paintedName{kindTokens[o.Symbol.Kind], s.modifiers(o)}
	}
	return names
}

var kindTokens = map[Kind]TokenKind{
	Variable:    VariableToken,
	Local:       VariableToken,
	LoopName:    VariableToken,
	Parameter:   ParameterToken,
	Layer:       StructToken,
	Variant:     ClassToken,
	Labelled:    ClassToken,
	User:        ClassToken,
	Declared:    TypeToken,
	FromNixpkgs: TypeToken,
	Overlay:     InterfaceToken,
	Group:       EnumToken,
	Input:       NamespaceToken,
	Pkgset:      NamespaceToken,
	Module:      NamespaceToken,
	Function:    FunctionToken,
	Builtin:     FunctionToken,
}

func (s *Snapshot) modifiers(o Occurrence) Modifiers {
	var m Modifiers
	switch o.Use {
	case Declares:
		m |= Declaration
	case Sets:
		m |= Modification
	}
	switch o.Symbol.Kind {
	case Variable, Local:
		m |= Readonly
	case Builtin, FromNixpkgs:
		m |= DefaultLibrary
	}
	if s.Result.Resolved == nil || o.Symbol.Unit != s.Dir() {
		return m
	}
	declared := s.Result.Resolved.Symbol(o.Symbol.Key)
	switch {
	case declared == nil || declared.Block == nil:
	case o.Symbol.Kind == Variant:
		if declared.Block.Attr("abstract") != nil {
			m |= Abstract
		}
	case o.Use == Declares && !declared.Used:
		m |= Unused
	}
	return m
}

// attrsByPlace returns the attributes of blocks by where their names start.
func attrsByPlace(blocks []*config.Block) map[int]*config.Attr {
	attrs := map[int]*config.Attr{}
	var add func(b *config.Block)
	add = func(b *config.Block) {
		for _, a := range b.Attrs {
			attrs[a.NameRange.Start.Byte] = a
		}
		for _, nested := range b.Blocks {
			add(nested)
		}
	}
	for _, b := range blocks {
		add(b)
	}
	return attrs
}
