package query

import (
	"path"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// Move is a file or a directory that gets another path. Both are relative to the
// root of the tree.
type Move struct{ From, To string }

// Moved returns the edits after which the paths written in all units lead to what
// they lead to now, sorted by file. They are of the files where those are now.
// Paths that are computed stay as they are.
func (t *Tree) Moved(moves []Move) []diag.Edit {
	var edits []diag.Edit
	for _, dir := range t.Dirs() {
		s := t.Unit(dir)
		if s == nil {
			continue
		}
		for _, f := range s.Files() {
			if f.Role == Source {
				edits = append(edits, f.moved(moves)...)
			}
		}
	}
	return sortedEdits(edits)
}

func (f *File) moved(moves []Move) []diag.Edit {
	var edits []diag.Edit
	from, to := path.Dir(f.Path), path.Dir(moved(f.Path, moves))
	f.paths(f.Blocks, func(w writtenPath) {
		if w.remote || w.text == "" || string(f.slice(w.at.Start.Byte, w.at.End.Byte)) != w.text {
			return // it is no path, or written with escapes
		}
		target := path.Join(from, w.text)
		now := moved(target, moves)
		if w.unit && now == target {
			now = movedUnit(target, moves)
		}
		text := relative(to, now)
		if text == path.Clean(w.text) || strings.ContainsAny(text, "\"\\$%\n") {
			return
		}
		if strings.HasPrefix(w.text, "./") && !strings.HasPrefix(text, "../") {
			text = "./" + text
		}
		edits = append(edits, diag.Edit{Range: w.at, NewText: text})
	})
	return edits
}

func moved(name string, moves []Move) string {
	for _, m := range moves {
		if name == m.From {
			return m.To
		}
		if rest, below := strings.CutPrefix(name, m.From+"/"); below {
			return path.Join(m.To, rest)
		}
	}
	return name
}

// movedUnit follows a unit whose file alone is moved.
func movedUnit(dir string, moves []Move) string {
	for _, name := range []string{source.MainFile, source.MainFile + source.JSON} {
		file := path.Join(dir, name)
		if now := moved(file, moves); now != file && source.IsMain(now) {
			return path.Dir(now)
		}
	}
	return dir
}

// relative is the path of a file as it is written in a directory.
func relative(dir, file string) string {
	from, to := steps(dir), steps(file)
	for len(from) > 0 && len(to) > 0 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	text := strings.Repeat("../", len(from)) + strings.Join(to, "/")
	if text == "" {
		return "."
	}
	return strings.TrimSuffix(text, "/")
}

func steps(name string) []string {
	if name == "." {
		return nil
	}
	return strings.Split(name, "/")
}
