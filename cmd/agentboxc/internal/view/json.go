package view

import (
	"bytes"
	"encoding/json"
)

// formatVersion is the version of all JSON documents. Its first number changes
// when a program that reads them has to.
const formatVersion = "1.0"

// document prints one JSON document.
func (v *View) document(doc any) { v.Document(document(doc)) }

// document is a JSON document. Its keys are in the order of the fields.
func document(doc any) []byte {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(doc); err != nil {
		panic(err) // a document that can't be encoded is a bug
	}
	return text.Bytes()
}

// compact is a value as JSON on one line.
func compact(value any) []byte {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		panic(err)
	}
	return bytes.TrimSpace(text.Bytes())
}
