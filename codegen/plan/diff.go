package plan

import (
	"fmt"
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
	if same(before, after) {
		return
	}
	before, after = alike(before, after), alike(after, before)
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
	if was == is {
		d.say(path, "changed")
		return
	}
	d.say(path, was+" -> "+is)
}

// alike makes what only takes something over comparable with what adds to it: x
// with x // { … }, and x with x ++ [ … ].
func alike(t, other tree) tree {
	ref, ok := t.(reference)
	if !ok {
		return t
	}
	switch other := other.(type) {
	case object:
		if from, ok := other.get(spread); ok && from == t {
			return object{{spread, ref}}
		}
	case []tree:
		if len(other) > 0 && other[0] == spread+ref {
			return []tree{spread + ref}
		}
	}
	return t
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

// one says that a member came or went: of an object each of its members, of a
// list each of its elements.
func (d *differ) one(path, sign string, value tree) {
	switch value := value.(type) {
	case object:
		if len(value) > 0 {
			d.members(path, sign, value)
			return
		}
	case []tree:
		switch {
		case len(value) == 0:
		case sign == "+":
			d.lists(path, nil, value)
			return
		default:
			d.lists(path, value, nil)
			return
		}
	}
	d.say(path, sign+" "+short(value))
}

// members leaves out what the object takes over, which is not what is news.
func (d *differ) members(path, sign string, o object) {
	for _, m := range o {
		if m.name != spread || len(o) == 1 {
			d.one(inside(path, m.name), sign, m.value)
		}
	}
}

func inside(path, name string) string {
	return strings.TrimPrefix(path+attribute(name), ".")
}

// lists tells what was added and removed; the rest can only have moved.
func (d *differ) lists(path string, before, after []tree) {
	added, removed := without(after, before), without(before, after)
	var parts []string
	for _, item := range added {
		parts = append(parts, "+ "+short(item))
	}
	for _, item := range removed {
		parts = append(parts, "- "+short(item))
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

// short is a value on one line, cut where there is no room for more.
func short(t tree) string {
	var text string
	switch t := t.(type) {
	case reference:
		text = string(t)
	case code:
		text = strings.Join(strings.Fields(string(t)), " ")
	default:
		text = string(encode(t))
	}
	if utf8.RuneCountInString(text) <= longestValue {
		return text
	}
	return string([]rune(text)[:longestValue]) + "…"
}
