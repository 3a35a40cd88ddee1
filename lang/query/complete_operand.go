package query

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/check"
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/query/cursor"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/schema"
)

// operands offers what an expression can start with: values that are written out,
// whole references, and functions.
func (c *completer) operands() {
	if a := c.p.Attr.Schema; a != nil && a.Unevaluated {
		if !a.Params {
			c.typeNames()
		}
		return
	}
	if c.p.Follows == cursor.End {
		c.constants()
	}
	switch c.file.Role {
	case Source:
		c.localNames()
		c.references()
		c.functions()
	case Test:
		if c.testWords(); !c.want.refers(schema.Declaration) {
			c.functions()
		}
	}
}

// typeNames are the words of type constraints.
func (c *completer) typeNames() {
	for _, name := range []string{"string", "number", "bool", "any"} {
		c.add(CompletionItem{Label: name, Kind: ItemConstant, Text: name})
	}
	for _, name := range []string{"list", "set", "map", "tuple", "object", "optional"} {
		item := CompletionItem{Label: name, Kind: ItemFunction, Text: name, rank: rankNear}
		if c.p.Follows == cursor.End {
			item.Text, item.Snippet, item.Again = name+"(", typeSnippets[name], true
		}
		c.add(item)
	}
}

var typeSnippets = map[string]string{
	"list": "list(${1:string})", "set": "set(${1:string})", "map": "map(${1:string})",
	"tuple": "tuple([${1:string}])", "object": "object({ $1 })", "optional": "optional(${1:string})",
}

// constants are values that are written out where the language lists them, and the
// brackets of lists and maps.
func (c *completer) constants() {
	c.brackets("[", "]", "list", func(t schema.Type) bool { return t.List })
	c.brackets("{ ", " }", "map", func(t schema.Type) bool { return t.Map })
	if c.want.takes(cty.Bool) || c.file.Role == Values && c.want.takes(cty.Bool) {
		for _, text := range []string{"true", "false"} {
			c.add(CompletionItem{Label: text, Kind: ItemConstant, Text: text})
		}
	}
	if c.want.text || !c.want.takes(cty.String) {
		return
	}
	for _, text := range c.listed() {
		quoted := `"` + text + `"`
		c.add(CompletionItem{Label: quoted, Kind: ItemConstant, Text: quoted})
	}
	if a := c.want.attr; a != nil && c.want.whole && len(a.Enum) == 0 && a.Default != "" {
		c.add(CompletionItem{Label: a.Default, Kind: ItemConstant, Detail: "default", Text: a.Default})
	}
}

func (c *completer) brackets(open, closing, detail string, fits func(schema.Type) bool) {
	if slices.ContainsFunc(c.want.types, fits) {
		text := strings.TrimSpace(open) + closing
		c.add(CompletionItem{
			Label: open + "…" + closing, Kind: ItemConstant, Detail: detail, Filter: text, Text: text,
			Snippet: open + "$0" + escapeSnippet(closing), Again: true,
		})
	}
}

// listed are the strings that the attribute takes, where they can be listed.
func (c *completer) listed() []string {
	a := c.want.attr
	switch {
	case a == nil || c.want.param != nil && c.want.fn == "":
		return nil
	case len(a.Enum) > 0:
		return a.Enum
	case a.Check == schema.Platform:
		return c.systems()
	}
	return nil
}

// systems are the platforms of the unit.
func (c *completer) systems() []string {
	if c.Result.Program == nil {
		return check.DefaultSystems()
	}
	var names []string
	for _, pl := range c.Result.Program.Platforms {
		names = append(names, pl.System)
	}
	return names
}

// localNames are the names of for expressions, and the parameters of a function.
func (c *completer) localNames() {
	if c.p.Follows == cursor.Paren {
		return
	}
	for _, name := range c.p.Names {
		c.add(CompletionItem{Label: name, Kind: ItemValue, Detail: "of the for expression", Text: name})
	}
	for _, a := range c.p.Inner().Attrs {
		if a.Schema == nil || !a.Schema.Params || a == c.p.Attr {
			continue
		}
		for _, name := range a.Roots {
			c.add(CompletionItem{Label: name, Kind: ItemValue, Detail: "parameter", Text: name})
		}
	}
}

// references offers the addresses of what is declared, and of what exists without
// being declared.
func (c *completer) references() {
	if c.p.Follows == cursor.Paren {
		return
	}
	if c.p.Follows == cursor.Dot {
		c.words()
		return
	}
	c.packageWords()
	for _, s := range c.Result.Resolved.Symbols {
		c.symbol(s)
	}
	for _, name := range c.userNames() {
		if c.want.refers(schema.UserRef) {
			c.reference(rankBest, ItemSymbol, string(User), "", "user", name)
		}
	}
	c.fromModules()
	c.ownLocals()
	c.ownWords()
}

