package config

import (
	"cmp"
	"slices"
	"sync"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
	"github.com/agentboxc/agentboxc/schema"
)

// Join returns the unit that the files form together. They stay as they are.
func Join(dir string, files []*File) (*Unit, diag.List) {
	d := &decoder{}
	u := &Unit{Dir: dir}
	files = mainFirst(files)
	for _, f := range files {
		u.Blocks = append(u.Blocks, f.Blocks...)
	}
	if len(files) > 0 {
		start := diag.Pos{Line: 1, Column: 1}
		u.Start = diag.Range{File: files[0].Path, Start: start, End: start}
	}
	d.repeated(u.Blocks, false)
	return u, d.diags
}

// DecodeWorkspace returns the blocks of agentbox.work.hcl.
func DecodeWorkspace(f *syntax.File) ([]*Block, diag.List) {
	d := &decoder{damaged: f.Damaged}
	_, blocks := d.body(&schema.Block{Blocks: schema.WorkspaceRoot()}, f.Body())
	d.repeated(blocks, false)
	return blocks, d.diags
}

// mainFirst puts agentbox.hcl, in either syntax, before its companions, so that
// "the first variant" is the first one there.
func mainFirst(files []*File) []*File {
	sorted := slices.Clone(files)
	slices.SortStableFunc(sorted, func(a, b *File) int {
		return cmp.Compare(rank(a), rank(b))
	})
	return sorted
}

func rank(f *File) int {
	if source.IsMain(f.Path) {
		return 0
	}
	return 1
}

type decoder struct {
	diags   diag.List
	damaged func(*hclsyntax.Block) bool
	data    bool // of a test file, whose references are to plain data
}

func (d *decoder) body(in *schema.Block, body *hclsyntax.Body) ([]*Attr, []*Block) {
	attrs := d.attrs(in, body)
	blocks := make([]*Block, 0, len(body.Blocks))
	for _, b := range body.Blocks {
		if decoded := d.block(in, b); decoded != nil {
			blocks = append(blocks, decoded)
		}
	}
	return attrs, blocks
}

func (d *decoder) attrs(in *schema.Block, body *hclsyntax.Body) []*Attr {
	attrs := make([]*Attr, 0, len(body.Attributes))
	for _, written := range body.Attributes {
		if a := d.attr(in, written); a != nil {
			attrs = append(attrs, a)
		}
	}
	slices.SortFunc(attrs, func(a, b *Attr) int {
		return cmp.Compare(a.NameRange.Start.Byte, b.NameRange.Start.Byte)
	})
	params := d.params(attrs)
	for _, a := range attrs {
		a.prepare(params, d.data)
	}
	return attrs
}

func (d *decoder) attr(in *schema.Block, written *hclsyntax.Attribute) *Attr {
	at := syntax.Range(written.NameRange)
	known := attrOf(in, written.Name)
	switch {
	case known == nil && hasBlock(in, written.Name):
		d.diags.Add(blockAsAttribute{Name: written.Name, At: at})
		return nil
	case known == nil:
		d.diags.Add(unknownAttribute{Name: written.Name, In: in, At: at})
		return nil
	case !isName(written.Name):
		d.diags.Add(invalidName{What: "local value", Name: written.Name, At: at})
		return nil
	}
	return &Attr{
		Schema: known, Name: written.Name, expr: &expression{tree: written.Expr},
		NameRange: at, Range: syntax.Range(written.Expr.Range()),
	}
}

func attrOf(in *schema.Block, name string) *schema.Attr {
	for _, a := range in.Attrs {
		if a.Name == name {
			return a
		}
	}
	return in.Any
}

func hasBlock(in *schema.Block, name string) bool {
	return slices.ContainsFunc(in.Blocks, func(b *schema.Block) bool { return b.Type == name })
}

func (d *decoder) block(in *schema.Block, written *hclsyntax.Block) *Block {
	at := syntax.Range(written.TypeRange)
	i := slices.IndexFunc(in.Blocks, func(b *schema.Block) bool { return b.Type == written.Type })
	if i < 0 {
		d.unknownBlock(in, written, at)
		return nil
	}
	known := in.Blocks[i]
	b := &Block{
		Type:  written.Type,
		Range: syntax.Range(written.DefRange()),
		Body:  diag.Range{File: at.File, Start: syntax.Range(written.OpenBraceRange).Start, End: syntax.Range(written.CloseBraceRange).End},
	}
	if !d.labels(b, known, written) {
		return nil
	}
	if b.Schema = d.kind(b, known); b.Schema == nil {
		return nil
	}
	if b.Damaged = d.damaged(written); b.Damaged {
		return b
	}
	b.Attrs, b.Blocks = d.body(b.Schema, written.Body)
	meant := meantAttrs(b.Schema, written.Body)
	b.Damaged = slices.ContainsFunc(b.Attrs, misnamed) ||
		slices.ContainsFunc(meant, func(name string) bool { return attrOf(b.Schema, name).Params })
	d.required(b, meant)
	d.repeated(b.Blocks, true)
	return b
}

func (d *decoder) unknownBlock(in *schema.Block, written *hclsyntax.Block, at diag.Range) {
	if attrOf(in, written.Type) != nil {
		d.diags.Add(attributeAsBlock{
			Name: written.Type, At: at, Labels: len(written.Labels),
			Brace: syntax.Range(written.OpenBraceRange),
		})
		return
	}
	d.diags.Add(unknownBlock{Name: written.Type, In: in, At: at})
}

