package view

import "github.com/agentboxc/agentboxc/schema"

type schemaDocument struct {
	FormatVersion string           `json:"format_version"`
	Blocks        []schemaBlock    `json:"blocks"`
	Functions     []schemaFunction `json:"functions"`
}

type schemaBlock struct {
	Type         string         `json:"type"`
	Doc          string         `json:"doc"`
	Labels       []schemaLabel  `json:"labels,omitempty"`
	Unique       bool           `json:"unique,omitempty"`
	Planned      string         `json:"planned,omitempty"`
	Example      string         `json:"example,omitempty"`
	Attributes   []schemaAttr   `json:"attributes,omitempty"`
	AnyAttribute *schemaAttr    `json:"any_attribute,omitempty"`
	Choices      []schemaChoice `json:"choices,omitempty"`
	Blocks       []schemaBlock  `json:"blocks,omitempty"`
	Kinds        []schemaBlock  `json:"kinds,omitempty"`
}

type schemaLabel struct {
	Name string   `json:"name"`
	Doc  string   `json:"doc"`
	Free bool     `json:"free,omitempty"`
	Enum []string `json:"enum,omitempty"`
}

type schemaAttr struct {
	Name       string      `json:"name,omitempty"`
	Type       string      `json:"type"`
	Doc        string      `json:"doc"`
	Required   bool        `json:"required,omitempty"`
	Default    string      `json:"default,omitempty"`
	Enum       []string    `json:"enum,omitempty"`
	Example    string      `json:"example,omitempty"`
	Deprecated string      `json:"deprecated,omitempty"`
	Sensitive  bool        `json:"sensitive,omitempty"`
	Planned    string      `json:"planned,omitempty"`
	StorePaths bool        `json:"store_paths,omitempty"`
	Check      *schemaRule `json:"check,omitempty"`
	Keys       *schemaRule `json:"keys,omitempty"`
}

type schemaRule struct {
	Name string `json:"name"`
	Doc  string `json:"doc"`
}

type schemaChoice struct {
	Names    []string `json:"names"`
	Required bool     `json:"required,omitempty"`
}

type schemaFunction struct {
	Name      string `json:"name"`
	Signature string `json:"signature"`
	Doc       string `json:"doc"`
	Example   string `json:"example"`
	Context   bool   `json:"store_paths,omitempty"`
}

// Schema prints the language: every block, attribute and function.
func (v *View) Schema(blocks []*schema.Block, functions []schema.Function) {
	doc := schemaDocument{FormatVersion: formatVersion, Blocks: schemaBlocks(blocks)}
	for _, f := range functions {
		doc.Functions = append(doc.Functions, schemaFunction(f))
	}
	v.document(doc)
}

func schemaBlocks(blocks []*schema.Block) []schemaBlock {
	var docs []schemaBlock
	for _, b := range blocks {
		docs = append(docs, blockDocument(b))
	}
	return docs
}

func blockDocument(b *schema.Block) schemaBlock {
	doc := schemaBlock{
		Type: b.Type, Doc: b.Doc, Unique: b.Unique, Planned: b.Planned, Example: b.Example,
		Blocks: schemaBlocks(b.Blocks), Kinds: schemaBlocks(b.Kinds),
	}
	for _, label := range b.Labels {
		doc.Labels = append(doc.Labels, schemaLabel(label))
	}
	for _, attr := range b.Attrs {
		doc.Attributes = append(doc.Attributes, attrDocument(attr))
	}
	for _, choice := range b.Choices {
		doc.Choices = append(doc.Choices, schemaChoice(choice))
	}
	if b.Any != nil {
		any := attrDocument(b.Any)
		doc.AnyAttribute = &any
	}
	return doc
}

func attrDocument(a *schema.Attr) schemaAttr {
	return schemaAttr{
		Name: a.Name, Type: a.Type.String(), Doc: a.Doc, Required: a.Required, Default: a.Default,
		Enum: a.Enum, Example: a.Example, Deprecated: a.Deprecated, Sensitive: a.Sensitive,
		Planned: a.Planned, StorePaths: a.StorePaths,
		Check: (*schemaRule)(a.Check), Keys: (*schemaRule)(a.Keys),
	}
}
