package editor

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// Document is a file that somebody works on.
type Document struct {
	Path     string
	Language string
	Text     string
	Mark     string // what stands before each place where something is typed
	Ask      string // text at whose end a completion is asked for, and in which a hover
}

// Figures are the times of one kind of measurement.
type Figures []time.Duration

// At returns the time that so many percent of the measurements do not exceed.
func (f Figures) At(percent int) time.Duration {
	if len(f) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(f))
	return sorted[min(len(sorted)-1, len(sorted)*percent/100)]
}

// Session is what was measured while somebody typed.
type Session struct {
	Work       Figures // from a keystroke to an answer for the text with it: diagnostics, or else a hover
	Published  Figures // from a keystroke to the diagnostics that come by themselves
	Completion Figures // the time of the answer, when there was one before for the same text
	Hover      Figures // the same
	AtOnce     Figures // from a keystroke to a completion that is asked for with it
}

// Plan says how much is typed.
type Plan struct {
	Edits int
	Pause int    // after so many edits the diagnostics are waited for; 0 is never
	Work  string // method of the request after each edit
	Asks  int    // of completions and hovers, each
}

// typist types into a document: a letter, which goes away with the next keystroke.
type typist struct {
	*Client
	doc     Document
	places  []int // offsets
	lines   []int // of the places
	columns []int
	end     map[string]any // the end of what is asked about, and its last character
	last    map[string]any
	version int
	typed   int // place of the letter that is there; -1 is none
}

// Run opens a document and types.
func Run(c *Client, doc Document, plan Plan) (*Session, error) {
	t := &typist{Client: c, doc: doc, typed: -1, version: 1}
	t.find()
	if len(t.places) == 0 {
		return nil, fmt.Errorf("%s: there is no %q to type behind", doc.Path, doc.Mark)
	}
	t.end, t.last = t.at(doc.Ask, 0), t.at(doc.Ask, 1)
	s := &Session{}
	if err := t.open(); err != nil {
		return nil, err
	}
	for i := range plan.Edits {
		if err := t.keystroke(s, plan, i); err != nil {
			return nil, err
		}
	}
	for i := range plan.Asks {
		if err := t.questions(s, plan, i); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (t *typist) find() {
	line := 0
	for at := 0; ; {
		next := strings.Index(t.doc.Text[at:], t.doc.Mark)
		if next < 0 {
			return
		}
		place := at + next + len(t.doc.Mark)
		line += strings.Count(t.doc.Text[at:place], "\n")
		start := strings.LastIndexByte(t.doc.Text[:place], '\n') + 1
		t.places, t.lines, t.columns = append(t.places, place), append(t.lines, line), append(t.columns, place-start)
		at = place
	}
}

func (t *typist) uri() string { return URI(t.doc.Path) }

func (t *typist) open() error {
	if err := os.WriteFile(t.doc.Path, []byte(t.doc.Text), 0o644); err != nil {
		return err
	}
	err := t.Tell("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": t.uri(), "languageId": t.doc.Language, "version": 1, "text": t.doc.Text,
	}})
	if err != nil {
		return err
	}
	_, err = t.Published(t.uri(), 1)
	return err
}

func (t *typist) keystroke(s *Session, plan Plan, i int) error {
	start := time.Now()
	if err := t.change(i); err != nil {
		return err
	}
	if plan.Pause > 0 && i%plan.Pause == 0 {
		came, err := t.Published(t.uri(), t.version)
		if err != nil {
			return err
		}
		s.Published = append(s.Published, came.Sub(start))
		return nil
	}
	_, _, err := t.Ask(plan.Work, t.last)
	s.Work = append(s.Work, time.Since(start))
	return err
}

// change types a letter at a place, or takes away the one that was typed. Places jump
// about the file.
func (t *typist) change(i int) error {
	place, text, length := (i*7919)%len(t.places), "x", 0
	if t.typed >= 0 {
		place, text, length = t.typed, "", 1
		t.typed = -1
	} else {
		t.typed = place
	}
	t.version++
	line, column := t.lines[place], t.columns[place]
	return t.Tell("textDocument/didChange", map[string]any{
		"textDocument": map[string]any{"uri": t.uri(), "version": t.version},
		"contentChanges": []any{map[string]any{"text": text, "range": map[string]any{
			"start": map[string]any{"line": line, "character": column},
			"end":   map[string]any{"line": line, "character": column + length},
		}}},
	})
}

// at is the position so many characters before the end of a text in the document.
func (t *typist) at(text string, before int) map[string]any {
	end := strings.Index(t.doc.Text, text) + len(text)
	line := strings.Count(t.doc.Text[:end], "\n")
	column := end - strings.LastIndexByte(t.doc.Text[:end], '\n') - 1 - before
	return map[string]any{
		"textDocument": map[string]any{"uri": t.uri()},
		"position":     map[string]any{"line": line, "character": column},
	}
}

// questions asks for a completion with a keystroke, and behind one for a completion
// and a hover.
func (t *typist) questions(s *Session, plan Plan, i int) error {
	start := time.Now()
	if err := t.change(2 * i); err != nil {
		return err
	}
	if _, _, err := t.Ask("textDocument/completion", t.end); err != nil {
		return err
	}
	s.AtOnce = append(s.AtOnce, time.Since(start))
	if err := t.change(2*i + 1); err != nil {
		return err
	}
	if _, _, err := t.Ask(plan.Work, t.last); err != nil {
		return err
	}
	_, took, err := t.Ask("textDocument/completion", t.end)
	if err != nil {
		return err
	}
	s.Completion = append(s.Completion, took)
	_, took, err = t.Ask("textDocument/hover", t.last)
	s.Hover = append(s.Hover, took)
	return err
}