// labels checks the labels of a block and reports whether it can be used.
func (d *decoder) labels(b *Block, known *schema.Block, written *hclsyntax.Block) bool {
	for i, value := range written.Labels {
		b.Labels = append(b.Labels, Label{Value: value, Range: syntax.Range(written.LabelRanges[i])})
	}
	if len(b.Labels) != len(known.Labels) {
		d.diags.Add(wrongLabels{Block: known, Have: len(b.Labels), At: b.Range})
		return false
	}
	ok := true
	for i, l := range b.Labels {
		if want := known.Labels[i]; !want.Free && len(want.Enum) == 0 && !isName(l.Value) {
			d.diags.Add(invalidName{What: known.Type, Name: l.Value, At: l.Range})
			ok = false
		}
	}
	return ok
}

// kind returns the schema that the labels select, or nil when there is none.
func (d *decoder) kind(b *Block, known *schema.Block) *schema.Block {
	if known.Kinds == nil {
		return known
	}
	want := b.Labels[0]
	kind := kindOf(known, want.Value)
	if kind == nil {
		d.diags.Add(unknownKind{Name: want.Value, In: known, At: want.Range})
	}
	return kind
}

func kindOf(known *schema.Block, name string) *schema.Block {
	i := slices.IndexFunc(known.Kinds, func(k *schema.Block) bool { return k.Type == name })
	if i < 0 {
		return nil
	}
	return merged()[known.Kinds[i]]
}

// merged holds for each kind of package the kind with what all kinds have.
var merged = sync.OnceValue(func() map[*schema.Block]*schema.Block {
	kinds := map[*schema.Block]*schema.Block{}
	for _, b := range schema.Root() {
		for _, kind := range b.Kinds {
			whole := *kind
			whole.Attrs = slices.Concat(b.Attrs, kind.Attrs)
			whole.Blocks = slices.Concat(b.Blocks, kind.Blocks)
			kinds[kind] = &whole
		}
	}
	return kinds
})

// required reports what is not there, unless its name is merely misspelt: that has
// been said.
func (d *decoder) required(b *Block, meant []string) {
	for _, a := range b.Schema.Attrs {
		if a.Required && b.Attr(a.Name) == nil && !slices.Contains(meant, a.Name) {
			b.Lacks = append(b.Lacks, []string{a.Name})
			d.diags.Add(missingAttribute{Block: b, Attr: a})
		}
	}
	for _, a := range b.Attrs {
		if needs := a.Schema.Needs; needs != "" && b.Attr(needs) == nil && !slices.Contains(meant, needs) {
			d.diags.Add(missingCompanion{Attr: a, Needs: attrOf(b.Schema, needs)})
		}
	}
	for _, choice := range b.Schema.Choices {
		d.choice(b, choice, meant)
	}
}

// meantAttrs returns the attributes that unknown names in the body come near to.
func meantAttrs(in *schema.Block, written *hclsyntax.Body) []string {
	var meant []string
	for name := range written.Attributes {
		if attrOf(in, name) != nil {
			continue
		}
		if near, ok := diag.Nearest(name, attrNames(in)); ok {
			meant = append(meant, near)
		}
	}
	return meant
}

func attrNames(in *schema.Block) []string {
	names := make([]string, 0, len(in.Attrs))
	for _, a := range in.Attrs {
		names = append(names, a.Name)
	}
	return names
}

func (d *decoder) choice(b *Block, choice schema.Choice, meant []string) {
	isMeant := func(name string) bool { return slices.Contains(meant, name) }
	var set []diag.Range
	var names []string
	for _, name := range choice.Names {
		if a := b.Attr(name); a != nil {
			set, names = append(set, a.NameRange), append(names, name)
		} else if nested := b.Block(name); nested != nil {
			set, names = append(set, nested.Range), append(names, name)
		}
	}
	switch {
	case len(set) > 1:
		d.diags.Add(conflictingSet{Names: names, At: set})
	case len(set) == 0 && choice.Required && !slices.ContainsFunc(choice.Names, isMeant):
		b.Lacks = append(b.Lacks, choice.Names)
		d.diags.Add(missingChoice{Block: b, Names: choice.Names})
	}
}

// repeated reports siblings that stand twice: unique blocks, and blocks with
// the same labels. The first one counts.
func (d *decoder) repeated(blocks []*Block, nested bool) {
	first := make(map[string]*Block, len(blocks))
	for _, b := range blocks {
		if len(b.Labels) == 0 && !b.Schema.Unique {
			continue
		}
		key := b.Address()
		earlier, taken := first[key]
		switch {
		case !taken:
			first[key] = b
		case len(b.Labels) == 0:
			d.diags.Add(duplicateBlock{Block: b, First: earlier})
		default:
			d.diags.Add(duplicateName{Block: b, First: earlier, Nested: nested})
		}
	}
}

// BlockSchema returns the description of a block of the type inside another, or
// nil. Labels that are there already select the kind, as far as they do.
func BlockSchema(in *schema.Block, blockType string, labels []string) *schema.Block {
	i := slices.IndexFunc(in.Blocks, func(b *schema.Block) bool { return b.Type == blockType })
	if i < 0 {
		return nil
	}
	known := in.Blocks[i]
	if known.Kinds == nil || len(labels) == 0 {
		return known
	}
	return kindOf(known, labels[0])
}
