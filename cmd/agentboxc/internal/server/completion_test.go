package server_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

type completionList struct {
	IsIncomplete bool `json:"isIncomplete"`
	ItemDefaults *struct {
		EditRange struct {
			Insert  span `json:"insert"`
			Replace span `json:"replace"`
		} `json:"editRange"`
	} `json:"itemDefaults"`
	Items []struct {
		Label            string          `json:"label"`
		Kind             int             `json:"kind"`
		Detail           string          `json:"detail"`
		Documentation    json.RawMessage `json:"documentation"`
		SortText         string          `json:"sortText"`
		FilterText       string          `json:"filterText"`
		InsertTextFormat int             `json:"insertTextFormat"`
		TextEditText     string          `json:"textEditText"`
		TextEdit         *struct {
			NewText string `json:"newText"`
			Range   *span  `json:"range"`
			Insert  *span  `json:"insert"`
			Replace *span  `json:"replace"`
		} `json:"textEdit"`
		Command *struct {
			Command string `json:"command"`
		} `json:"command"`
	} `json:"items"`
}

func (l completionList) labels() string {
	var labels []string
	for _, item := range l.Items {
		labels = append(labels, item.Label)
	}
	return strings.Join(labels, " ")
}

// completion asks at the ‸ of a text, which is opened.
func (e *editor) completion(name, marked string) completionList {
	e.t.Helper()
	before, after, _ := strings.Cut(marked, "‸")
	e.open(name, 1, before+after)
	var list completionList
	e.must("textDocument/completion", e.behind(name, before), &list)
	e.close(name)
	return list
}

// behind is the parameters for the position behind a text.
func (e *editor) behind(name, before string) string {
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":%d,"character":%d}}`,
		e.uri(name), strings.Count(before, "\n"), len([]rune(line)))
}

// folderFor is openFolder for a client with these capabilities in documents, and
// commands of its own.
func folderFor(t *testing.T, capabilities, commands string, files map[string]string) *editor {
	t.Helper()
	e := connect(t, t.TempDir())
	for name, text := range files {
		e.write(name, text)
	}
	var result json.RawMessage
	e.must("initialize", fmt.Sprintf(`{"processId": null, "rootUri": %q, "capabilities": {"textDocument": %s, "experimental": {"commands": {"commands": %s}}}}`,
		e.uri("."), capabilities, commands), &result)
	e.tell("initialized", `{}`)
	return e
}

func TestCompletion(t *testing.T) {
	e := folderFor(t, `{"completion": {"completionItem": {"snippetSupport": true, "insertReplaceSupport": true, "documentationFormat": ["markdown"]}}}`,
		`["editor.action.triggerSuggest", "editor.action.triggerParameterHints"]`,
		map[string]string{"common/agentbox.hcl": "variable \"python\" {\n  type = string\n}\n\nlayer \"shared\" {\n}\n"})
	list := e.completion("agentbox.hcl", unit+"\nvariant \"é\" {\n  layers = [lay‸er.base]\n}\n")
	if len(list.Items) == 0 || list.Items[0].Label != "layer" {
		t.Errorf("the word of a reference: %s", list.labels())
	}
	list = e.completion("agentbox.hcl", unit+"\nvariant \"x\" {\n  # é\n  layers = [b‸a]\n}\n")
	if !strings.HasPrefix(list.labels(), "layer.base ") {
		t.Fatalf("layers: %s", list.labels())
	}
	first := list.Items[0]
	if edit := first.TextEdit; edit == nil || edit.NewText != "layer.base" || *edit.Insert != (span{position{12, 12}, position{12, 13}}) || *edit.Replace != (span{position{12, 12}, position{12, 14}}) {
		t.Errorf("the edit: %+v", first.TextEdit)
	}
	if first.SortText != "0000" || first.Kind != 18 || first.InsertTextFormat != 0 {
		t.Errorf("%+v", first)
	}
	list = e.completion("agentbox.hcl", unit+"\nvari‸\n")
	for _, item := range list.Items {
		if item.Label == "variable" && (item.InsertTextFormat != 2 || !strings.Contains(item.TextEdit.NewText, "${1:name}") || !strings.Contains(string(item.Documentation), "markdown")) {
			t.Errorf("a snippet: %+v", item)
		}
	}
	list = e.completion("agentbox.hcl", unit+"\nlocals {\n  x = [joi‸]\n}\n")
	for _, item := range list.Items {
		if item.Label == "join" && (item.Command == nil || item.Command.Command != "editor.action.triggerParameterHints") {
			t.Errorf("a function: %+v", item)
		}
	}
	list = e.completion("agentbox.hcl", "module \"m\" {\n  source = \"./common\"\n  p‸\n}\n")
	if !strings.HasPrefix(list.labels(), "python ") {
		t.Errorf("variables of a module that is being written: %s", list.labels())
	}
	list = e.completion("agentbox.hcl", "module \"m\" {\n  source = \"./‸\"\n}\n")
	if list.labels() != "common/" || list.Items[0].Command == nil || list.Items[0].Command.Command != "editor.action.triggerSuggest" {
		t.Errorf("a path: %+v", list.Items)
	}
	list = e.completion("agentbox.hcl", "# nothing‸\n")
	if list.Items == nil || len(list.Items) != 0 {
		t.Errorf("in a comment: %+v", list)
	}
	list = e.completion("common/prod.agentboxvars", "py‸\n")
	if list.labels() != "python" {
		t.Errorf("values for a unit: %s", list.labels())
	}
	list = e.completion("agentbox.work.hcl", "workspace {\n  ‸\n}\n")
	if list.labels() != "members exclude lock" {
		t.Errorf("a workspace: %s", list.labels())
	}
}

