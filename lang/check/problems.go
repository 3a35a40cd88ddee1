package check

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/schema"
)

type tooLarge struct {
	Why string
	At  diag.Range
}

func (p tooLarge) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{Code: diag.ValueTooLarge, Subject: p.At, Detail: p.Why}
}

// name says which value is meant, as in: layer.packages, or env["A"].
func (it item) name() string {
	if it.key != "" {
		return fmt.Sprintf("%s[%q]", it.attr.Name, clipped(it.key))
	}
	return it.attr.Name
}

// element is name for one of several values: an element of ports.
func (it item) element() string {
	if it.attr.Schema.Type.List {
		return "An element of " + it.name()
	}
	return it.name()
}

type wrongType struct {
	Item item
	Want string
}

func (p wrongType) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.WrongType, Subject: p.Item.at,
		Detail: fmt.Sprintf("%s wants %s; this is %s.", p.Item.name(), p.Want, describe(p.Item.value)),
	}
}

type nullValue struct{ Item item }

func (p nullValue) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.NullValue, Subject: p.Item.at}
	switch {
	case p.Item.keyed:
		d.Detail = fmt.Sprintf("%s is null, which is no value. Leave the key out; where the map is computed, use a for expression with an if.", p.Item.name())
	case p.Item.attr.Schema.Type.Map:
		d.Detail = fmt.Sprintf("A key of %s is null, which is no key. Leave the entry out.", p.Item.name())
	default:
		d.Detail = fmt.Sprintf("An element of %s is null, which is no value. Leave it out; where the list is computed: [for x in … : x if x != null].", p.Item.name())
	}
	return d
}

type requiredNull struct{ Attr *config.Attr }

func (p requiredNull) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.NullValue, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("%s is null, which is as good as not set, and it has to be set, for example: %s = %s", p.Attr.Name, p.Attr.Name, p.Attr.Schema.Example),
	}
}

type secretValue struct{ Item item }

func (p secretValue) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.SensitiveValue, Subject: p.Item.at,
		Detail: fmt.Sprintf("%s gets a value that comes from a sensitive variable. It would stand in flake.nix and in the image for everyone to read. Hand secrets over when the container starts; if this value is none, write nonsensitive(…) around it.", p.Item.name()),
	}
}

type pathNotAllowed struct {
	Item item
	Text string
}

func (p pathNotAllowed) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.LostContext, Subject: p.Item.at,
		Detail: fmt.Sprintf("%s cannot hold the store path of a package: the value is %q, and the path is known only when Nix builds.", p.Item.name(), clipped(shown(p.Text))),
	}
}

type pathInKey struct {
	Item item
	Key  string // of the item, or of a map inside it
	At   diag.Range
}

func (p pathInKey) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.LostContext, Subject: p.At,
		Detail: fmt.Sprintf("A key of %s cannot hold the store path of a package: the key is %q.", p.Item.attr.Name, clipped(shown(p.Key))),
	}
}

type pathAsPackage struct {
	Item item
	Text string
}

func (p pathAsPackage) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{
		Code: diag.WrongType, Subject: p.Item.at,
		Detail: fmt.Sprintf("%s wants packages; this is a path inside one, %q. Name the package itself.", p.Item.name(), clipped(shown(p.Text))),
	}
	if cut, ok := pieces(p.Text); ok && len(cut) > 1 {
		written := untoken(cut[1]).display()
		d.Fixes = diag.Replace(p.Item.at, written)
	}
	return d
}

type notInEnum struct {
	Item item
	Have string
	Enum []string
}

func (p notInEnum) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{
		Code: diag.InvalidValue, Subject: p.Item.at,
		Detail: fmt.Sprintf("%s cannot be %q.", p.Item.element(), clipped(shown(p.Have))),
	}
	if near, ok := diag.Nearest(p.Have, p.Enum); ok {
		d.Detail += fmt.Sprintf(" Did you mean %q?", near)
		return d
	}
	d.Detail += " It is one of " + quotedList(p.Enum) + "."
	return d
}

func quotedList(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = fmt.Sprintf("%q", s)
	}
	return strings.Join(quoted, ", ")
}

type brokenRule struct {
	Item item
	Rule *schema.Check
}

func (p brokenRule) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{
		Code: diag.InvalidValue, Subject: p.Item.at,
		Detail: fmt.Sprintf("%s is %s, but it must be %s.", p.Item.element(), describe(p.Item.value), plainDoc(p.Rule.Doc)),
	}
	switch p.Rule {
	case schema.Size, schema.Growth:
		d.Code = diag.InvalidSize
	case schema.Platform:
		d.Code = diag.InvalidPlatform
	case schema.VersionRange:
		d.Code = diag.VersionConstraint
	case schema.Hash:
		p.rehash(&d)
	}
	return d
}

// rehash proposes the same hash in the form that is wanted.
func (p brokenRule) rehash(d *diag.Diagnostic) {
	s, _ := asText(p.Item.value)
	if sum, ok := rehashed(s); ok {
		d.Fixes = []diag.Fix{{
			Title: "Write it in base64", Edits: []diag.Edit{{Range: p.Item.at, NewText: `"` + sum + `"`}}, Safe: true,
		}}
	}
}

// plainDoc is a rule's Markdown without its marks.
func plainDoc(doc string) string { return strings.ReplaceAll(doc, "`", "") }

type brokenKey struct {
	Item item
	Rule *schema.Check
}

func (p brokenKey) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidValue, Subject: p.Item.keyAt,
		Detail: fmt.Sprintf("%q cannot be a key of %s: it must be %s.", clipped(p.Item.key), p.Item.attr.Name, plainDoc(p.Rule.Doc)),
	}
}

