package measure

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/json"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// The limits of the file. A hundred images have some megabytes, no layer comes
// near 8 TiB, and so sums of sizes fit an int64.
const (
	maxBytes = 64 << 20
	maxSize  = 1 << 43
)

// Read reads what Bytes wrote; file is its path for the ranges of diagnostics.
// Keys that are not known are passed over. When anything is wrong, the
// measurements are nil and each problem is told at its place.
func Read(data []byte, file string) (*Measurements, diag.List) {
	r := &reader{lines: json.NewLines(data, file)}
	if len(data) > maxBytes {
		r.diags.Add(tooLarge{At: r.lines.Range(0, 0), Size: len(data)})
		return nil, r.diags
	}
	document, damage := json.Parse(data)
	if damage != nil {
		r.diags.Add(damaged{At: r.lines.Range(damage.Start, damage.End), Damage: damage.Message, Conflict: json.HasConflict(data)})
		return nil, r.diags
	}
	m := r.measurements(document)
	if r.diags.HasErrors() {
		return nil, r.diags
	}
	return m, nil
}

// reader turns the JSON document into the model and collects what is wrong.
type reader struct {
	lines json.Lines
	diags diag.List
}

func (r *reader) at(v *json.Value) diag.Range { return r.lines.Range(v.Start, v.End) }

func (r *reader) wrong(v *json.Value, what, want, got string) {
	r.diags.Add(wrongShape{At: r.at(v), What: what, Want: want, Got: got})
}

// is reports whether v is of the kind, and complains when it is not. A nil v is
// a key that is missing from parent.
func (r *reader) is(v *json.Value, k json.Kind, what string, parent *json.Value) bool {
	switch {
	case v == nil:
		r.diags.Add(wrongShape{At: r.lines.Range(parent.Start, parent.Start+1), What: what, Want: k.String(), Got: missing})
	case v.Kind != k:
		r.wrong(v, what, k.String(), v.Kind.String())
	default:
		return true
	}
	return false
}

func (r *reader) measurements(doc *json.Value) *Measurements {
	m := &Measurements{}
	if !r.is(doc, json.Object, "the document", doc) || !r.version(doc) {
		return m
	}
	images, layers := doc.Member("images"), doc.Member("layers")
	if !r.is(images, json.Object, "images", doc) || !r.is(layers, json.Object, "layers", doc) {
		return m
	}
	known := r.layers(layers)
	for _, variant := range images.Members {
		what := fmt.Sprintf("variant %q of images", variant.Key)
		if !r.is(variant.Value, json.Object, what, variant.Value) {
			continue
		}
		for _, system := range variant.Value.Members {
			image := Image{Variant: variant.Key, System: system.Key}
			r.image(&image, system.Value, known)
			m.Images = append(m.Images, image)
		}
	}
	slices.SortFunc(m.Images, func(a, b Image) int {
		return cmp.Or(cmp.Compare(a.Variant, b.Variant), cmp.Compare(a.System, b.System))
	})
	return m
}

func (r *reader) version(doc *json.Value) bool {
	v := doc.Member("version")
	if !r.is(v, json.Number, "version", doc) {
		return false
	}
	if v.Text != version {
		r.diags.Add(unknownVersion{At: r.at(v), Version: v.Text})
		return false
	}
	return true
}

func (r *reader) image(i *Image, v *json.Value, known map[content]Layer) {
	what := func(key string) string { return fmt.Sprintf("%s of image %q for %s", key, i.Variant, i.System) }
	if !r.is(v, json.Object, what("the entry"), v) {
		return
	}
	program, layers := v.Member("program"), v.Member("layers")
	if r.is(program, json.String, what("program"), v) {
		if i.Program = program.Text; !isProgram(i.Program) {
			r.wrong(program, what("program"), `a hash such as "sha256-…="`, strconv.Quote(i.Program))
		}
	}
	if !r.is(layers, json.Array, what("layers"), v) {
		return
	}
	for _, item := range layers.Items {
		if r.is(item, json.String, what("each of the layers"), item) {
			i.Layers = append(i.Layers, r.named(item, *i, known))
		}
	}
}

// named looks up a layer of an image, "ADDRESS DIGEST".
func (r *reader) named(item *json.Value, i Image, known map[content]Layer) Layer {
	address, digest, _ := strings.Cut(item.Text, " ")
	l, ok := known[content{i.System, address, digest}]
	name, isLayer := strings.CutPrefix(address, "layer.")
	if !ok || address != "variant."+i.Variant && (!isLayer || name == "") {
		r.diags.Add(missingLayer{At: r.at(item), Layer: item.Text, System: i.System})
	}
	if isLayer {
		l.Name = name
	}
	return l
}

// isProgram reports whether s is "sha256-" and the base64 of 32 bytes.
func isProgram(s string) bool {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	digits, ok := strings.CutPrefix(s, "sha256-")
	digits, padded := strings.CutSuffix(digits, "=")
	return ok && padded && len(digits) == 43 && strings.Trim(digits, alphabet) == ""
}
