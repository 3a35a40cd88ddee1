package schema

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/zclconf/go-cty/cty"
)

// FormatVersion is the version of the document that Dump returns. The number
// behind the dot grows when something is added, the other when something that
// was there changes its meaning.
const FormatVersion = "1.1"

// Dump returns the language as one JSON document, the same bytes each time. It
// is what `agentboxc schema` prints.
func Dump() []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(dumpLanguage()); err != nil {
		panic(fmt.Sprintf("schema: encoding the language: %v", err))
	}
	return out.Bytes()
}

type languageJSON struct {
	FormatVersion   string         `json:"format_version"`
	Blocks          []*blockJSON   `json:"blocks"`
	TestBlocks      []*blockJSON   `json:"test_blocks"`      // of test files
	WorkspaceBlocks []*blockJSON   `json:"workspace_blocks"` // of agentbox.work.hcl
	Functions       []functionJSON `json:"functions"`
	Checks          []checkJSON    `json:"checks"`
}

type blockJSON struct {
	Type       string       `json:"type"`
	Doc        string       `json:"doc"`
	Example    string       `json:"example"`
	Labels     []labelJSON  `json:"labels,omitempty"`
	Unique     bool         `json:"unique,omitempty"`
	Attributes []*attrJSON  `json:"attributes,omitempty"`
	Any        *attrJSON    `json:"any_attribute,omitempty"`
	Blocks     []*blockJSON `json:"blocks,omitempty"`
	Choices    []choiceJSON `json:"choices,omitempty"`
	Kinds      []*blockJSON `json:"kinds,omitempty"`
}

type labelJSON struct {
	Name string   `json:"name"`
	Doc  string   `json:"doc"`
	Free bool     `json:"free,omitempty"`
	Enum []string `json:"enum,omitempty"`
}

type choiceJSON struct {
	Names    []string `json:"names"`
	Required bool     `json:"required,omitempty"`
}

type attrJSON struct {
	Name        string   `json:"name"`
	Doc         string   `json:"doc"`
	Type        typeJSON `json:"type"`
	Example     string   `json:"example"`
	Required    bool     `json:"required,omitempty"`
	Default     string   `json:"default,omitempty"`
	Enum        []string `json:"enum,omitempty"`
	Check       string   `json:"check,omitempty"`
	KeyCheck    string   `json:"key_check,omitempty"`
	StorePaths  bool     `json:"store_paths,omitempty"`
	Sensitive   bool     `json:"sensitive,omitempty"`
	Unevaluated bool     `json:"unevaluated,omitempty"`
	Params      bool     `json:"params,omitempty"`
	Deprecated  string   `json:"deprecated,omitempty"`
}

type typeJSON struct {
	Text      string    `json:"text"`
	Value     string    `json:"value,omitempty"`
	Reference string    `json:"reference,omitempty"`
	List      bool      `json:"list,omitempty"`
	Map       bool      `json:"map,omitempty"`
	Or        *typeJSON `json:"or,omitempty"`
}

type functionJSON struct {
	Name       string      `json:"name"`
	Signature  string      `json:"signature"`
	Parameters []paramJSON `json:"parameters"`
	Result     string      `json:"result"`
	Doc        string      `json:"doc"`
	Example    string      `json:"example"`
	StorePaths bool        `json:"store_paths,omitempty"`
}

type paramJSON struct {
	Name     string `json:"name"`
	Type     string `json:"type"`
	Doc      string `json:"doc"`
	Variadic bool   `json:"variadic,omitempty"`
}

type checkJSON struct {
	Name string `json:"name"`
	Doc  string `json:"doc"`
}

func dumpLanguage() languageJSON {
	language := languageJSON{FormatVersion: FormatVersion, Blocks: dumpBlocks(Root()), TestBlocks: dumpBlocks(TestRoot()), WorkspaceBlocks: dumpBlocks(WorkspaceRoot())}
	for _, f := range Functions() {
		language.Functions = append(language.Functions, dumpFunction(f))
	}
	for _, c := range Checks() {
		language.Checks = append(language.Checks, checkJSON{c.Name, c.Doc})
	}
	return language
}

func dumpFunction(f Function) functionJSON {
	dumped := functionJSON{
		Name: f.Name, Signature: f.Signature(), Result: f.Result, Doc: f.Doc, Example: f.Example, StorePaths: f.Context,
	}
	for _, p := range f.Params {
		dumped.Parameters = append(dumped.Parameters, paramJSON(p))
	}
	return dumped
}

func dumpBlocks(blocks []*Block) []*blockJSON {
	dumped := make([]*blockJSON, len(blocks))
	for i, b := range blocks {
		dumped[i] = dumpBlock(b)
	}
	return dumped
}

func dumpBlock(b *Block) *blockJSON {
	dumped := &blockJSON{
		Type:    b.Type,
		Doc:     b.Doc,
		Example: b.Example,
		Unique:  b.Unique,
		Blocks:  dumpBlocks(b.Blocks),
		Kinds:   dumpBlocks(b.Kinds),
	}
	for _, l := range b.Labels {
		dumped.Labels = append(dumped.Labels, labelJSON(l))
	}
	for _, a := range b.Attrs {
		dumped.Attributes = append(dumped.Attributes, dumpAttr(a))
	}
	if b.Any != nil {
		dumped.Any = dumpAttr(b.Any)
	}
	for _, c := range b.Choices {
		dumped.Choices = append(dumped.Choices, choiceJSON(c))
	}
	return dumped
}

func dumpAttr(a *Attr) *attrJSON {
	return &attrJSON{
		Name:        a.Name,
		Doc:         a.Doc,
		Type:        dumpType(a.Type),
		Example:     a.Example,
		Required:    a.Required,
		Default:     a.Default,
		Enum:        a.Enum,
		Check:       checkName(a.Check),
		KeyCheck:    checkName(a.Keys),
		StorePaths:  a.StorePaths,
		Sensitive:   a.Sensitive,
		Unevaluated: a.Unevaluated,
		Params:      a.Params,
		Deprecated:  a.Deprecated,
	}
}

func dumpType(t Type) typeJSON {
	dumped := typeJSON{Text: t.String(), Reference: string(t.Ref), List: t.List, Map: t.Map}
	switch t.Value {
	case cty.NilType:
	case cty.DynamicPseudoType:
		dumped.Value = "any"
	default:
		dumped.Value = t.Value.FriendlyName()
	}
	if t.Or != nil {
		or := dumpType(*t.Or)
		dumped.Or = &or
	}
	return dumped
}

func checkName(c *Check) string {
	if c == nil {
		return ""
	}
	return c.Name
}