type duplicateKey struct {
	Item  item
	First diag.Range
}

func (p duplicateKey) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.DuplicateName, Subject: p.Item.keyAt,
		Detail:  fmt.Sprintf("The key %q stands twice in %s.", clipped(p.Item.key), p.Item.attr.Name),
		Related: []diag.Related{{Message: "the first one", Range: p.First}},
	}
}

type bareSize struct {
	Item   item
	Metric ir.Metric
}

func (p bareSize) Diagnostic() diag.Diagnostic {
	n := p.Item.value.AsBigFloat().Text('f', -1)
	d := diag.Diagnostic{
		Code: diag.InvalidSize, Subject: p.Item.at,
		Detail: fmt.Sprintf("%s is a size, so it needs a unit: %q is %s·10⁶ bytes, %q is %s·2²⁰ bytes.", p.Item.name(), n+"MB", n, n+"MiB", n),
	}
	units := []string{"MB", "MiB"}
	if p.Metric == ir.MaxGrowth {
		d.Detail = fmt.Sprintf("%s is a percentage or a size, so it needs a unit: %q is percent, %q is %s·10⁶ bytes.", p.Item.name(), n+"%", n+"MB", n)
		units = []string{"%", "MB"}
	}
	for _, unit := range units {
		d.Fixes = append(d.Fixes, diag.Replace(p.Item.at, strconv.Quote(n+unit))...)
	}
	return d
}

type wrongReference struct {
	Item  item
	Want  schema.Ref
	Have  *reference // nil: not a reference
	Known *resolve.Program
}

func (p wrongReference) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.WrongType, Subject: p.Item.at}
	want := article(string(p.Want))
	if p.Item.attr.Schema.Type.List {
		want = strings.Join(p.Want.Kinds(), "s or ") + "s"
	}
	d.Detail = fmt.Sprintf("%s wants %s; this is %s.", p.Item.name(), want, describe(p.Item.value))
	if p.Have != nil {
		d.Detail = fmt.Sprintf("%s wants %s; %s is %s.", p.Item.name(), want, p.Have.written(), p.Have.what())
		if p.Want == schema.Package && p.Have.ofInput() {
			d.Detail += " A package of an input is declared with: package \"flake\" \"NAME\""
		}
		return d
	}
	switch {
	case p.Item.value.Type() == cty.String:
		p.unquote(&d)
	case isMap(p.Item.value):
		p.choose(&d)
	}
	return d
}

// choose tells those who name a block with for_each how to name what it makes.
func (p wrongReference) choose(d *diag.Diagnostic) {
	r, ok := firstReference(p.Item.value)
	if !ok || r.of == nil {
		return
	}
	d.Detail += fmt.Sprintf(" Choose one, as in %s", r.of.address)
	if p.Item.attr.Schema.Type.List {
		d.Detail += fmt.Sprintf(", or take them all: concat([…], values(%s))", r.of.Key)
	}
	d.Detail += "."
}

// unquote proposes the reference for a string that holds a name.
func (p wrongReference) unquote(d *diag.Diagnostic) {
	name := shown(p.Item.value.AsString())
	var known []string
	for _, kind := range p.Want.Kinds() {
		if written := kind + "." + strings.TrimPrefix(name, kind+"."); p.Known.Symbol(written) != nil {
			known = append(known, written)
		}
	}
	if len(known) == 0 {
		d.Detail += fmt.Sprintf(" A reference is written without quotes, as in %s.", p.Item.attr.Schema.Example)
		return
	}
	d.Detail += fmt.Sprintf(" A reference is written without quotes: %s.", strings.Join(known, " or "))
	for _, written := range known {
		d.Fixes = append(d.Fixes, diag.Fix{
			Title: "Change to " + written, Edits: []diag.Edit{{Range: p.Item.at, NewText: written}}, Safe: len(known) == 1,
		})
	}
}

type computedParent struct{ Item item }

func (p computedParent) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.WrongType, Subject: p.Item.at,
		Detail: "extends is computed here, but what a variant inherits has to be known before anything is evaluated. Name one variant, as in extends = variant.runtime.",
	}
}

type listedTwice struct {
	Item    item
	Address string
	First   diag.Range
}

func (p listedTwice) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.DuplicateItem, Subject: p.Item.at,
		Detail:  fmt.Sprintf("%s already stands in this list; once is enough.", p.Address),
		Related: []diag.Related{{Message: "the first time", Range: p.First}},
	}
}

type invalidPackage struct {
	Item item
	Why  error
}

func (p invalidPackage) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{Code: diag.InvalidValue, Subject: p.Item.at, Detail: sentence(p.Why)}
}

func sentence(err error) string {
	s := err.Error()
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}

type pathEscapes struct {
	Item item
	Path string
	Why  error
}

func (p pathEscapes) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.PathEscapes, Subject: p.Item.at,
		Detail: fmt.Sprintf("%s cannot be %q: %s.", p.Item.name(), clipped(p.Path), p.Why),
	}
}

type fileNotFound struct {
	Item       item
	Wanted     string // "file" or "directory"
	Path, Name string
	Directory  bool
}

func (p fileNotFound) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.FileNotFound, Subject: p.Item.at}
	switch {
	case p.Directory:
		d.Detail = fmt.Sprintf("%s names %q, which is a directory; a file is wanted.", p.Item.name(), clipped(p.Path))
	default:
		d.Detail = fmt.Sprintf("There is no %s %q. Paths are relative to the file that holds them, so this is %s in the workspace.", p.Wanted, clipped(p.Path), clipped(p.Name))
	}
	return d
}
