package query

import (
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/query/cursor"
	"github.com/agentboxc/agentboxc/lang/resolve"
)

// steps offers what can follow the dot of a reference.
func (c *completer) steps() {
	switch c.file.Role {
	case Test:
		c.testSteps()
	case Source:
		if !slices.Contains(c.p.Names, c.p.Path[0]) && !c.isParam(c.p.Path[0]) {
			c.stepsOf(c.p.Path)
		}
	}
}

func (c *completer) isParam(name string) bool {
	return slices.ContainsFunc(c.p.Inner().Attrs, func(a *cursor.Attr) bool {
		return a.Schema != nil && a.Schema.Params && slices.Contains(a.Roots, name)
	})
}

func (c *completer) stepsOf(path []string) {
	switch path[0] {
	case "platform":
		c.fixed(path, "system", "os", "arch")
	case "self":
		c.fixed(path, "name")
	case "each":
		c.fixed(path, "key", "value")
		c.members(path)
	case "super":
		c.superAttrs(path)
	case "user":
		c.fixed(path, c.userNames()...)
	case "pkgs":
		c.packages("default", path[1:])
	case "pkgset":
		c.declaredSteps(path)
		if len(path) > 1 {
			c.packages(path[1], path[2:])
		}
	case "module":
		c.moduleSteps(path)
	case "local":
		c.declaredSteps(path)
		c.members(path)
		c.unreadSteps(path)
	default:
		c.declaredSteps(path)
		c.members(path)
	}
}

// unreadSteps offers what is written in the block around and has not been read.
func (c *completer) unreadSteps(path []string) {
	switch unread := c.unreadLocals(); {
	case len(path) == 1:
		for _, name := range unread {
			c.step(name, ItemValue, "", "")
		}
	case len(path) == 2 && slices.Contains(unread, path[1]):
		for _, name := range c.p.Top().Attr(path[1]).Keys {
			if ir.IsName(name) {
				c.step(name, ItemMember, "", "")
			}
		}
	}
}

// step offers a name behind what is there.
func (c *completer) step(name string, kind CompletionKind, detail, doc string) {
	if c.p.Follows == cursor.Paren {
		return
	}
	c.add(CompletionItem{Label: name, Kind: kind, Detail: detail, Doc: doc, Text: name})
}

// fixed offers names that end a reference, if it can stand here.
func (c *completer) fixed(path []string, names ...string) {
	if len(path) > 1 {
		return
	}
	for _, name := range names {
		if c.accepts(path[0], name) {
			c.step(name, ItemMember, "", wordDocs[path[0]])
		}
	}
}

// userNames are the users that the variant around can name.
func (c *completer) userNames() []string {
	if c.at == nil {
		return nil
	}
	return c.at.Users()
}

// declaredSteps offers the names of what the unit declares.
func (c *completer) declaredSteps(path []string) {
	seen, rest := map[string]bool{}, c.rest()
	for _, s := range c.Result.Resolved.Symbols {
		if s.Kind == config.Function || !strings.HasPrefix(s.Key, path[0]+".") {
			continue
		}
		words := addressOf(s)
		if len(words) <= len(path) || !slices.Equal(words[:len(path)], path) || seen[words[len(path)]] {
			continue
		}
		if !c.acceptsWhole(s, words) || len(words) == len(path)+1 && !c.goesOn(s, words, rest) {
			continue
		}
		name := words[len(path)]
		seen[name] = true
		if len(words) > len(path)+1 {
			c.add(CompletionItem{Label: name, Kind: ItemMember, Detail: "kind of package", Text: name + ".", Again: true})
			continue
		}
		c.declaredStep(s, name)
	}
}

// acceptsWhole reports whether a symbol can be referred to: a package set only with a
// package of it.
func (c *completer) acceptsWhole(s *resolve.Symbol, words []string) bool {
	if s.Kind == config.Pkgset {
		return c.accepts(append(words, "hello")...)
	}
	return c.acceptsSymbol(s)
}

