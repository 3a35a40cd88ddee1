// Package dockerfile takes a Dockerfile apart into instructions, as BuildKit's
// own parser does: continued lines, comments between them, the escape
// directive, flags, the JSON form and here-documents, each with its line. It
// does not know what the instructions mean. BuildKit's parser itself brings
// protobuf along, whose initialisation every run of every command would pay
// for.
package dockerfile

import (
	"encoding/json"
	"fmt"
	"strings"
)

// maxInstructions bounds a file; what people write has some dozens.
const maxInstructions = 5000

// File is a Dockerfile.
type File struct {
	Escape       byte // the character that continues a line: \ or `
	Instructions []Instruction
}

// Instruction is one instruction with all the lines that belong to it.
type Instruction struct {
	Name  string // in capitals
	Line  int    // of its first line, from 1
	Last  int    // of its last line
	Flags []Flag
	Lines []Line   // what follows the flags, as lines without their continuation
	List  []string // the JSON form, nil when it is not written so
	Docs  []Heredoc
}

// Line is a part of an instruction that stands on one line of the file.
type Line struct {
	Number int
	Text   string
}

// Flag is an option in front of an instruction's arguments, such as --from.
type Flag struct {
	Name  string // without the dashes
	Value string
}

// Heredoc is a here-document that belongs to an instruction.
type Heredoc struct {
	Name string // the word that ends it
	Raw  bool   // variables are left as they are
	Line int    // of its first line
	Text string
}

// Rest is what follows the flags, on one line.
func (i *Instruction) Rest() string {
	var b strings.Builder
	for _, l := range i.Lines {
		b.WriteString(l.Text)
	}
	return strings.TrimSpace(b.String())
}

// Flag returns the value of a flag; the last one counts.
func (i *Instruction) Flag(name string) string {
	value := ""
	for _, f := range i.Flags {
		if f.Name == name {
			value = f.Value
		}
	}
	return value
}

// Parse takes the file apart. An error names the line.
func Parse(data []byte) (*File, error) {
	p := &parser{lines: strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n"), file: &File{Escape: '\\'}}
	for i, line := range p.lines {
		p.lines[i] = strings.TrimSuffix(line, "\r")
	}
	p.directives()
	for p.next < len(p.lines) {
		line := strings.TrimSpace(p.lines[p.next])
		if line == "" || line[0] == '#' {
			p.next++
			continue
		}
		if len(p.file.Instructions) == maxInstructions {
			return nil, fmt.Errorf("line %d: the file has more than %d instructions", p.next+1, maxInstructions)
		}
		one, err := p.instruction()
		if err != nil {
			return nil, err
		}
		p.file.Instructions = append(p.file.Instructions, one)
	}
	return p.file, nil
}

type parser struct {
	lines []string
	next  int // index of the line to read
	file  *File
}

// directives reads the comments at the top of the file that are more than that.
func (p *parser) directives() {
	for _, line := range p.lines {
		text, ok := strings.CutPrefix(strings.TrimSpace(line), "#")
		name, value, assigned := strings.Cut(text, "=")
		if !ok || !assigned {
			return
		}
		if strings.EqualFold(strings.TrimSpace(name), "escape") && strings.TrimSpace(value) == "`" {
			p.file.Escape = '`'
		}
	}
}

func (p *parser) instruction() (Instruction, error) {
	one := Instruction{Line: p.next + 1}
	one.Lines = p.continued()
	first := one.Lines[0].Text
	name, rest := first, ""
	if at := strings.IndexAny(first, " \t"); at >= 0 {
		name, rest = first[:at], strings.TrimLeft(first[at:], " \t")
	}
	one.Name, one.Lines[0].Text = strings.ToUpper(name), rest
	if takesFlags(one.Name) {
		one.takeFlags()
	}
	one.Last = p.next
	if err := p.heredocs(&one); err != nil {
		return one, err
	}
	if rest := one.Rest(); strings.HasPrefix(rest, "[") && len(one.Docs) == 0 {
		if json.Unmarshal([]byte(rest), &one.List) != nil {
			one.List = nil
		}
	}
	return one, nil
}

// continued reads a line and those that continue it.
func (p *parser) continued() []Line {
	text, more := p.uncontinued(strings.TrimLeft(p.lines[p.next], " \t"))
	lines := []Line{{p.next + 1, text}}
	p.next++
	for more && p.next < len(p.lines) {
		raw := p.lines[p.next]
		p.next++
		// Comments and empty lines between continued lines are no part of them.
		if bare := strings.TrimSpace(raw); bare == "" || bare[0] == '#' {
			continue
		}
		text, more = p.uncontinued(raw)
		lines = append(lines, Line{p.next, text})
	}
	return lines
}

func (p *parser) uncontinued(line string) (string, bool) {
	trimmed := strings.TrimRight(line, " \t")
	if text, ok := strings.CutSuffix(trimmed, string(p.file.Escape)); ok {
		return text, true
	}
	return line, false
}

func takesFlags(name string) bool {
	switch name {
	case "ADD", "COPY", "FROM", "HEALTHCHECK", "RUN":
		return true
	}
	return false
}

// takeFlags moves the flags from the front of the lines.
func (i *Instruction) takeFlags() {
	for n := range i.Lines {
		for {
			text := strings.TrimLeft(i.Lines[n].Text, " \t")
			if !strings.HasPrefix(text, "--") {
				break
			}
			word, rest := text, ""
			if at := strings.IndexAny(text, " \t"); at >= 0 {
				word, rest = text[:at], text[at:]
			}
			name, value, _ := strings.Cut(word[2:], "=")
			i.Flags = append(i.Flags, Flag{name, value})
			i.Lines[n].Text = strings.TrimLeft(rest, " \t")
		}
		if strings.TrimSpace(i.Lines[n].Text) != "" {
			return
		}
	}
}
