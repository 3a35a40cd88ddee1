package measure

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"github.com/agentboxc/agentboxc/lang/diag"
)

var (
	program = "sha256-" + strings.Repeat("A", 43) + "="
	digestA = "sha256:" + strings.Repeat("a", 64)
	digestB = "sha256:" + strings.Repeat("b", 64)
	digestC = "sha256:" + strings.Repeat("c", 64)
)

func pathOf(letter, name, version string, size int64) Path {
	return Path{Hash: strings.Repeat(letter, 32), Name: name, Version: version, Size: size}
}

// sample are two images that share a layer, and one for another system.
func sample() *Measurements {
	base := Layer{
		Name: "base", Digest: digestA, Size: 12_345_678,
		Compressed: []Compressed{{"gzip", 6, 4_000_000}, {"zstd", 3, 3_900_000}},
		Paths:      []Path{pathOf("b", "bash-interactive", "5.2p37", 7_000_000), pathOf("g", "glibc", "2.38-44", 5_000_000)},
	}
	own := Layer{Digest: digestB, Size: 2048, Paths: []Path{pathOf("r", "root-runtime", "", 512)}}
	split := Layer{Name: "base", Digest: digestC, Size: 1536}
	return (*Measurements)(nil).With(
		Image{Variant: "runtime", System: "x86_64-linux", Program: program, Layers: []Layer{base, own}},
		Image{Variant: "runtime", System: "aarch64-linux", Program: program, Layers: []Layer{base, split, own}},
		Image{Variant: "py-3.12", System: "x86_64-linux", Program: program, Layers: []Layer{base}},
	)
}

func TestFileIsMadeToBeRead(t *testing.T) {
	goldie.New(t, goldie.WithNameSuffix(".json")).Assert(t, "sample", sample().Bytes())
	goldie.New(t, goldie.WithNameSuffix(".json")).Assert(t, "empty", (&Measurements{}).Bytes())
}

func TestRoundTrip(t *testing.T) {
	m := sample()
	got, diags := Read(m.Bytes(), "agentbox.lock.json")
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	if !reflect.DeepEqual(got, m) {
		t.Errorf("got\n%+v\nwant\n%+v", got, m)
	}
}

// What one image had compressed is known for the same layer of another, and the
// order in which a program collects measurements does not matter.
func TestBytesPutTogether(t *testing.T) {
	m := sample()
	m.Images[0].Layers[0].Compressed = m.Images[0].Layers[0].Compressed[:1]
	m.Images[2].Layers[0].Compressed = m.Images[2].Layers[0].Compressed[1:]
	m.Images[0], m.Images[2] = m.Images[2], m.Images[0]
	if want := sample().Bytes(); !bytes.Equal(m.Bytes(), want) {
		t.Errorf("got\n%s\nwant\n%s", m.Bytes(), want)
	}
}

func TestWith(t *testing.T) {
	m := sample().With(
		Image{Variant: "runtime", System: "x86_64-linux", Program: program},
		Image{Variant: "a", System: "x86_64-linux", Program: program},
	)
	var got []string
	for _, i := range m.Images {
		got = append(got, fmt.Sprint(i.Variant, " ", i.System, " ", i.Size()))
	}
	want := "a x86_64-linux 0, py-3.12 x86_64-linux 12345678, runtime aarch64-linux 12349262, runtime x86_64-linux 0"
	if text := strings.Join(got, ", "); text != want {
		t.Errorf("got %s, want %s", text, want)
	}
}

func TestCompare(t *testing.T) {
	before := []Layer{
		{Paths: []Path{pathOf("a", "bash", "5.1", 100), pathOf("b", "git", "2", 500), pathOf("c", "old", "1", 50)}},
		{Paths: []Path{pathOf("d", "python", "3.11", 70), pathOf("e", "same", "1", 9)}},
	}
	after := []Layer{{Paths: []Path{
		pathOf("f", "bash", "5.2", 120), pathOf("g", "git", "2", 800), pathOf("h", "new", "1", 60),
		pathOf("d", "python", "3.11", 70), pathOf("i", "python", "3.12", 75), pathOf("j", "same", "1", 9),
	}}}
	var got []string
	for _, d := range Compare(before, after) {
		got = append(got, fmt.Sprintf("%s %v %v %+d", d.Name, d.Was, d.Is, d.Growth()))
	}
	want := "git [2] [2] +300, python [3.11] [3.11 3.12] +75, new [] [1] +60, bash [5.1] [5.2] +20, old [1] [] -50"
	if text := strings.Join(got, ", "); text != want {
		t.Errorf("got %s, want %s", text, want)
	}
}

func TestSplit(t *testing.T) {
	for label, want := range map[string][2]string{
		"bash-interactive-5.2p37": {"bash-interactive", "5.2p37"},
		"openssl-3.0.13-dev":      {"openssl", "3.0.13-dev"},
		"gtk+3-3.24":              {"gtk+3", "3.24"},
		"root":                    {"root", ""},
		"a--b":                    {"a", "-b"},
		"a-":                      {"a-", ""},
	} {
		name, version := Split(label)
		if name != want[0] || version != want[1] {
			t.Errorf("%q is %q and %q, want %q", label, name, version, want)
		}
		if got := (Path{Name: name, Version: version}).Label(); got != label {
			t.Errorf("%q becomes %q", label, got)
		}
	}
}

