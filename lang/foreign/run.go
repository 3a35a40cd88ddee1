package foreign

import (
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/agentboxc/agentboxc/lang/foreign/dockerfile"
)

// script is the shell code of a RUN instruction while it is taken apart.
type script struct {
	*stageImage
	text  string
	lines []int             // of the Dockerfile, for each line of the text
	vars  map[string]string // that the code itself sets
	dir   string            // that cd has gone to; "" for the working directory
}

// run takes the commands of RUN apart.
func (i *stageImage) run(one dockerfile.Instruction) {
	s := &script{stageImage: i, vars: map[string]string{}}
	switch {
	case one.List != nil:
		s.lines = []int{one.Line}
		s.command(one.List, one.Line, shown(one))
		return
	case len(one.Docs) == 1 && onlyAnnounces(one.Rest()):
		s.add(one.Docs[0].Text, one.Docs[0].Line)
	default:
		var text []string
		for _, line := range one.Lines {
			text = append(text, line.Text)
			s.lines = append(s.lines, line.Number)
		}
		s.text = strings.Join(text, "\\\n")
		for _, d := range one.Docs {
			s.text += "\n"
			s.add(d.Text+d.Name, d.Line)
		}
	}
	file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(s.text), "")
	if err != nil {
		i.dropped(one.Line, shown(one), "It is no shell code that can be taken apart here. "+inNix)
		return
	}
	s.statements(file.Stmts)
}

// add appends lines of the Dockerfile.
func (s *script) add(text string, number int) {
	s.text += text
	for n := range strings.Count(text, "\n") + 1 {
		s.lines = append(s.lines, number+n)
	}
}

// onlyAnnounces reports whether a line is a here-document for the shell itself.
func onlyAnnounces(text string) bool {
	return strings.HasPrefix(text, "<<") && !strings.ContainsAny(text, " \t")
}

func (s *script) statements(list []*syntax.Stmt) {
	for _, one := range list {
		s.statement(one)
	}
}

func (s *script) statement(one *syntax.Stmt) {
	if one.Background || one.Coprocess || one.Negated {
		s.whole(one)
		return
	}
	if len(one.Redirs) > 0 && !s.harmless(one.Redirs) {
		if !s.writes(one) {
			s.whole(one)
		}
		return
	}
	switch cmd := one.Cmd.(type) {
	case *syntax.CallExpr:
		s.call(one, cmd)
	case *syntax.BinaryCmd:
		s.binary(one, cmd)
	case *syntax.Block:
		s.statements(cmd.Stmts)
	case *syntax.Subshell:
		inner := *s
		inner.statements(cmd.Stmts)
	case *syntax.DeclClause:
		s.declare(cmd)
	case nil:
	default:
		s.whole(one)
	}
}

func (s *script) binary(one *syntax.Stmt, cmd *syntax.BinaryCmd) {
	switch {
	case cmd.Op == syntax.AndStmt:
		s.statement(cmd.X)
		s.statement(cmd.Y)
	case cmd.Op == syntax.OrStmt && s.givesUp(cmd.Y):
		s.statement(cmd.X)
	default:
		s.whole(one)
	}
}

// givesUp reports whether a statement behind || does nothing of its own.
func (s *script) givesUp(one *syntax.Stmt) bool {
	call, ok := one.Cmd.(*syntax.CallExpr)
	if !ok || len(call.Args) == 0 {
		return false
	}
	return slices.Contains([]string{"true", ":", "exit", "false", "echo"}, call.Args[0].Lit())
}

// whole makes a note of a statement that is not taken apart.
func (s *script) whole(one *syntax.Stmt) {
	src, program := s.source(one), firstProgram(one)
	if program == "rm" {
		s.unneeded(s.line(one.Pos()), src, "What commands would have made is not there.")
		return
	}
	s.dropped(s.line(one.Pos()), src, wayOut(program, src))
	if _, version, ok := strings.Cut(src, "nodesource.com/setup_"); ok {
		s.major, _, _ = strings.Cut(version, ".")
	}
}

// firstProgram is what a statement starts first; "" for loops and conditions,
// where that says little.
func firstProgram(one *syntax.Stmt) string {
	switch cmd := one.Cmd.(type) {
	case *syntax.CallExpr:
		if len(cmd.Args) > 0 {
			return cmd.Args[0].Lit()
		}
	case *syntax.BinaryCmd:
		return firstProgram(cmd.X)
	}
	return ""
}

// source is the text of a node.
func (s *script) source(n syntax.Node) string {
	start, end := int(n.Pos().Offset()), int(n.End().Offset())
	if start > end || end > len(s.text) {
		return ""
	}
	return s.text[start:end]
}

// line is where a node is in the Dockerfile.
func (s *script) line(p syntax.Pos) int {
	n := min(max(int(p.Line())-1, 0), len(s.lines)-1)
	return s.lines[n]
}

// declare is export, and its like: only the values matter here.
func (s *script) declare(cmd *syntax.DeclClause) {
	for _, a := range cmd.Args {
		s.assign(a)
	}
}

func (s *script) assign(a *syntax.Assign) {
	if a.Name == nil || a.Naked || a.Append || a.Index != nil || a.Array != nil {
		return
	}
	delete(s.vars, a.Name.Value)
	if a.Value == nil {
		s.vars[a.Name.Value] = ""
	} else if value, ok := s.literal(a.Value); ok {
		s.vars[a.Name.Value] = value
	}
}

func (s *script) call(one *syntax.Stmt, cmd *syntax.CallExpr) {
	if len(cmd.Args) == 0 {
		for _, a := range cmd.Assigns {
			s.assign(a)
		}
		return
	}
	var args []string
	for _, word := range cmd.Args {
		fields, ok := s.fields(word)
		if !ok {
			s.whole(one)
			return
		}
		args = append(args, fields...)
	}
	s.command(args, s.line(one.Pos()), s.source(one))
}
