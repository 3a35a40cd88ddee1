package dockerfile

import (
	"fmt"
	"strings"
)

// heredocs reads the here-documents that an instruction announces. Of one for
// RUN the lines that announce it stay: they may hold the program that reads it.
func (p *parser) heredocs(one *Instruction) error {
	switch one.Name {
	case "ADD", "COPY", "RUN":
	default:
		return nil
	}
	for _, d := range announced(one.Rest()) {
		start := p.next + 1
		text, err := p.until(d)
		if err != nil {
			return fmt.Errorf("line %d: the here-document %s has no end", one.Line, d.name)
		}
		one.Docs = append(one.Docs, Heredoc{Name: d.name, Raw: d.raw, Line: start, Text: text})
		one.Last = p.next
	}
	return nil
}

type announcement struct {
	name       string
	raw, strip bool
}

// announced finds words such as <<EOF, <<-"EOF" outside quotes.
func announced(text string) []announcement {
	var all []announcement
	var quote byte
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\\':
			i++
		case c == '"' || c == '\'':
			quote = c
		case strings.HasPrefix(text[i:], "<<<"):
			i += 2
		case strings.HasPrefix(text[i:], "<<"):
			d, length := announcementAt(text[i+2:])
			i += 1 + length
			if d.name != "" {
				all = append(all, d)
			}
		}
	}
	return all
}

func announcementAt(text string) (announcement, int) {
	var d announcement
	at := 0
	if strings.HasPrefix(text, "-") {
		d.strip, at = true, 1
	}
	end := at
	for end < len(text) && !strings.ContainsRune(" \t;&|<>()", rune(text[end])) {
		end++
	}
	word := text[at:end]
	d.name = strings.Trim(word, `"'`)
	d.raw = d.name != word
	if strings.ContainsAny(d.name, "$\"'\\") {
		return announcement{}, end
	}
	return d, end
}

// until reads lines up to the one that ends a here-document.
func (p *parser) until(d announcement) (string, error) {
	var text strings.Builder
	for p.next < len(p.lines) {
		line := p.lines[p.next]
		p.next++
		if d.strip {
			line = strings.TrimLeft(line, "\t")
		}
		if line == d.name {
			return text.String(), nil
		}
		text.WriteString(line)
		text.WriteByte('\n')
	}
	return "", fmt.Errorf("missing %s", d.name)
}
