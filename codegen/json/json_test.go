package json

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func TestParseLocatesDamage(t *testing.T) {
	for _, test := range []struct {
		name, text, at, message string
	}{
		{"empty", "", "1:1", "ends too early"},
		{"no JSON", "hello", "1:1", "a value was expected"},
		{"cut off", "{\n  \"nodes\": {", "2:13", "ends too early"},
		{"open string", "{\n  \"nodes", "2:3", "never closed"},
		{"trailing comma", "{\"a\": [1,\n]}", "2:1", "nothing between the comma"},
		{"no comma", `{"a":1 "b":2}`, "1:8", "a comma or the closing bracket"},
		{"no colon", `{"a" 1}`, "1:6", "a colon was expected"},
		{"bare key", `{a:1}`, "1:2", "a key in double quotes"},
		{"more", `{} {}`, "1:4", "more after the end"},
		{"bad escape", `{"ü\x":1}`, "1:4", "no such escape"},
		{"short escape", `{"\u12":1}`, "1:3", "four hexadecimal digits"},
		{"surrogate", `{"\ud800":1}`, "1:3", "surrogate"},
		{"control", "{\"a\x01\":1}", "1:4", "must be escaped"},
		{"UTF-8", "{\"a\xff\":1}", "1:4", "not valid UTF-8"},
		{"number", `{"a":-}`, "1:7", "a digit"},
		{"leading zero", `{"a":01}`, "1:7", "a comma or"},
		{"fraction", `{"a":1.}`, "1:8", "a digit"},
		{"duplicate", "{\"a\":1,\n \"a\":2}", "2:2", `"a" is there twice`},
		{"deep", strings.Repeat("[", 100), "1:65", "more than 64 deep"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v, damage := Parse([]byte(test.text))
			if v != nil || damage == nil {
				t.Fatalf("got %v, and damage %v", v, damage)
			}
			at := NewLines([]byte(test.text), "a.json").Range(damage.Start, damage.End)
			if got := fmt.Sprintf("%d:%d", at.Start.Line, at.Start.Column); got != test.at || at.File != "a.json" {
				t.Errorf("at %s of %q, want %s", got, at.File, test.at)
			}
			if !strings.Contains(damage.Message, test.message) {
				t.Errorf("message %q does not say %q", damage.Message, test.message)
			}
		})
	}
}

func TestParseIsBounded(t *testing.T) {
	_, damage := Parse([]byte("[" + strings.Repeat("0,", MaxValues) + "0]"))
	if damage == nil || !strings.Contains(damage.Message, "500000 values") {
		t.Errorf("damage %v", damage)
	}
}

func TestHasConflict(t *testing.T) {
	for text, want := range map[string]bool{
		"{\n<<<<<<< HEAD\n}":    true,
		"{}\n>>>>>>> theirs\n":  true,
		`{"a": "<<<<<<< HEAD"}`: false,
	} {
		if HasConflict([]byte(text)) != want {
			t.Errorf("%q: a conflict is %v", text, !want)
		}
	}
}

func TestBytes(t *testing.T) {
	v := NewObject([]Member{
		{Key: "b", Value: NewStrings([]string{"x", "é\u2028\"\\\n\x01"})},
		{Key: "a", Value: &Value{Kind: Number, Text: "1"}},
		{Key: "c", Value: NewObject(nil)},
	})
	const want = "{\n  \"a\": 1,\n  \"b\": [\n    \"x\",\n    \"é\u2028\\\"\\\\\\n\\u0001\"\n  ],\n  \"c\": {}\n}\n"
	if got := string(v.Bytes()); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"a": [1, -0.5e3, "\ud83d\ude00", true, null], "b": {}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		v, damage := Parse(data)
		if damage != nil {
			if damage.Start < 0 || damage.End < damage.Start || damage.End > len(data) {
				t.Fatalf("damage from %d to %d of %d bytes", damage.Start, damage.End, len(data))
			}
			return
		}
		once := v.Bytes()
		again, damage := Parse(once)
		if damage != nil {
			t.Fatalf("what was written is damaged: %v\n%s", damage, once)
		}
		if twice := again.Bytes(); !bytes.Equal(once, twice) {
			t.Fatalf("not stable:\n%s\n%s", once, twice)
		}
	})
}
