package config

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/schema"
)

// where names the place a body belongs to, as in: in a layer block.
func where(in *schema.Block) string {
	switch {
	case in == testRoot:
		return "at the top of a test file"
	case in.Type == "":
		return "at the top of a file"
	}
	return "in " + article(in.Type) + " block"
}

func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

type unknownBlock struct {
	Name string
	In   *schema.Block
	At   diag.Range
}

func (p unknownBlock) Diagnostic() diag.Diagnostic {
	names := make([]string, 0, len(p.In.Blocks))
	for _, b := range p.In.Blocks {
		names = append(names, b.Type)
	}
	d := diag.Diagnostic{Code: diag.UnknownBlock, Subject: p.At}
	d.Detail = fmt.Sprintf("There is no block %q %s.", p.Name, where(p.In))
	if p.In.Type == "" && hasBlock(&schema.Block{Blocks: schema.WorkspaceRoot()}, p.Name) {
		d.Detail = fmt.Sprintf("A %s block stands in a file of its own, agentbox.work.hcl, at the root of the units that it is about.", p.Name)
		return d
	}
	if p.In == testRoot && hasBlock(&schema.Block{Blocks: schema.Root()}, p.Name) {
		d.Detail += " It is one of the unit itself, and stands in agentbox.hcl."
		return d
	}
	return suggest(d, p.Name, names, "The blocks here are %s.", "There are no blocks here.")
}

// suggest adds the name that was probably meant, else the names there are.
func suggest(d diag.Diagnostic, name string, names []string, list, none string) diag.Diagnostic {
	if near, ok := diag.Nearest(name, names); ok {
		d.Detail += fmt.Sprintf(" Did you mean %q?", near)
		d.Fixes = diag.Rename(d.Subject, near)
		return d
	}
	if len(names) == 0 {
		d.Detail += " " + none
		return d
	}
	d.Detail += " " + fmt.Sprintf(list, strings.Join(names, ", "))
	return d
}

type unknownKind struct {
	Name string
	In   *schema.Block
	At   diag.Range
}

func (p unknownKind) Diagnostic() diag.Diagnostic {
	var names []string
	for _, k := range p.In.Kinds {
		names = append(names, k.Type)
	}
	d := diag.Diagnostic{Code: diag.UnknownBlock, Subject: p.At}
	d.Detail = fmt.Sprintf("There is no kind of %s called %q.", p.In.Type, p.Name)
	if near, ok := diag.Nearest(p.Name, names); ok {
		d.Detail += fmt.Sprintf(" Did you mean %q?", near)
		d.Fixes = diag.Replace(p.At, strconv.Quote(near))
		return d
	}
	d.Detail += fmt.Sprintf(" The kinds are %s.", strings.Join(names, ", "))
	return d
}

type unknownAttribute struct {
	Name string
	In   *schema.Block
	At   diag.Range
}

func (p unknownAttribute) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.UnknownAttribute, Subject: p.At}
	if p.In == testRoot {
		d.Detail = fmt.Sprintf("%q stands at the top of a test file, where only blocks may stand. The value of a variable goes into a variables block.", p.Name)
		return d
	}
	if p.In.Type == "" {
		d.Detail = fmt.Sprintf("%q stands at the top of a file, where only blocks may stand. A value of your own goes into a locals block.", p.Name)
		return d
	}
	d.Detail = fmt.Sprintf("There is no attribute %q %s.", p.Name, where(p.In))
	for _, nested := range p.In.Blocks {
		if a := attrOf(nested, p.Name); a != nil && a != nested.Any && nested.Unique {
			d.Detail += fmt.Sprintf(" It belongs into %s block: %s { %s = … }", article(nested.Type), nested.Type, p.Name)
			return d
		}
	}
	return suggest(d, p.Name, attrNames(p.In), "The attributes here are %s.", "There are no attributes here.")
}

type missingAttribute struct {
	Block *Block
	Attr  *schema.Attr
}

func (p missingAttribute) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.MissingAttribute, Subject: p.Block.Range,
		Detail: fmt.Sprintf("%s needs the attribute %q, for example: %s = %s", p.Block.title(), p.Attr.Name, p.Attr.Name, p.Attr.Example),
	}
}

// missingCompanion is an attribute that says more of another, which is not there.
type missingCompanion struct {
	Attr  *Attr
	Needs *schema.Attr
}

func (p missingCompanion) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.MissingAttribute, Subject: p.Attr.NameRange,
		Detail: fmt.Sprintf("%s means nothing without the attribute %q, for example: %s = %s", p.Attr.Name, p.Needs.Name, p.Needs.Name, p.Needs.Example),
	}
}