// words are the first words of references alone, where the rest is there and goes
// with them.
func (c *completer) words() {
	words, rest := config.Keywords(), c.rest()
	slices.Sort(words)
	for _, word := range words {
		if c.accepts(append([]string{word}, rest...)...) && (word != "pkgs" || c.mayHave("default", rest)) {
			c.add(CompletionItem{Label: word, Kind: ItemSymbol, Text: word})
		}
	}
}

var stepBehind = regexp.MustCompile(`^(?:\.([A-Za-z_][\w-]*)|\["([^"\\$%]*)"\])`)

// rest are the steps behind the word.
func (c *completer) rest() []string {
	if c.p.Follows != cursor.Dot {
		return nil
	}
	text := c.file.Text()[c.p.End:]
	var steps []string
	for m := stepBehind.FindSubmatch(text); m != nil; m = stepBehind.FindSubmatch(text) {
		steps = append(steps, string(m[1])+string(m[2]))
		text = text[len(m[0]):]
	}
	return steps
}

// goesOn reports whether the steps behind the word go with a symbol.
func (c *completer) goesOn(s *resolve.Symbol, words, rest []string) bool {
	if len(rest) == 0 {
		return true
	}
	if s.Repeat != nil && s.Kind != config.Module {
		return slices.Contains(c.keysOf(s.Key), rest[0])
	}
	return c.accepts(append(words[:len(words):len(words)], rest...)...)
}

// reference adds an address if it can stand at the place.
func (c *completer) reference(rank int, kind CompletionKind, detail, doc string, words ...string) {
	if !c.accepts(words...) {
		return
	}
	text := config.Ref{Word: words[0], Names: words[1:]}.Address()
	c.add(CompletionItem{Label: text, Kind: kind, Detail: detail, Doc: doc, Text: text, rank: rank})
}

// ownWords are the values that a block has of itself and of its platform.
func (c *completer) ownWords() {
	if c.want.refers(schema.Package) && !c.want.several() || c.want.onlyRefers() && !c.want.several() {
		c.reference(rankNear, ItemValue, "", wordDocs["each"], "each", "value")
		return
	}
	for _, words := range [][]string{{"each", "key"}, {"each", "value"}, {"self", "name"}, {"platform", "system"}, {"platform", "os"}, {"platform", "arch"}} {
		if c.want.anything() || !c.want.several() && !c.want.onlyRefers() {
			c.reference(rankNear, ItemValue, "", wordDocs[words[0]], words...)
		}
	}
	if a := c.p.Attr; c.want.attr != nil && c.want.several() && a.Schema == c.want.attr {
		words := []string{"super"}
		if inner := c.p.Inner(); inner != c.p.Top() {
			words = append(words, inner.Type)
		}
		c.reference(rankBest, ItemValue, "of the variant that is extended", "", append(words, a.Name)...)
	}
}

var wordDocs = map[string]string{
	"each":     "The item of `for_each` or `matrix` that the block is made for.",
	"self":     "What the block is called; of a variant that inherits the expression, the name of that one.",
	"super":    "What the variant that is extended has.",
	"platform": "The platform that the unit is evaluated for.",
}

// functions offers the built-in functions and those of the unit.
func (c *completer) functions() {
	if c.p.Follows == cursor.Dot || c.file.Role == Workspace || c.file.Role == Values {
		return
	}
	if c.file.Role == Source {
		for _, s := range c.Result.Resolved.Of(config.Function) {
			if s.Block.Schema != nil && c.at != nil && c.at.Calls(s.Name) {
				c.function(s.Name, signatureOf(s), "function of this unit", rankNear)
			}
		}
	}
	for _, f := range builtins() {
		rank, ok := c.want.fits(f.Function)
		if ok && (c.file.Role == Test || c.at != nil && c.at.Calls(f.Name)) {
			c.function(f.Name, f.detail, f.doc, max(rank, rankCommon))
		}
	}
}

// shownFunction is a function of the language with what is shown of it.
type shownFunction struct {
	schema.Function
	detail, doc string
}

var builtins = sync.OnceValue(func() []shownFunction {
	var all []shownFunction
	for _, f := range schema.Functions() {
		all = append(all, shownFunction{f, f.Signature() + " → " + f.Result, functionDoc(f)})
	}
	return all
})

func (c *completer) function(name, detail, doc string, rank int) {
	item := CompletionItem{Label: name, Kind: ItemFunction, Detail: detail, Doc: doc, Text: name, rank: rank}
	if c.p.Follows != cursor.Paren {
		item.Text, item.Snippet, item.Again = name+"(", name+"($0)", true
		if strings.Contains(detail, name+"()") {
			item.Text, item.Snippet, item.Again = name+"()", "", false
		}
	}
	c.add(item)
}

func functionDoc(f schema.Function) string {
	var b strings.Builder
	b.WriteString(f.Doc)
	for _, p := range f.Params {
		fmt.Fprintf(&b, "\n- `%s` (%s): %s", p.Name, p.Type, p.Doc)
	}
	fmt.Fprintf(&b, "\n\n```hcl\n%s\n```", f.Example)
	return b.String()
}
