package query

import (
	"fmt"
	"slices"
	"sort"
	"strconv"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/ir"
)

// valueAt is the value that a reference has on the first platform, nil where it is
// not known. The words may lead into it; "*" is any element.
func (c *completer) valueAt(words []string) ir.Value {
	if len(words) < 2 {
		return nil
	}
	if words[0] == "each" {
		return c.eachValue(words[1:])
	}
	if words[0] != "var" && words[0] != "local" || c.Result.Program == nil || len(c.Result.Program.Platforms) == 0 {
		return nil
	}
	values := c.Result.Program.Platforms[0].Values
	key := words[0] + "." + words[1]
	i := sort.Search(len(values), func(i int) bool { return values[i].Name >= key })
	if i == len(values) || values[i].Name != key {
		return nil
	}
	return memberAt(values[i].Value, words[2:])
}

// eachValue is what the items of the block's repetition have in common with the
// first of them.
func (c *completer) eachValue(words []string) ir.Value {
	top := c.p.Top()
	if top == nil || words[0] != "value" {
		return nil
	}
	if a := top.Attr("for_each"); a != nil && a.Path != nil && a.Path[0] != "each" {
		return memberAt(c.valueAt(append(a.Path[:len(a.Path):len(a.Path)], "*")), words[1:])
	}
	return nil
}

func memberAt(v ir.Value, steps []string) ir.Value {
	for _, step := range steps {
		switch at := v.(type) {
		case ir.Attrs:
			v = attrNamed(at, step)
		case ir.List:
			n, err := strconv.Atoi(step)
			if step == "*" {
				n, err = 0, nil
			}
			if err != nil || n < 0 || n >= len(at) {
				return nil
			}
			v = at[n]
		default:
			return nil
		}
	}
	return v
}

func attrNamed(attrs ir.Attrs, name string) ir.Value {
	for _, a := range attrs {
		if a.Name == name || name == "*" {
			return a.Value
		}
	}
	return nil
}

// valueFits reports whether a value is what is wanted.
func (c *completer) valueFits(v ir.Value) bool {
	for _, t := range c.want.types {
		switch v := v.(type) {
		case ir.Text:
			if t.Value == cty.String && !t.List && !t.Map {
				return true
			}
		case ir.Int, ir.Float:
			if t.Value == cty.Number && !t.List && !t.Map {
				return true
			}
		case ir.Bool:
			if t.Value == cty.Bool && !t.List && !t.Map {
				return true
			}
		case ir.List:
			if t.List {
				return true
			}
		case ir.Attrs:
			if t.Map || t.List && len(v) > 0 && t.Ref != "" {
				return true
			}
		}
	}
	return false
}

// valueMisfits reports whether a value cannot be what is wanted: a list where one
// thing is, or the other way round.
func (c *completer) valueMisfits(v ir.Value) bool {
	switch v.(type) {
	case ir.List, ir.Attrs:
		return !c.want.several()
	case ir.Int, ir.Float, ir.Bool:
		return c.want.several() || c.want.onlyRefers()
	case ir.Text:
		return c.want.several()
	}
	return false
}

// describeValue says what a value is, in a few words.
func describeValue(v ir.Value) string {
	const most = 40
	switch v := v.(type) {
	case ir.Text:
		text, plain := v.Plain()
		if !plain {
			return "string"
		}
		if runes := []rune(text); len(runes) > most {
			text = string(runes[:most-1]) + "…"
		}
		return strconv.Quote(text)
	case ir.Int:
		return strconv.FormatInt(int64(v), 10)
	case ir.Float:
		return strconv.FormatFloat(float64(v), 'g', -1, 64)
	case ir.Bool:
		return strconv.FormatBool(bool(v))
	case ir.List:
		return fmt.Sprintf("list of %d", len(v))
	case ir.Attrs:
		return fmt.Sprintf("map of %d", len(v))
	case ir.Secret:
		return "sensitive"
	}
	return ""
}

// ownLocals offers the local values of the block around. While one of them is being
// written, the passes may know none of the block.
func (c *completer) ownLocals() {
	for _, name := range c.unreadLocals() {
		c.add(CompletionItem{Label: "local." + name, Kind: ItemValue, Text: "local." + name, rank: rankNear})
	}
}

// unreadLocals are the local values of the block around that no pass has read.
func (c *completer) unreadLocals() []string {
	top := c.p.Top()
	if top == nil || top.Type != "locals" {
		return nil
	}
	var names []string
	for _, a := range top.Attrs {
		if a != c.p.Attr && c.Result.Resolved.Symbol("local."+a.Name) == nil && !slices.Contains(names, a.Name) {
			names = append(names, a.Name)
		}
	}
	return names
}