// A client that says nothing gets plain text.
func TestPlainCompletion(t *testing.T) {
	e := folderFor(t, `{}`, `null`, nil)
	list := e.completion("agentbox.hcl", "layer \"a\" {\n  pa‸\n}\n")
	for _, item := range list.Items {
		if item.TextEdit == nil || item.TextEdit.Range == nil || strings.Contains(item.TextEdit.NewText, "$") || item.InsertTextFormat != 0 || item.Command != nil {
			t.Errorf("%+v", item)
		}
	}
	if len(list.Items) == 0 {
		t.Error("nothing")
	}
}

// A client may take what all items have in common once.
func TestCompletionDefaults(t *testing.T) {
	e := folderFor(t, `{"completion": {"completionItem": {"insertReplaceSupport": true}, "completionList": {"itemDefaults": ["editRange"]}}}`, `null`, nil)
	list := e.completion("agentbox.hcl", "layer \"a\" {\n  pa‸x\n}\n")
	if list.ItemDefaults == nil || list.ItemDefaults.EditRange.Replace != (span{position{1, 2}, position{1, 5}}) {
		t.Errorf("%+v", list.ItemDefaults)
	}
	for _, item := range list.Items {
		if item.TextEdit != nil || item.Label == "packages" && item.TextEditText != "packages = " {
			t.Errorf("%+v", item)
		}
	}
}

func TestSignatureHelp(t *testing.T) {
	e := folderFor(t, `{"signatureHelp": {"signatureInformation": {"parameterInformation": {"labelOffsetSupport": true}}}}`, `null`, nil)
	before := "locals {\n  a = join(\",\", "
	e.open("agentbox.hcl", 1, before+"\n}\n")
	var help struct {
		ActiveParameter int `json:"activeParameter"`
		Signatures      []struct {
			Label      string `json:"label"`
			Parameters []struct {
				Label [2]int `json:"label"`
			} `json:"parameters"`
		} `json:"signatures"`
	}
	e.must("textDocument/signatureHelp", e.behind("agentbox.hcl", before), &help)
	if len(help.Signatures) != 1 || help.ActiveParameter != 1 {
		t.Fatalf("%+v", help)
	}
	s := help.Signatures[0]
	if p := s.Parameters[1].Label; s.Label[p[0]:p[1]] != "lists..." {
		t.Errorf("%+v", s)
	}
	var none json.RawMessage
	e.must("textDocument/signatureHelp", e.behind("agentbox.hcl", "locals {\n"), &none)
	if string(none) != "null" {
		t.Errorf("%s", none)
	}
}
