package apply

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/agentboxc/agentboxc/lang/diag"
)

func edit(file string, start, end int, text string) diag.Edit {
	return diag.Edit{
		Range:   diag.Range{File: file, Start: diag.Pos{Byte: start}, End: diag.Pos{Byte: end}},
		NewText: text,
	}
}

func TestFix(t *testing.T) {
	texts := map[string]string{"a": "0123456789", "b": "abc"}
	safe := func(edits ...diag.Edit) diag.Diagnostic {
		return diag.Diagnostic{Fixes: []diag.Fix{{Safe: true, Edits: edits}}}
	}
	tests := map[string]struct {
		list diag.List
		want map[string]string
	}{
		"nothing": {},
		"an unsafe one": {
			list: diag.List{{Fixes: []diag.Fix{{Edits: []diag.Edit{edit("a", 0, 1, "x")}}}}},
		},
		"several in any order": {
			list: diag.List{safe(edit("a", 8, 9, "")), safe(edit("a", 0, 0, "<"), edit("b", 3, 3, ">"))},
			want: map[string]string{"a": "<012345679", "b": "abc>"},
		},
		"edits that touch": {
			list: diag.List{safe(edit("a", 0, 2, "x")), safe(edit("a", 2, 4, "y"))},
			want: map[string]string{"a": "xy456789"},
		},
		"an overlap leaves the later fix out, whole": {
			list: diag.List{safe(edit("a", 2, 5, "x")), safe(edit("b", 0, 0, "y"), edit("a", 4, 6, "z"))},
			want: map[string]string{"a": "01x56789"},
		},
		"the same fix twice": {
			list: diag.List{safe(edit("a", 2, 2, "x")), safe(edit("a", 2, 2, "x"))},
			want: map[string]string{"a": "01x23456789"},
		},
		"outside the file": {
			list: diag.List{safe(edit("a", 9, 11, "x")), safe(edit("a", 3, 2, "x"))},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			repair := Fix(test.list, func(file string) []byte { return []byte(texts[file]) })
			var got map[string]string
			for _, file := range repair.Files {
				if got == nil {
					got = map[string]string{}
				}
				got[file.Name] = string(file.Bytes)
				if repair.Count[file.Name] == 0 {
					t.Errorf("%s changed and counts no fix", file.Name)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
		})
	}
}
