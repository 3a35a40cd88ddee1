package lang_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// special are units whose text does not fit into a file of cases.
var special = map[diag.Code]fs.FS{
	diag.UnreadableFile:  unreadable{oneFile("")},
	diag.FileTooLarge:    oneFile("#" + strings.Repeat("x", source.MaxFileSize)),
	diag.InvalidUTF8:     oneFile("# \xff\n"),
	diag.NestingTooDeep:  oneFile("locals {\n  a = " + strings.Repeat("[", 200) + strings.Repeat("]", 200) + "\n}\n"),
	diag.TooComplex:      oneFile("locals {\n  a = 1" + strings.Repeat(" + 1", 10_000) + "\n}\n"),
	diag.ForbiddenChar:   oneFile("locals {\n  a = \"\x00\"\n}\n"),
	diag.InvisibleChar:   oneFile("locals {\n  a = \"\u202e\"\n}\n"),
	diag.NoConfiguration: fstest.MapFS{"unit/README.md": {}},
	diag.UnitTooLarge:    manyFiles(source.MaxFiles + 1),
}

func oneFile(text string) fstest.MapFS {
	return fstest.MapFS{"unit/agentbox.hcl": {Data: []byte(text)}}
}

func manyFiles(n int) fstest.MapFS {
	fsys := oneFile("")
	for i := range n {
		fsys["unit/"+strings.Repeat("x", i+1)+".agentbox.hcl"] = &fstest.MapFile{}
	}
	return fsys
}

// unreadable refuses to open files.
type unreadable struct{ fstest.MapFS }

func (u unreadable) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".hcl") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.MapFS.Open(name)
}

// TestEveryCodeHasACase proves that each problem of the front end can be brought
// up, by a file of cases or by a special unit.
func TestEveryCodeHasACase(t *testing.T) {
	have := map[diag.Code]bool{}
	code := regexp.MustCompile(`(?m)^\s*# (?:error|warning) (AB\d+)`)
	for _, name := range caseFiles(t) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range code.FindAllStringSubmatch(string(text), -1) {
			have[diag.Code(m[1])] = true
		}
	}
	for want, fsys := range special {
		_, diags := lang.Compile(fsys, "unit", lang.Options{DirName: "unit"})
		for _, d := range diags {
			have[d.Code] = have[d.Code] || d.Code == want
		}
	}
	w, _ := lang.ReadWorkspace(fstest.MapFS{source.WorkspaceFile: {Data: []byte("workspace {\n  members = [\"a\"]\n}\n")}})
	for _, d := range append(w.Idle([]string{"b"}, nil), w.Vacant()...) {
		have[d.Code] = true
	}
	for _, info := range diag.Codes() {
		frontEnd := info.Code < "AB5000" && info.Code != diag.NotFormatted // which only fmt says
		if frontEnd && !have[info.Code] {
			t.Errorf("%s %s has no case in testdata/cases", info.Code, info.Summary)
		}
	}
}
