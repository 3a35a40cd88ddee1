package server_test

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/server"
)

// refusals are the errors that a request may be answered with: it asks for what cannot
// be had. Everything else is a fault.
var refusals = []int{-32602, -32803}

// FuzzFeatures makes random edits of a unit and asks for everything at random places
// between them. Nothing may be answered with a fault, every range must lie in the text,
// and what is wrong must be the same as if the text had been sent whole.
func FuzzFeatures(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(unit, seed)
		f.Add(layers(3), seed)
	}
	for _, pattern := range []string{"../../../../examples/*/agentbox.hcl", "../../../../golden/*/in/agentbox.hcl"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			f.Fatalf("no units: %v", err)
		}
		for i, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			if len(text) < 6000 {
				f.Add(string(text), uint64(i))
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		if !utf8.ValidString(text) || len(text) > 20_000 {
			return
		}
		e := openFolder(t, map[string]string{"agentbox.hcl": text})
		r := &randomUser{editor: e, random: rand.New(rand.NewPCG(seed, 1)), text: text, version: 1}
		e.open("agentbox.hcl", 1, text)
		for range 3 {
			r.edit()
			r.askForEverything()
		}
		r.compare()
	})
}

// randomUser edits a document and asks for things.
type randomUser struct {
	*editor
	random  *rand.Rand
	text    string
	version int
}

func (r *randomUser) edit() {
	pieces := []string{"", "x", "é", "😀", "\n", "\r\n", "{", "}", "\"", "${", ".", "= ", "[", "layer.", "pkgs.", "  "}
	for range 1 + r.random.IntN(4) {
		start := whole(r.text, r.random.IntN(len(r.text)+1))
		end := whole(r.text, min(len(r.text), start+r.random.IntN(5)))
		piece := pieces[r.random.IntN(len(pieces))]
		r.version++
		r.editor.edit(r.version, span{positionIn(r.text, start), positionIn(r.text, end)}, piece)
		r.text = r.text[:start] + piece + r.text[end:]
	}
}

func (r *randomUser) place() position {
	return positionIn(r.text, whole(r.text, r.random.IntN(len(r.text)+1)))
}

// askForEverything sends each request that the server knows, before it waits for any.
func (r *randomUser) askForEverything() {
	r.t.Helper()
	asked := map[string]string{}
	var order []string
	for _, method := range server.Methods() {
		id := r.begin(method, r.params(method))
		asked[id] = method
		order = append(order, id)
	}
	for _, id := range order {
		got := r.answerTo(id)
		if got.Error != nil && !slices.Contains(refusals, got.Error.Code) {
			r.t.Errorf("%s: %d %s\nin %q", asked[id], got.Error.Code, got.Error.Message, r.text)
		}
		r.inside(asked[id], got.Result)
	}
}

func (r *randomUser) params(method string) map[string]any {
	at := r.place()
	item := map[string]any{
		"name": "base", "kind": 5, "uri": r.uri("agentbox.hcl"), "range": span{at, at}, "selectionRange": span{at, at},
	}
	params := r.formatting("agentbox.hcl")
	for name, value := range map[string]any{
		"position": at, "positions": []position{at, r.place()}, "range": span{at, at}, "newName": "other", "query": "a", "ch": "}",
		"context":          map[string]any{"includeDeclaration": true, "diagnostics": []any{}, "triggerKind": 1},
		"previousResultId": "1", "item": item,
	} {
		params[name] = value
	}
	if method == "workspace/willRenameFiles" {
		params = map[string]any{"files": []any{map[string]any{"oldUri": r.uri("a"), "newUri": r.uri("b")}}}
	}
	if method == "completionItem/resolve" {
		params = map[string]any{"label": "x"}
	}
	return params
}

// inside fails for a range that ends before it starts, or leaves the text.
func (r *randomUser) inside(method string, result json.RawMessage) {
	var value any
	if err := json.Unmarshal(result, &value); err != nil {
		return // an error
	}
	lines := strings.Count(strings.ReplaceAll(strings.ReplaceAll(r.text, "\r\n", "\n"), "\r", "\n"), "\n")
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			start, isStart := v["start"].(map[string]any)
			end, isEnd := v["end"].(map[string]any)
			if isStart && isEnd {
				from, to := number(start, "line")*1e6+number(start, "character"), number(end, "line")*1e6+number(end, "character")
				if from > to || int(number(end, "line")) > lines {
					r.t.Errorf("%s: a range from %v to %v in %q", method, start, end, r.text)
				}
			}
			for _, e := range v {
				walk(e)
			}
		}
	}
	walk(value)
}

func number(object map[string]any, name string) float64 {
	n, _ := object[name].(float64) // absent is 0
	return n
}

// compare asks what is wrong with the text, and again with the same text sent whole.
func (r *randomUser) compare() {
	r.t.Helper()
	ask := func() string {
		got := r.answerTo(r.begin("textDocument/diagnostic", r.document("agentbox.hcl")))
		return string(got.Result)
	}
	before := ask()
	r.change("agentbox.hcl", r.version+1, "# another text\n")
	ask()
	r.change("agentbox.hcl", r.version+2, r.text)
	if after := ask(); after != before {
		r.t.Errorf("edited: %s\nsent whole: %s\nin %q", before, after, r.text)
	}
	r.alive()
}

// whole is an offset that a position can have: at a character, and not between CR and
// LF.
func whole(text string, offset int) int {
	for offset > 0 && offset < len(text) && (!utf8.RuneStart(text[offset]) || strings.HasPrefix(text[offset-1:], "\r\n")) {
		offset--
	}
	return offset
}

func positionIn(text string, offset int) position {
	before := strings.ReplaceAll(strings.ReplaceAll(text[:offset], "\r\n", "\n"), "\r", "\n")
	p := position{Line: strings.Count(before, "\n")}
	for _, r := range before[strings.LastIndex(before, "\n")+1:] {
		p.Character++
		if r > 0xffff {
			p.Character++
		}
	}
	return p
}
