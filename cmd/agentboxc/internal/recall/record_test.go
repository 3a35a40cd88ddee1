package recall

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/lang/diag"
)

func at(file string, line int) diag.Range {
	return diag.Range{File: file, Start: diag.Pos{Line: line, Column: 2, Byte: 300}, End: diag.Pos{Line: line, Column: 4, Byte: -1}}
}

var sample = record{
	today: "2026-04-01",
	sights: []*sight{
		{name: "a/agentbox.hcl", settled: true, identity: host.Identity{Device: 1, Inode: 1 << 63, Size: 5, Modified: -1, Changed: 1 << 62},
			answers: []answer{{look: lookStat, sum: [32]byte{1}}, {look: lookRead, whole: true, length: 5, sum: [32]byte{2}}}},
		{name: "a/\xff", answers: []answer{{look: lookList, failed: true}}},
	},
	findings: Findings{
		Secret: true,
		Unit: diag.List{
			{},
			{
				Code: "AB3001", Severity: diag.Warning, Summary: "Sum\x00mary", Detail: "not \xff UTF-8", Subject: at("a", 1), Context: at("b", 2),
				Related: []diag.Related{{Message: "here", Range: at("c", 3)}, {}},
				Fixes:   []diag.Fix{{Title: "one", Safe: true, Edits: []diag.Edit{{Range: at("d", 4), NewText: "x"}}}, {Edits: []diag.Edit{}}},
				Values:  []diag.Value{{Traversal: "var.n", Statement: "is 3"}},
			},
			{Related: []diag.Related{}, Fixes: []diag.Fix{}, Values: []diag.Value{}},
		},
	},
}

func TestRecordsComeBackAsTheyWere(t *testing.T) {
	for _, r := range []record{{}, sample} {
		got, ok := readRecord(r.bytes())
		if !ok || !reflect.DeepEqual(*got, r) {
			t.Errorf("read %+v, %v\nwant %+v", got, ok, r)
		}
	}
}

// Every field of a diagnostic is kept: a new one fails here until it is.
func TestNoFieldIsForgotten(t *testing.T) {
	for value, want := range map[any]int{
		diag.Diagnostic{}.Subject: 3, diag.Pos{}: 3, diag.Related{}: 2, diag.Value{}: 2, diag.Edit{}: 2,
	} {
		if got := reflect.TypeOf(value).NumField(); got != want {
			t.Errorf("%T has %d fields, and %d are kept", value, got, want)
		}
	}
	if d, f := reflect.TypeFor[diag.Diagnostic]().NumField(), reflect.TypeFor[diag.Fix]().NumField(); d != 9 || f != 3 {
		t.Errorf("a diagnostic has %d fields and a fix %d", d, f)
	}
}

func TestDamagedRecordsAreNone(t *testing.T) {
	whole := sample.bytes()
	for n := range whole {
		if r, ok := readRecord(whole[:n]); ok {
			t.Errorf("%d of %d bytes read as %+v", n, len(whole), r)
		}
	}
	if _, ok := readRecord(append(bytes.Clone(whole), 0)); ok {
		t.Error("a record with more behind it reads")
	}
}

// FuzzRecord: whatever is read was written so, and nothing else takes time or
// memory.
func FuzzRecord(f *testing.F) {
	f.Add(sample.bytes())
	f.Add((&record{}).bytes())
	f.Add([]byte("\x00\x01\x01\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, ok := readRecord(data)
		if !ok {
			return
		}
		again, ok := readRecord(r.bytes())
		if !ok || !reflect.DeepEqual(r, again) {
			t.Errorf("%q is %+v, and then %+v", data, r, again)
		}
	})
}

func FuzzPack(f *testing.F) {
	var pack writer
	pack.packed("a", sample.bytes())
	pack.packed("b", nil)
	f.Add(pack.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		records, ok := readPack(data)
		if !ok {
			return
		}
		var pack writer
		for unit, record := range records {
			pack.packed(unit, record)
		}
		if again, ok := readPack(pack.Bytes()); !ok || len(again) != len(records) {
			t.Errorf("%q has %d records, and then %d", data, len(records), len(again))
		}
	})
}
