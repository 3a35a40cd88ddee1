package check

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

type unknownPlatform struct {
	Name string
	At   diag.Range
}

func (p unknownPlatform) Diagnostic() diag.Diagnostic {
	var names, spellings []string
	for _, s := range systems {
		names = append(names, s.system)
		spellings = append(spellings, s.system, s.arch, s.os+"/"+s.arch)
	}
	d := diag.Diagnostic{Code: diag.InvalidPlatform, Subject: p.At}
	d.Detail = fmt.Sprintf("There is no platform %q.", p.Name)
	if near, ok := diag.Nearest(p.Name, spellings); ok {
		d.Detail += fmt.Sprintf(" Did you mean %q?", near)
		d.Fixes = diag.Replace(p.At, strconv.Quote(near))
		return d
	}
	d.Detail += " The platforms are " + strings.Join(names, ", ") + "; linux/amd64 and amd64 are accepted for x86_64-linux, and so on."
	return d
}

type samePlatform struct {
	System    string
	At, First diag.Range
}

func (p samePlatform) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.DuplicateName, Subject: p.At,
		Detail:  fmt.Sprintf("The platform %s is already declared.", p.System),
		Related: []diag.Related{{Message: "the first declaration", Range: p.First}},
	}
}

type platformNotInUnit struct {
	Item    item
	Have    string
	Systems []string
}

func (p platformNotInUnit) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidPlatform, Subject: p.Item.at,
		Detail: fmt.Sprintf("The unit does not have the platform %q; it has %s. Declare it with: platform %q {}", p.Have, strings.Join(p.Systems, " and "), p.Have),
	}
}

type versionNotMet struct {
	Attr       *config.Attr
	Want, Have string
}

func (p versionNotMet) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.VersionConstraint, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("This unit wants agentboxc %s; this is %s. Install a version that fits, or change required_version.", p.Want, p.Have),
	}
}

type nothingToBuild struct {
	At       diag.Range
	Abstract int
}

func (p nothingToBuild) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.NothingToBuild, Subject: p.At}
	d.Detail = "The unit declares no variant, so there is no image to build."
	if p.Abstract > 0 {
		d.Detail = "Every variant of the unit is abstract or exists on none of its platforms, so there is no image to build."
	}
	return d
}

type unusedInput struct{ Block *config.Block }

func (p unusedInput) Diagnostic() diag.Diagnostic {
	name := p.Block.Name()
	return diag.Diagnostic{
		Code: diag.UnusedInput, Subject: p.Block.NameRange(), Context: p.Block.Range,
		Detail: fmt.Sprintf("Nothing in the unit refers to input.%s, so it is locked and fetched for nothing. "+
			"Remove the block, or use what the input offers.", name),
	}
}

type abstractUse struct {
	Item     item
	Address  string
	Why      string // completes: it is never built, so …
	Declared diag.Range
}

func (p abstractUse) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.AbstractUse, Subject: p.Item.at,
		Detail:  fmt.Sprintf("%s is abstract: it exists to be extended and is never built, so %s.", p.Address, p.Why),
		Related: []diag.Related{{Message: "declared here", Range: p.Declared}},
	}
}

type defaultTaken struct {
	At, Declared diag.Range
	Default      string
}

func (p defaultTaken) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.NameCollision, Subject: p.At,
		Detail:  fmt.Sprintf("A variant called default takes the flake's attribute default, which stands for the default variant, and that is variant.%s. Rename it, or make it the default: agentbox { default = variant.default }", p.Default),
		Related: []diag.Related{{Message: "the default variant", Range: p.Declared}},
	}
}

type undeclaredVariable struct {
	Variable Variable
	Names    []string
	Module   *resolve.Symbol // whose unit declares it, nil without one
	At       diag.Range
}

func (p undeclaredVariable) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.UnknownVariableSet, Subject: p.At}
	d.Detail = fmt.Sprintf("%s sets the variable %q, which the unit does not declare.", p.Variable.Origin, p.Variable.Name)
	if p.Module != nil {
		d.Detail += fmt.Sprintf(" The unit of %s does, and gets its values from the module block: %s = …", p.Module.Key, p.Variable.Name)
		d.Related = []diag.Related{{Message: "the module", Range: p.Module.Range()}}
		return d
	}
	return nearVariable(d, p.Variable.Name, p.Names)
}

func nearVariable(d diag.Diagnostic, name string, names []string) diag.Diagnostic {
	if near, ok := diag.Nearest(name, names); ok {
		d.Detail += fmt.Sprintf(" Did you mean %q?", near)
	} else if len(names) > 0 {
		d.Detail += " Its variables are " + strings.Join(names, ", ") + "."
	}
	return d
}

type undeclaredInFile struct {
	Variable Variable
	Names    []string
}

func (p undeclaredInFile) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.UndeclaredVariable, Subject: p.Variable.Range}
	d.Detail = fmt.Sprintf("%s sets the variable %q, which the unit does not declare. The value is not used.", p.Variable.Origin, p.Variable.Name)
	return nearVariable(d, p.Variable.Name, p.Names)
}

type variableNotSet struct {
	Symbol *resolve.Symbol
	Type   cty.Type
}

