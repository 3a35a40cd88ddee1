package measure

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/agentboxc/agentboxc/codegen/json"
)

// version is the one of the format.
const version = "1"

// Bytes is the file that Read reads. It is made to be looked at in a diff: keys
// are sorted, every store path has a line of its own, and what several images
// have in common is there once. The same measurements give the same bytes.
func (m *Measurements) Bytes() []byte {
	w := writer{images: map[string]map[string]Image{}, layers: map[string]map[string][]Layer{}}
	for _, i := range m.Images {
		w.image(i)
	}
	document := json.NewObject([]json.Member{
		{Key: "version", Value: number(version)},
		{Key: "images", Value: object(w.images, func(bySystem map[string]Image) *json.Value {
			return object(bySystem, Image.document)
		})},
		{Key: "layers", Value: object(w.layers, func(byAddress map[string][]Layer) *json.Value {
			return object(byAddress, contents)
		})},
	})
	return document.Bytes()
}

// writer collects what the two halves of the file hold.
type writer struct {
	images map[string]map[string]Image   // by variant and system
	layers map[string]map[string][]Layer // the contents of layers by system and address
}

func (w writer) image(i Image) {
	if w.images[i.Variant] == nil {
		w.images[i.Variant] = map[string]Image{}
	}
	w.images[i.Variant][i.System] = i
	for _, l := range i.Layers {
		w.layer(i.System, l.Address(i.Variant), l)
	}
}

func (i Image) document() *json.Value {
	layers := make([]string, len(i.Layers))
	for n, l := range i.Layers {
		layers[n] = l.Address(i.Variant) + " " + l.Digest
	}
	return json.NewObject([]json.Member{
		{Key: "layers", Value: json.NewStrings(layers)},
		{Key: "program", Value: json.NewString(i.Program)},
	})
}

// layer adds a content. One that is there already may have been compressed in
// another way in another image.
func (w writer) layer(system, address string, l Layer) {
	if w.layers[system] == nil {
		w.layers[system] = map[string][]Layer{}
	}
	known := w.layers[system][address]
	at := slices.IndexFunc(known, func(k Layer) bool { return k.Digest == l.Digest })
	if at < 0 {
		w.layers[system][address] = append(known, l)
		return
	}
	known[at].Compressed = slices.Concat(known[at].Compressed, l.Compressed)
}

func contents(layers []Layer) *json.Value {
	slices.SortFunc(layers, func(a, b Layer) int { return cmp.Compare(a.Digest, b.Digest) })
	list := &json.Value{Kind: json.Array}
	for _, l := range layers {
		list.Items = append(list.Items, l.document())
	}
	return list
}

func (l Layer) document() *json.Value {
	paths, compressed := map[string]int64{}, map[string]int64{}
	for _, p := range l.Paths {
		paths[p.Label()+" "+p.Hash] = p.Size
	}
	for _, c := range l.Compressed {
		compressed[c.key()] = c.Size
	}
	members := []json.Member{
		{Key: "digest", Value: json.NewString(l.Digest)},
		{Key: "paths", Value: object(paths, size)},
		{Key: "size", Value: size(l.Size)},
	}
	if len(compressed) > 0 {
		members = append(members, json.Member{Key: "compressed", Value: object(compressed, size)})
	}
	return json.NewObject(members)
}

func (c Compressed) key() string { return c.Method + " " + strconv.Itoa(c.Level) }

func size(n int64) *json.Value { return number(strconv.FormatInt(n, 10)) }

func number(text string) *json.Value { return &json.Value{Kind: json.Number, Text: text} }

func object[V any](members map[string]V, document func(V) *json.Value) *json.Value {
	list := make([]json.Member, 0, len(members))
	for _, key := range slices.Sorted(maps.Keys(members)) {
		list = append(list, json.Member{Key: key, Value: document(members[key])})
	}
	return json.NewObject(list)
}