type missingChoice struct {
	Block *Block
	Names []string
}

func (p missingChoice) Diagnostic() diag.Diagnostic {
	var names, blocks []string
	for _, name := range p.Names {
		if a := attrOf(p.Block.Schema, name); a != nil {
			names = append(names, fmt.Sprintf("%q", name))
		} else {
			blocks = append(blocks, fmt.Sprintf(" or %s blocks", name))
		}
	}
	what := "the attribute "
	if len(names) > 1 {
		what = "one of the attributes "
	}
	return diag.Diagnostic{
		Code: diag.MissingAttribute, Subject: p.Block.Range,
		Detail: fmt.Sprintf("%s needs %s%s%s.", p.Block.title(), what, strings.Join(names, " and "), strings.Join(blocks, "")),
	}
}

type conflictingSet struct {
	Names []string
	At    []diag.Range
}

func (p conflictingSet) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.ConflictingSet, Subject: p.At[1],
		Detail:  fmt.Sprintf("Only one of %s may be set, because each of them says the same thing in another way.", strings.Join(p.Names, " and ")),
		Related: []diag.Related{{Message: p.Names[0] + " is set here", Range: p.At[0]}},
	}
}

type wrongLabels struct {
	Block *schema.Block
	Have  int
	At    diag.Range
}

func (p wrongLabels) Diagnostic() diag.Diagnostic {
	form := p.Block.Type
	for _, l := range p.Block.Labels {
		form += ` "` + strings.ToUpper(l.Name) + `"`
	}
	return diag.Diagnostic{
		Code: diag.WrongLabels, Subject: p.At,
		Detail: fmt.Sprintf("This block has %s, but %s is written as: %s { … }", labels(p.Have), article(p.Block.Type), form),
	}
}

func labels(n int) string {
	switch n {
	case 0:
		return "no label"
	case 1:
		return "one label"
	}
	return fmt.Sprintf("%d labels", n)
}

type invalidName struct {
	What, Name string
	At         diag.Range
}

func (p invalidName) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidName, Subject: p.At,
		Detail: fmt.Sprintf("%q cannot be the name of %s: a name starts with a letter of a-z, A-Z or _, and goes on with letters, digits, _ or -.", p.Name, article(p.What)),
	}
}

type attributeAsBlock struct {
	Name   string
	Labels int
	At     diag.Range
	Brace  diag.Range
}

func (p attributeAsBlock) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{
		Code: diag.AttributeAsBlock, Subject: p.At,
		Detail: fmt.Sprintf("%q is an attribute, so it takes an equals sign: %s = …", p.Name, p.Name),
	}
	if p.Labels == 0 {
		d.Fixes = []diag.Fix{{
			Title: "Insert an equals sign",
			Edits: []diag.Edit{{Range: diag.Range{File: p.Brace.File, Start: p.Brace.Start, End: p.Brace.Start}, NewText: "= "}},
		}}
	}
	return d
}

type blockAsAttribute struct {
	Name string
	At   diag.Range
}

func (p blockAsAttribute) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.BlockAsAttribute, Subject: p.At,
		Detail: fmt.Sprintf("%q is a block, so it is written without an equals sign: %s { … }", p.Name, p.Name),
	}
}

// title names a block in a sentence: by its address, or as it is written when
// its label is no name.
func (b *Block) title() string {
	if b.Name() == "" || isName(b.Name()) {
		return b.Address()
	}
	return fmt.Sprintf("%s %q", b.Type, b.Name())
}

type duplicateBlock struct{ Block, First *Block }

func (p duplicateBlock) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.DuplicateBlock, Subject: p.Block.Range,
		Detail:  fmt.Sprintf("There may be only one %s block here. Merge the two.", p.Block.Type),
		Related: []diag.Related{{Message: "the first one", Range: p.First.Range}},
	}
}

type duplicateName struct {
	Block, First *Block
	Nested       bool
}

func (p duplicateName) Diagnostic() diag.Diagnostic {
	why := " The blocks of all files of a unit share their names; give one of the two another name."
	if p.Nested {
		why = " Give one of the two another name, or merge them."
	}
	return diag.Diagnostic{
		Code: diag.DuplicateName, Subject: p.Block.NameRange(),
		Detail:  p.Block.title() + " is already declared." + why,
		Related: []diag.Related{{Message: "the first declaration", Range: p.First.NameRange()}},
	}
}
