package query

import (
	"cmp"
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
	items := c.out.Items
	slices.SortStableFunc(items, func(a, b CompletionItem) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), compareBool(a.Deprecated, b.Deprecated))
	})
	seen := map[string]bool{}
	items = slices.DeleteFunc(items, func(item CompletionItem) bool {
		known := seen[item.Label]
		seen[item.Label] = true
		return known
	})
	if len(items) > MaxItems {
		c.out.Incomplete = true
		items = likeliest(items, c.prefix())
	}
	if c.out.Items = items[:min(len(items), MaxItems)]; len(items) == 0 {
		c.p.Start, c.p.End = c.p.Offset, c.p.Offset
	}
	c.out.Insert = c.file.Range(c.p.Start, c.p.Offset)
	c.out.Replace = c.file.Range(c.p.Start, c.p.End)
	return c.out
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
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
