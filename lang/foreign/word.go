package foreign

import (
	"path"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/agentboxc/agentboxc/lang/foreign/draft"
)

// lookup is the value of a variable of the shell.
func (s *script) lookup(name string) (string, bool) {
	if value, ok := s.vars[name]; ok {
		return value, true
	}
	if name == "HOME" {
		return s.home(), true
	}
	return s.value(name)
}

// home is the directory of the user that the commands run as.
func (s *script) home() string {
	name, _, _ := strings.Cut(s.variant.Config.User, ":")
	if u := s.variant.UserNamed(name); u != nil {
		return u.Home
	}
	return "/root"
}

// fields are what a word becomes, when that is known without running it.
func (s *script) fields(word *syntax.Word) ([]string, bool) {
	if len(word.Parts) == 1 {
		if p, ok := word.Parts[0].(*syntax.ParamExp); ok {
			value, ok := s.parameter(p)
			return strings.Fields(value), ok
		}
	}
	value, ok := s.literal(word)
	return []string{value}, ok
}

// literal is the text of a word, when it is known.
func (s *script) literal(word *syntax.Word) (string, bool) {
	var b strings.Builder
	for n, part := range word.Parts {
		if l, ok := part.(*syntax.Lit); ok {
			text := unescape(l.Value)
			if n == 0 && (text == "~" || strings.HasPrefix(text, "~/")) {
				text = s.home() + text[1:]
			}
			if strings.Contains(text, "{") && strings.Contains(text, ",") {
				return "", false // a brace expansion
			}
			b.WriteString(text)
			continue
		}
		text, ok := s.part(part)
		if !ok {
			return "", false
		}
		b.WriteString(text)
	}
	return b.String(), b.Len() <= maxWord
}

// maxWord bounds a word after expansion.
const maxWord = 64 << 10

func (s *script) part(part syntax.WordPart) (string, bool) {
	switch p := part.(type) {
	case *syntax.SglQuoted:
		return p.Value, !p.Dollar
	case *syntax.ParamExp:
		return s.parameter(p)
	case *syntax.DblQuoted:
		var b strings.Builder
		for _, inner := range p.Parts {
			if l, ok := inner.(*syntax.Lit); ok {
				b.WriteString(unescapeQuoted(l.Value))
				continue
			}
			text, ok := s.part(inner)
			if !ok {
				return "", false
			}
			b.WriteString(text)
		}
		return b.String(), true
	}
	return "", false
}

func (s *script) parameter(p *syntax.ParamExp) (string, bool) {
	if p.Param == nil || p.Excl || p.Length || p.Width || p.Index != nil || p.Slice != nil || p.Repl != nil || p.Exp != nil {
		return "", false
	}
	return s.lookup(p.Param.Value)
}

// unescape removes the backslashes of text outside quotes.
func unescape(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) {
			i++
			if text[i] == '\n' {
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// unescapeQuoted removes those that mean something between double quotes.
func unescapeQuoted(text string) string {
	return strings.NewReplacer("\\\n", "", `\"`, `"`, `\\`, `\`, `\$`, `$`, "\\`", "`").Replace(text)
}

// harmless reports whether redirections send output nowhere.
func (s *script) harmless(list []*syntax.Redirect) bool {
	for _, r := range list {
		target := ""
		if r.Word != nil {
			target = r.Word.Lit()
		}
		if target != "/dev/null" && r.Op != syntax.DplOut && r.Op != syntax.DplIn {
			return false
		}
	}
	return true
}

// writes makes a file of echo, printf and cat whose output goes to one, and
// reports whether it has.
func (s *script) writes(one *syntax.Stmt) bool {
	call, ok := one.Cmd.(*syntax.CallExpr)
	if !ok || len(call.Args) == 0 {
		return false
	}
	target, text, appends := "", "", false
	for _, r := range one.Redirs {
		word, ok := "", r.Word == nil
		if r.Word != nil {
			word, ok = s.literal(r.Word)
		}
		switch {
		case (r.Op == syntax.RdrOut || r.Op == syntax.AppOut || r.Op == syntax.RdrClob) && ok && target == "" && (r.N == nil || r.N.Value == "1"):
			target, appends = word, r.Op == syntax.AppOut
		case (r.Op == syntax.Hdoc || r.Op == syntax.DashHdoc) && r.Hdoc != nil:
			if text, ok = s.literal(r.Hdoc); !ok {
				return false
			}
		default:
			return false
		}
	}
	said, ok := s.says(call, text)
	if !ok || target == "" {
		return false
	}
	return s.write(one, s.at(target), said, appends)
}

func (s *script) write(one *syntax.Stmt, target, text string, appends bool) bool {
	if at := s.variant.Root.At(target); appends {
		if at == nil || at.Kind != draft.File || at.Source != "" {
			return false // what the file holds is not known
		}
		text = at.Content + text
	}
	if len(text) > maxWord {
		return false
	}
	s.put(s.line(one.Pos()), s.source(one), draft.Entry{Kind: draft.File, Path: target, Content: text})
	return true
}

// says is what a command prints.
func (s *script) says(call *syntax.CallExpr, input string) (string, bool) {
	var args []string
	for _, word := range call.Args {
		text, ok := s.literal(word)
		if !ok {
			return "", false
		}
		args = append(args, text)
	}
	switch {
	case args[0] == "cat" && len(args) == 1:
		return input, true
	case args[0] == "echo" && (len(args) == 1 || !strings.HasPrefix(args[1], "-")) && !strings.Contains(strings.Join(args, ""), `\`):
		return strings.Join(args[1:], " ") + "\n", true
	case args[0] == "printf" && len(args) == 2 && !strings.Contains(args[1], "%"):
		text := strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\\`, `\`).Replace(args[1])
		return text, true
	}
	return "", false
}

// at makes a path absolute.
func (s *script) at(p string) string {
	if s.dir != "" && !strings.HasPrefix(p, "/") {
		p = path.Join(s.dir, p)
	}
	return s.inWorkingDir(p)
}
