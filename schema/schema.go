// Package schema is the language as data: every block and attribute with its
// type, its documentation and an example. Decoding, checking, completion,
// hover, the reference manual and `agentboxc schema` all read it. It holds facts
// and does not enforce them. One file describes one block.
package schema

import "github.com/zclconf/go-cty/cty"

// Block describes a block type.
type Block struct {
	Type    string  // keyword, such as "layer"
	Doc     string  // Markdown; the first sentence stands alone
	Labels  []Label // in order
	Example string  // HCL that is valid at the place where the block may stand
	Attrs   []*Attr
	Blocks  []*Block // nested blocks
	Choices []Choice // attributes that exclude each other
	Unique  bool     // at most one per body (blocks without labels)
	Any     *Attr    // set: any further attribute name is accepted, and this describes it
	Kinds   []*Block // set: the first label selects one of these, whose Attrs and Blocks come on top of the block's own
}

// Choice says that at most one of the attributes or nested blocks may be set,
// or exactly one when Required is set.
type Choice struct {
	Names    []string
	Required bool
}

// Label describes a block label.
type Label struct {
	Name string // such as "name", "kind", "system"
	Doc  string
	Free bool     // any string, not only an ASCII identifier
	Enum []string // accepted strings, when they can be listed
}

// Attr describes an attribute.
type Attr struct {
	Name        string
	Doc         string // Markdown; the first sentence stands alone
	Type        Type
	Required    bool
	Needs       string   // attribute without which this one means nothing
	Default     string   // as HCL text, for documentation; "" is none
	Enum        []string // accepted strings
	Example     string   // HCL expression
	Deprecated  string   // what to use instead
	Sensitive   bool
	Unevaluated bool   // type constraints, names: not an ordinary expression
	Params      bool   // one name, or a list of them, that the other attributes of the block can use
	StorePaths  bool   // a package in a string is its store path here; elsewhere it is an error
	Check       *Check // rule for the value, for each item of a list and for each value of a map
	Keys        *Check // rule for the keys of a map
}

// Check names a rule over a value that the checker enforces and that documents
// can state.
type Check struct {
	Name string // such as "size", "octal-mode", "absolute-path"
	Doc  string // completes the sentence "The value must be …"
}

// Type is what an attribute accepts: an ordinary cty type, or references, or
// either when both Value and Ref are set.
type Type struct {
	Value cty.Type // cty.NilType when Ref is set alone
	Ref   Ref      // kind of reference that is accepted, "" for none
	List  bool     // a list of Ref (or of Value) rather than one
	Map   bool     // a map of them
	Or    *Type    // another type that is accepted as well
}

// Ref is a kind of reference.
type Ref string

// The kinds of references.
const (
	Package     Ref = "package"
	LayerRef    Ref = "layer"
	VariantRef  Ref = "variant"
	InputRef    Ref = "input"
	OverlayRef  Ref = "overlay"
	UserRef     Ref = "user"
	PlatformRef Ref = "platform"
	PkgsetRef   Ref = "pkgset"
	GroupRef    Ref = "group"

	LayerOrVariant Ref = "layer or variant" // what a limit can be of
	VariantOrGroup Ref = "variant or group"
	AnyTarget      Ref = "layer or variant or group" // what budgets and policies can be for

	Declaration Ref = "variable or block" // anything that has an address
)

// The plain types, and the lists and maps of them. A number or bool is accepted
// where a Text is wanted, as everywhere in HCL.
var (
	Text     = Type{Value: cty.String}
	Number   = Type{Value: cty.Number}
	Flag     = Type{Value: cty.Bool}
	Texts    = Type{Value: cty.String, List: true}
	TextMap  = Type{Value: cty.String, Map: true}
	AnyValue = Type{Value: cty.DynamicPseudoType}
	AnyMap   = Type{Value: cty.DynamicPseudoType, Map: true}
)

// Packages is a list of packages, in which a string such as "git-lfs" stands
// for the attribute of that name in the default package set.
var Packages = Type{Value: cty.String, Ref: Package, List: true}

// One and Many are the reference types.
func One(r Ref) Type { return Type{Ref: r} }

// Many is a list of references of the kind.
func Many(r Ref) Type { return Type{Ref: r, List: true} }
