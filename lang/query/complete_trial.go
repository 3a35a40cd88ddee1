package query

import (
	"slices"

	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/query/cursor"
	"github.com/agentboxc/agentboxc/lang/trial"
	"github.com/agentboxc/agentboxc/schema"
)

// testWords offers what starts a reference in a test: the words of the program as
// plain data, and where addresses are wanted those that the unit has.
func (c *completer) testWords() {
	if c.p.Inner().Type == "variables" {
		c.fileVariables("var.")
		return
	}
	if c.want.refers(schema.Declaration) {
		for _, s := range c.Result.Resolved.Symbols {
			if s.Block != nil {
				c.add(CompletionItem{Label: s.Key, Kind: ItemSymbol, Detail: string(kinds[s.Kind]), Text: s.Key})
			}
		}
		return
	}
	for _, name := range c.p.Names {
		c.add(CompletionItem{Label: name, Kind: ItemValue, Detail: "of the for expression", Text: name})
	}
	for _, word := range trial.Words() {
		item := CompletionItem{Label: word, Kind: ItemSymbol, Text: word, rank: rankNear}
		if c.p.Follows == cursor.End {
			item.Text, item.Again = word+".", true
		}
		c.add(item)
	}
}

// fileVariables are those of the test file, which its runs can read in their own.
func (c *completer) fileVariables(before string) {
	if len(c.p.Blocks) < 3 {
		return // the values of the file refer to nothing
	}
	for _, b := range c.file.Blocks {
		if b.Type != "variables" {
			continue
		}
		for _, a := range b.Attrs {
			c.add(CompletionItem{Label: before + a.Name, Kind: ItemValue, Text: before + a.Name})
		}
	}
}

// testSteps offers the members of the program as data.
func (c *completer) testSteps() {
	path := c.p.Path
	switch {
	case c.p.Inner().Type == "variables":
		if len(path) == 1 && path[0] == "var" {
			c.fileVariables("")
		}
		return
	case path[0] == "pkgs":
		c.packages("default", path[1:])
		return
	case slices.Contains(c.p.Names, path[0]):
		return
	case c.want.refers(schema.Declaration):
		c.declaredSteps(path)
		return
	}
	for _, name := range trial.Members(c.Result.Program, c.Result.Config, path) {
		if ir.IsName(name) {
			c.step(name, ItemMember, "", "")
		}
	}
}