func (c *completer) declaredStep(s *resolve.Symbol, name string) {
	item := CompletionItem{Label: name, Kind: ItemSymbol, Detail: string(kinds[s.Kind]), Text: name, symbol: s}
	switch {
	case s.Kind == config.Variable || s.Kind == config.Local:
		item.Kind, item.Detail = ItemValue, describeValue(c.valueAt(addressOf(s)))
	case c.isAbstractTarget(s):
		item.rank = rankLast
	case s.Kind == config.Pkgset && c.p.Follows == cursor.End:
		item.Text, item.Again = name+".", true
	}
	c.add(item)
}

// members offers the names in a value.
func (c *completer) members(path []string) {
	attrs, _ := c.valueAt(path).(ir.Attrs)
	for _, a := range attrs {
		if ir.IsName(a.Name) {
			c.step(a.Name, ItemMember, describeValue(a.Value), "")
		}
	}
	if top := c.p.Top(); len(path) == 2 && path[0] == "each" && path[1] == "value" && top != nil {
		if matrix := top.Attr("matrix"); matrix != nil {
			for _, name := range matrix.Keys {
				c.step(name, ItemMember, "item of the matrix", "")
			}
		}
	}
}

// superAttrs offers the attributes that the extended variant has.
func (c *completer) superAttrs(path []string) {
	top := c.p.Top()
	if top == nil || top.Schema == nil {
		return
	}
	in := top.Schema
	for _, word := range path[1:] {
		if in = config.BlockSchema(in, word, nil); in == nil {
			return
		}
	}
	for _, a := range in.Attrs {
		if c.accepts(append(slices.Clone(path), a.Name)...) {
			c.step(a.Name, ItemMember, a.Type.String(), attrDoc(a))
		}
	}
	for _, b := range in.Blocks {
		if len(b.Attrs) > 0 && c.accepts(append(slices.Clone(path), b.Type, b.Attrs[0].Name)...) {
			c.add(CompletionItem{Label: b.Type, Kind: ItemBlock, Text: b.Type + ".", Again: true})
		}
	}
}

// moduleSteps offers the modules, and what they let others use.
func (c *completer) moduleSteps(path []string) {
	if len(path) == 1 {
		rest := c.rest()
		for _, m := range c.Result.Resolved.Of(config.Module) {
			if !c.goesOn(m, addressOf(m), rest) {
				continue
			}
			item := CompletionItem{Label: m.Name, Kind: ItemSymbol, Detail: string(Module), Text: m.Name, Again: true}
			if c.p.Follows == cursor.End && m.Repeat == nil {
				item.Text += "."
			}
			c.add(item)
		}
		return
	}
	module := c.Result.Resolved.Symbol("module." + path[1])
	unit := c.Result.Resolved.Modules[path[1]]
	if module == nil || unit == nil {
		return
	}
	rest := path[2:]
	if module.Repeat != nil {
		if len(rest) == 0 {
			return // the key comes first
		}
		rest = rest[1:]
	}
	switch {
	case len(rest) == 0:
		c.exported(unit)
	case rest[0] == "pkgs":
		c.packages("", rest[1:])
	default:
		c.inModule(unit, rest)
	}
}

func (c *completer) exported(unit *resolve.Program) {
	for _, word := range resolve.Exported() {
		has := word == "pkgs" || slices.ContainsFunc(unit.Symbols, func(s *resolve.Symbol) bool {
			return s.Block != nil && s.Kind != config.Function && addressOf(s)[0] == word
		})
		if has {
			c.add(CompletionItem{Label: word, Kind: ItemSymbol, Text: word + ".", Again: true})
		}
	}
}

// inModule offers the names of what a module declares.
func (c *completer) inModule(unit *resolve.Program, rest []string) {
	seen := map[string]bool{}
	for _, s := range unit.Symbols {
		if s.Block == nil || s.Kind == config.Function || !slices.Contains(resolve.Exported(), rest[0]) {
			continue
		}
		words := addressOf(s)
		if len(words) <= len(rest) || !slices.Equal(words[:len(rest)], rest) || seen[words[len(rest)]] {
			continue
		}
		name := words[len(rest)]
		seen[name] = true
		item := CompletionItem{Label: name, Kind: ItemSymbol, Detail: string(kinds[s.Kind]), Doc: descriptionOf(s), Text: name}
		if len(words) > len(rest)+1 {
			item.Text, item.Again = name+".", true
		}
		c.add(item)
	}
}