func TestReadLocatesDamage(t *testing.T) {
	whole := string(sample().Bytes())
	swap := func(old, replacement string) string {
		if !strings.Contains(whole, old) {
			t.Fatalf("the sample does not hold %s", old)
		}
		return strings.Replace(whole, old, replacement, 1)
	}
	for name, test := range map[string]struct{ text, at, detail string }{
		"empty":            {"", "1:1", "ends too early"},
		"conflict":         {"{\n<<<<<<< HEAD\n}", "2:1", "conflict markers"},
		"array":            {`[]`, "1:1", "the document must be an object"},
		"no version":       {`{"images":{},"layers":{}}`, "1:1", "version must be a number; it is missing"},
		"version 2":        {"{\n\"version\": 2}", "2:12", "version 2 of the format"},
		"version text":     {`{"version":"1"}`, "1:12", "must be a number; this is a string"},
		"no images":        {`{"version":1,"layers":{}}`, "1:1", "images must be an object; it is missing"},
		"no layers":        {`{"version":1,"images":{}}`, "1:1", "layers must be an object; it is missing"},
		"variant":          {`{"version":1,"layers":{},"images":{"x":1}}`, "1:40", `variant "x" of images must be an object`},
		"image":            {`{"version":1,"layers":{},"images":{"x":{"y":1}}}`, "1:45", `the entry of image "x" for y must be an object`},
		"no program":       {`{"version":1,"layers":{},"images":{"x":{"y":{"layers":[]}}}}`, "1:45", `program of image "x" for y must be a string; it is missing`},
		"program":          {swap(program, "sha256-AAA="), "8:20", `program of image "py-3.12" for x86_64-linux must be a hash`},
		"unknown layer":    {swap(`"layer.base `+digestA, `"layer.base `+digestB), "6:11", "hold no such layer for x86_64-linux"},
		"another variant":  {swap(`"variant.runtime `+digestB+"\"\n", `"variant.py-3.12 `+digestB+"\"\n"), "16:11", "hold no such layer for aarch64-linux"},
		"number for layer": {swap(`"layer.base `+digestA+`"`, `7`), "6:11", "each of the layers of image"},
		"system":           {`{"version":1,"images":{},"layers":{"x":1}}`, "1:40", "x of layers must be an object"},
		"contents":         {`{"version":1,"images":{},"layers":{"x":{"layer.a":1}}}`, "1:51", "layer.a for x must be an array"},
		"content":          {`{"version":1,"images":{},"layers":{"x":{"layer.a":[1]}}}`, "1:52", "each content of layer.a for x must be an object"},
		"digest":           {swap(`"digest": "`+digestA, `"digest": "sha256:A`), "37:21", "64 hexadecimal digits"},
		"size":             {swap(`12345678`, `1.5`), "42:19", "a whole number of bytes"},
		"negative":         {swap(`7000000`, `-1`), "39:73", `the size of "bash-interactive-5.2p37" in layer.base`},
		"huge":             {swap(`7000000`, `9223372036854775807`), "39:73", "at most 8796093022208"},
		"more than int64":  {swap(`7000000`, `99223372036854775807`), "39:73", "at most 8796093022208"},
		"path":             {swap("5.2p37 "+strings.Repeat("b", 32), "5.2p37 bbb"), "39:13", "a name and a hash"},
		"hash":             {swap("5.2p37 "+strings.Repeat("b", 32), "5.2p37 "+strings.Repeat("e", 32)), "39:13", "a name and a hash"},
		"method":           {swap(`"gzip 6"`, `"gzip"`), "34:13", `a method and a level, as in "gzip 6"`},
		"level":            {swap(`"gzip 6"`, `"gzip 06"`), "34:13", "a method and a level"},
	} {
		t.Run(name, func(t *testing.T) {
			m, diags := Read([]byte(test.text), "box/agentbox.lock.json")
			if m != nil || len(diags) == 0 {
				t.Fatalf("got measurements: %v; %v", m != nil, diags)
			}
			d := diags[0]
			if d.Code != diag.MeasurementsUnreadable || d.Subject.File != "box/agentbox.lock.json" {
				t.Errorf("code %s in %s", d.Code, d.Subject.File)
			}
			if at := fmt.Sprintf("%d:%d", d.Subject.Start.Line, d.Subject.Start.Column); at != test.at {
				t.Errorf("at %s, want %s", at, test.at)
			}
			if !strings.Contains(d.Detail, test.detail) || !strings.Contains(d.Detail, "apply --build") {
				t.Errorf("detail %q does not say %q", d.Detail, test.detail)
			}
		})
	}
}

func TestReadIsBounded(t *testing.T) {
	_, diags := Read(bytes.Repeat([]byte(" "), maxBytes+1), "agentbox.lock.json")
	if len(diags) != 1 || !strings.Contains(diags[0].Detail, "are not read") {
		t.Errorf("diagnostics: %v", diags)
	}
}

func TestReadPassesOverWhatItDoesNotKnow(t *testing.T) {
	text := strings.Replace(string(sample().Bytes()), `"version": 1`, `"version": 1, "later": [{}]`, 1)
	m, diags := Read([]byte(text), "agentbox.lock.json")
	if len(diags) > 0 || !reflect.DeepEqual(m, sample()) {
		t.Errorf("measurements %v, diagnostics %v", m, diags)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample().Bytes())
	f.Add([]byte(`{"version":1,"images":{"x":{"y":{"program":"` + program + `","layers":["variant.x ` + digestA + `"]}}},"layers":{"y":{"variant.x":[{"digest":"` + digestA + `","size":1,"paths":{}}]}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, diags := Read(data, "agentbox.lock.json")
		if (m == nil) != diags.HasErrors() {
			t.Fatalf("measurements: %v; diagnostics: %v", m != nil, diags)
		}
		if m == nil {
			return
		}
		once := m.Bytes()
		again, diags := Read(once, "agentbox.lock.json")
		if again == nil {
			t.Fatalf("what was written cannot be read: %v\n%s", diags, once)
		}
		if twice := again.Bytes(); !bytes.Equal(once, twice) {
			t.Fatalf("not stable:\n%s\n%s", once, twice)
		}
	})
}