func (p variableNotSet) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.VariableNotSet, Subject: p.Symbol.Range(),
		Detail: fmt.Sprintf("The variable %q has no default, so it must be set: --var %s=…, AGENTBOX_VAR_%s, or a file given with --var-file.", p.Symbol.Name, p.Symbol.Name, p.Symbol.Name),
	}
}

type variableType struct {
	Symbol   *resolve.Symbol
	Variable Variable
	Type     cty.Type
	Err      error
	Secret   bool
}

func (p variableType) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.WrongType, Subject: p.at(), Related: p.related()}
	if p.Secret {
		d.Detail = fmt.Sprintf("What %s sets %s to does not fit its type, %s. The value is sensitive and not shown.", p.Variable.Origin, p.Symbol.Key, typeexpr.TypeString(p.Type))
		return d
	}
	have := ""
	if p.Variable.Value == nil {
		have = fmt.Sprintf(" to %q", clipped(p.Variable.Text))
	}
	d.Detail = fmt.Sprintf("%s sets %s%s, but its type is %s: %s.", p.Variable.Origin, p.Symbol.Key, have, typeexpr.TypeString(p.Type), p.Err)
	return d
}

// at is where the value is set, when that is written in a module block.
func (p variableType) at() diag.Range {
	if p.Variable.module {
		return p.Variable.Range
	}
	return p.Symbol.Range()
}

func (p variableType) related() []diag.Related {
	switch {
	case p.Variable.module:
		return []diag.Related{{Message: "the variable", Range: p.Symbol.Range()}}
	case !p.Variable.Range.IsZero():
		return []diag.Related{{Message: "the value of " + p.Symbol.Key, Range: p.Variable.Range}}
	}
	return nil
}

type variableNull struct {
	Symbol *resolve.Symbol
	Origin string
	At     diag.Range
}

func (p variableNull) Diagnostic() diag.Diagnostic {
	at := p.At
	if at.IsZero() {
		at = p.Symbol.Range()
	}
	return diag.Diagnostic{
		Code: diag.NullValue, Subject: at,
		Detail: fmt.Sprintf("%s is not nullable, but %s sets it to null.", p.Symbol.Key, p.Origin),
	}
}

type variableSyntax struct {
	Symbol   *resolve.Symbol
	Variable Variable
	Type     cty.Type
	Why      string
}

func (p variableSyntax) Diagnostic() diag.Diagnostic {
	have := fmt.Sprintf("%q", clipped(strings.ReplaceAll(p.Variable.Text, mark, "�")))
	if isSecret(p.Symbol) {
		have = "a value that is not shown"
	}
	d := diag.Diagnostic{Code: diag.InvalidValue, Subject: p.Symbol.Range()}
	d.Detail = fmt.Sprintf("%s sets %s to %s, but its type is %s.", p.Variable.Origin, p.Symbol.Key, have, typeexpr.TypeString(p.Type))
	// For a number or a bool it is plain what is wanted.
	if !isSecret(p.Symbol) && (p.Type == cty.String || !p.Type.IsPrimitiveType()) {
		d.Detail += " A value of this type is written as in a file. " + p.Why
	}
	return d
}

type defaultType struct {
	Symbol *resolve.Symbol
	Attr   *config.Attr
	Type   cty.Type
	Err    error
}

func (p defaultType) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.WrongType, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("The default does not fit the variable's type, %s: %s.", typeexpr.TypeString(p.Type), p.Err),
	}
}

type invalidType struct {
	Cause *hcl.Diagnostic
	At    diag.Range
}

func (p invalidType) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.InvalidType, Subject: p.At, Detail: p.Cause.Detail}
	if p.Cause.Subject != nil {
		d.Subject = syntax.Range(*p.Cause.Subject)
	}
	return d
}

type validationFailed struct {
	Symbol    *resolve.Symbol
	Condition *config.Attr
	Message   string
	Values    []diag.Value
}

func (p validationFailed) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.ValidationFailed, Subject: p.Condition.Range, Detail: p.Message,
		Related: []diag.Related{{Message: "the variable " + p.Symbol.Name, Range: p.Symbol.Range()}},
		Values:  p.Values,
	}
}

type reservedInput struct{ At diag.Range }

func (p reservedInput) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidName, Subject: p.At,
		Detail: "An input cannot be called self: that is what a flake calls itself.",
	}
}

type expired struct {
	Attr *config.Attr
	What string
	Date string
}

func (p expired) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.ExpiredDate, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("%s ended on %s. Remove what needs it, or renew it with a later date.", p.What, p.Date),
	}
}

type missingOverlay struct{ Block *config.Block }

func (p missingOverlay) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.MissingOverlay, Subject: p.Block.Range,
		Detail: fmt.Sprintf("%s needs rust-overlay, and neither the package nor pkgset.default names it. Declare the input and add: overlay = input.rust-overlay.overlays.default", p.Block.Address()),
	}
}

type rustSelect struct {
	Attr          *config.Attr
	Channel, Want string
}

func (p rustSelect) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.ConflictingSet, Subject: p.Attr.NameRange,
		Detail: fmt.Sprintf("A toolchain of the channel %q is chosen by its %s, not by its %s.", p.Channel, p.Want, p.Attr.Name),
	}
}
