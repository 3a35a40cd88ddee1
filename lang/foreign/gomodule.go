package foreign

import (
	"fmt"
	"path"
	"strings"

	"github.com/agentboxc/agentboxc/lang/foreign/dockerfile"
	"github.com/agentboxc/agentboxc/lang/foreign/draft"
)

// copyProgram makes a package of a Go program that a stage builds and the image
// copies, and reports whether it is one.
func (i *stageImage) copyProgram(one dockerfile.Instruction, s *stage) bool {
	var words []string
	i.words(one, func(word string) { words = append(words, word) })
	dir, module := i.goModule()
	output, sub, ok := goBuild(s, i.of.escape)
	if module == "" || !ok || len(words) != 2 || path.Base(output) != path.Base(words[0]) || !i.room(one.Line, shown(one), len(sub)) {
		return false
	}
	m := draft.Module{Name: path.Base(words[0]), Source: i.relative(dir)}
	program := path.Base(module)
	if sub != "." {
		m.SubPackages, program = []string{sub}, path.Base(sub)
	}
	ref := i.unit.Module(m)
	i.addTool(draft.Package{Expr: ref})
	target := i.inWorkingDir(words[1])
	if strings.HasSuffix(words[1], "/") || words[1] == "." {
		target = path.Join(target, path.Base(words[0]))
	}
	i.put(one.Line, shown(one), draft.Entry{Kind: draft.Symlink, Path: target, Of: ref, Target: "/bin/" + program})
	i.changed(one.Line, shown(one), fmt.Sprintf("%s builds it, in place of lines %d to %d. Without vendor_hash the first build stops and names it: put it in.", ref, s.from.Line, s.lastLine()))
	return true
}

// goModule is the directory of the Go module in the context, and its name.
func (i *stageImage) goModule() (dir, module string) {
	for _, dir := range i.of.contexts {
		text, _ := i.read(path.Join(dir, "go.mod"), maxRequirements)
		for line := range strings.Lines(text) {
			if name, ok := strings.CutPrefix(strings.TrimSpace(line), "module "); ok {
				return dir, draft.Identifier(path.Base(strings.Trim(strings.TrimSpace(name), `"`)))
			}
		}
	}
	return "", ""
}

// goBuild finds `go build -o OUTPUT PACKAGE` among the commands of a stage.
func goBuild(s *stage, escape byte) (output, sub string, ok bool) {
	for _, one := range s.content {
		_, args, found := strings.Cut(one.Rest(), "go build ")
		if one.Name != "RUN" || !found {
			continue
		}
		sub = "."
		words := dockerfile.Words(args, escape)
		for n := 0; n < len(words) && !strings.ContainsAny(words[n], ";&|"); n++ {
			value, joined := strings.CutPrefix(words[n], "-o=")
			switch {
			case joined:
				output = value
			case words[n] == "-o" && n+1 < len(words):
				n++
				output = words[n]
			case !strings.HasPrefix(words[n], "-"):
				sub = strings.TrimPrefix(path.Clean(words[n]), "./")
			}
		}
		return output, sub, output != "" && !strings.ContainsAny(output+sub, "$\"'") && (sub == "." || isPath(strings.ReplaceAll(sub, "/", ".")))
	}
	return "", "", false
}
