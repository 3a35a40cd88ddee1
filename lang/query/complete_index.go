package query

import (
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// indexes offers the keys that can stand behind a reference in brackets.
func (c *completer) indexes() {
	path := c.p.Path
	switch path[0] {
	case "pkgs":
		c.packages("default", path[1:])
	case "pkgset":
		if len(path) > 1 {
			c.packages(path[1], path[2:])
		}
	case "var", "local", "each":
		attrs, _ := c.valueAt(path).(ir.Attrs)
		for _, a := range attrs {
			c.key(a.Name, describeValue(a.Value))
		}
	default:
		for _, key := range c.keysOf(config.Ref{Word: path[0], Names: path[1:]}.Address()) {
			c.key(key, "")
		}
	}
}

// key offers the text of a string, with what is not there of its quotes.
func (c *completer) key(text, detail string) {
	if strings.ContainsAny(text, "\"\\\n$%") {
		return // which would take escapes
	}
	item := CompletionItem{Label: text, Kind: ItemConstant, Detail: detail, Text: text}
	switch {
	case !c.p.Quoted:
		item.Text = `"` + text + `"`
	case !c.p.Closed:
		item.Text += `"`
	}
	c.add(item)
}
