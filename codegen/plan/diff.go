package plan

import (
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"
)

// The limits of a reason: it is read, not parsed.
const (
	longestValue = 60 // characters
	mostItems    = 8
)

// differences says, attribute by attribute, how one tree became another. It is
// empty when they are the same. The label names a value that is no object.
func differences(label string, before, after tree) []string {
	d := differ{}
	d.compare(label, before, after)
	return d.reasons
}

type differ struct{ reasons []string }

func (d *differ) say(path, what string) {
	if path == "" {
		path = "value"
	}
	d.reasons = append(d.reasons, path+": "+what)
}

func (d *differ) compare(path string, before, after tree) {
	if reflect.DeepEqual(before, after) {
		return
	}
	switch after := after.(type) {
	case object:
		if before, ok := before.(object); ok {
			d.objects(path, before, after)
			return
		}
	case []tree:
		if before, ok := before.([]tree); ok {
			d.lists(path, before, after)
			return
		}
	}
	was, is := short(before), short(after)
	if was == "" || is == "" || was == is {
		d.say(path, "changed")
		return
	}
	d.say(path, was+" -> "+is)
}

// objects goes through the names of both in order.
func (d *differ) objects(path string, before, after object) {
	i, j := 0, 0
	for i < len(before) || j < len(after) {
		switch {
		case j == len(after) || i < len(before) && before[i].name < after[j].name:
			d.one(inside(path, before[i].name), "-", before[i].value)
			i++
		case i == len(before) || after[j].name < before[i].name:
			d.one(inside(path, after[j].name), "+", after[j].value)
			j++
		default:
			d.compare(inside(path, after[j].name), before[i].value, after[j].value)
			i, j = i+1, j+1
		}
	}
}

// one says that a member came or went.
func (d *differ) one(path, sign string, value tree) {
	if text := short(value); text != "" {
		d.say(path, sign+" "+text)
		return
	}
	d.say(path, map[string]string{"+": "added", "-": "removed"}[sign])
}

func inside(path, name string) string {
	return strings.TrimPrefix(path+attribute(name), ".")
}

// lists tells what was added and removed; the rest can only have moved.
func (d *differ) lists(path string, before, after []tree) {
	added, removed := without(after, before), without(before, after)
	var parts []string
	for _, item := range added {
		parts = append(parts, "+ "+shortItem(item))
	}
	for _, item := range removed {
		parts = append(parts, "- "+shortItem(item))
	}
	switch {
	case len(parts) == 0:
		d.say(path, "order changed")
	case len(parts) > mostItems:
		d.say(path, fmt.Sprintf("%s and %d more", strings.Join(parts[:mostItems], ", "), len(parts)-mostItems))
	default:
		d.say(path, strings.Join(parts, ", "))
	}
}

// without returns the elements of list that are not in other, counting
// repetitions.
func without(list, other []tree) []tree {
	left := map[string]int{}
	for _, item := range other {
		left[identity(item)]++
	}
	var rest []tree
	for _, item := range list {
		if id := identity(item); left[id] > 0 {
			left[id]--
			continue
		}
		rest = append(rest, item)
	}
	return rest
}

func identity(t tree) string { return fmt.Sprintf("%T %s", t, encode(t)) }

func shortItem(t tree) string {
	if text := short(t); text != "" {
		return text
	}
	return "an item"
}

// short is a value on one line, or "" when there is no room for it.
func short(t tree) string {
	text := ""
	switch t := t.(type) {
	case reference:
		text = string(t)
	case code:
		text = string(t)
	default:
		text = string(encode(t))
	}
	if strings.Contains(text, "\n") || utf8.RuneCountInString(text) > longestValue {
		return ""
	}
	return text
}
