package query

import (
	"slices"
	"strings"
)

// The ranks of items, the best first.
const (
	rankBest   = iota // of exactly the wanted kind
	rankNear          // a value that may be of that kind
	rankCommon        // what can stand anywhere
	rankLast
)

func (c *completer) add(item CompletionItem) { c.out.Items = append(c.out.Items, item) }

// answer sorts the items, each of which comes once, and bounds them: when there
// are too many, those are left that begin as what was typed, or have it in them.
func (c *completer) answer() Completion {
	items := c.ranked()
	if c.file.IsJSON() {
		items = slices.DeleteFunc(items, func(item CompletionItem) bool { return strings.ContainsAny(item.Text, `"\`) })
	}
	if len(items) > MaxItems {
		c.out.Incomplete = true
		items = likeliest(items, c.prefix())
	}
	if c.out.Items = items[:min(len(items), MaxItems)]; len(items) == 0 {
		c.p.Start, c.p.End = c.p.Offset, c.p.Offset
	}
	for i := range c.out.Items {
		if item := &c.out.Items[i]; item.Doc == "" && item.symbol != nil {
			item.Doc = descriptionOf(item.symbol)
		}
	}
	c.out.Insert = c.file.Range(c.p.Start, c.p.Offset)
	c.out.Replace = c.file.Range(c.p.Start, c.p.End)
	return c.out
}

// ranked are the items in order, each once.
func (c *completer) ranked() []CompletionItem {
	all := c.out.Items
	sorted, seen := make([]CompletionItem, 0, len(all)), make(map[string]bool, len(all))
	for rank := rankBest; rank <= rankLast; rank++ {
		for _, deprecated := range []bool{false, true} {
			for i := range all {
				if all[i].rank == rank && all[i].Deprecated == deprecated && !seen[all[i].Label] {
					seen[all[i].Label] = true
					sorted = append(sorted, all[i])
				}
			}
		}
	}
	return sorted
}

// likeliest are the items that what was typed is a part of, those that start with
// it before the others.
func likeliest(items []CompletionItem, typed string) []CompletionItem {
	typed = strings.ToLower(typed)
	var starts, holds []CompletionItem
	for _, item := range items {
		switch at := strings.Index(strings.ToLower(item.filter()), typed); {
		case at == 0:
			starts = append(starts, item)
		case at > 0:
			holds = append(holds, item)
		}
	}
	return append(starts, holds...)
}

func (i *CompletionItem) filter() string {
	if i.Filter != "" {
		return i.Filter
	}
	return i.Label
}

// escapeSnippet writes a text so that a snippet holds it as it is.
func escapeSnippet(text string) string {
	return strings.NewReplacer(`\`, `\\`, `$`, `\$`, `}`, `\}`).Replace(text)
}
