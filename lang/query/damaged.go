package query

import (
	"slices"
	"sort"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/config"
)

// end is where a top-level block ends, and what belongs to it: of a damaged one the
// tree does not know that, and it is taken to reach up to the next.
func (f *File) end(b *config.Block) int {
	if !b.Damaged || len(f.pieces) == 0 {
		return b.Body.End.Byte
	}
	i := sort.Search(len(f.pieces)-1, func(i int) bool { return f.pieces[i].end > b.Range.Start.Byte })
	return max(f.pieces[i].end, b.Body.End.Byte)
}

// damaged notes the names in a block that cannot be read, by its tokens: references
// and calls. What expressions in it declare themselves is not known.
func (c *collector) damaged(b *config.Block) {
	tokens := c.file.tokensIn(b.Range.Start.Byte, c.file.end(b))
	keywords := config.Keywords()
	for i, t := range tokens {
		if t.Type != hclsyntax.TokenIdent || i > 0 && tokens[i-1].Type == hclsyntax.TokenDot || i+1 == len(tokens) {
			continue
		}
		word := t.In(c.file)
		switch next := tokens[i+1].Type; {
		case next == hclsyntax.TokenOParen:
			c.call(config.Call{Name: word, Range: c.file.Range(int(t.Start), int(t.End))})
		case (next == hclsyntax.TokenDot || next == hclsyntax.TokenOBrack) && slices.Contains(keywords, word):
			c.brokenRef(tokens[i:])
		}
	}
}

// brokenRef notes the reference that tokens begin with.
func (c *collector) brokenRef(tokens []Token) {
	steps := stepsOf(c.file, tokens)
	words := make([]string, len(steps))
	for i, s := range steps {
		words[i] = s.text
	}
	ref := config.RefTo(words...)
	ref.Range = c.file.Range(steps[0].start, steps[len(steps)-1].end)
	c.refWith(ref, steps)
}
