package recall

import (
	"encoding/binary"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// record is what is kept of a unit.
type record struct {
	today    string // "" when the date does not matter
	sights   []*sight
	findings Findings
}

func (r *record) bytes() []byte {
	var w writer
	w.text(r.today)
	w.count(len(r.sights), r.sights == nil)
	for _, s := range r.sights {
		w.sight(s)
	}
	w.bool(r.findings.Secret)
	w.diagnostics(r.findings.Unit)
	w.diagnostics(r.findings.Tests)
	return w.Bytes()
}

// readRecord is the inverse of record.bytes. ok is false for anything else.
func readRecord(data []byte) (r *record, ok bool) {
	in := &reader{rest: data}
	r = &record{today: in.text()}
	r.sights = listOf(in, in.int()-1, (*reader).sight)
	r.findings.Secret = in.bool()
	r.findings.Unit = in.diagnostics()
	r.findings.Tests = in.diagnostics()
	return r, in.done()
}

func (w *writer) sight(s *sight) {
	w.text(s.name)
	w.bool(s.settled)
	if id := s.identity; s.settled {
		for _, n := range []uint64{id.Device, id.Inode, uint64(id.Size), uint64(id.Modified), uint64(id.Changed)} {
			w.Write(binary.LittleEndian.AppendUint64(nil, n))
		}
	}
	w.count(len(s.answers), s.answers == nil)
	for _, a := range s.answers {
		w.int(int(a.look))
		w.bool(a.failed)
		w.bool(a.whole)
		w.int(int(a.length))
		w.Write(a.sum[:])
	}
}

func (r *reader) sight() *sight {
	s := &sight{name: r.text(), settled: r.bool()}
	if id := &s.identity; s.settled {
		id.Device, id.Inode = r.fixed(), r.fixed()
		id.Size, id.Modified, id.Changed = int64(r.fixed()), int64(r.fixed()), int64(r.fixed())
	}
	s.answers = listOf(r, r.int()-1, (*reader).answer)
	return s
}

func (r *reader) answer() answer {
	a := answer{look: look(r.int()), failed: r.bool(), whole: r.bool(), length: int64(r.int())}
	if a.look > lookList {
		r.fail()
	}
	copy(a.sum[:], r.bytes(len(a.sum)))
	return a
}

// diagnostics keeps apart what is empty and what is nil: a list comes back as it
// was.
func (w *writer) diagnostics(all diag.List) {
	w.count(len(all), all == nil)
	for _, d := range all {
		w.text(string(d.Code))
		w.int(int(d.Severity))
		w.text(d.Summary)
		w.text(d.Detail)
		w.span(d.Subject)
		w.span(d.Context)
		w.count(len(d.Related), d.Related == nil)
		for _, rel := range d.Related {
			w.text(rel.Message)
			w.span(rel.Range)
		}
		w.count(len(d.Fixes), d.Fixes == nil)
		for _, f := range d.Fixes {
			w.fix(f)
		}
		w.count(len(d.Values), d.Values == nil)
		for _, v := range d.Values {
			w.text(v.Traversal)
			w.text(v.Statement)
		}
	}
}

func (w *writer) fix(f diag.Fix) {
	w.text(f.Title)
	w.bool(f.Safe)
	w.count(len(f.Edits), f.Edits == nil)
	for _, e := range f.Edits {
		w.span(e.Range)
		w.text(e.NewText)
	}
}

func (w *writer) span(s diag.Range) {
	w.text(s.File)
	for _, p := range []diag.Pos{s.Start, s.End} {
		w.int(p.Line)
		w.int(p.Column)
		w.int(p.Byte)
	}
}

func (r *reader) diagnostics() diag.List {
	return listOf(r, r.int()-1, func(r *reader) diag.Diagnostic {
		return diag.Diagnostic{
			Code: diag.Code(r.text()), Severity: diag.Severity(r.int()), Summary: r.text(), Detail: r.text(),
			Subject: r.span(), Context: r.span(),
			Related: listOf(r, r.int()-1, func(r *reader) diag.Related { return diag.Related{Message: r.text(), Range: r.span()} }),
			Fixes:   listOf(r, r.int()-1, (*reader).fix),
			Values:  listOf(r, r.int()-1, func(r *reader) diag.Value { return diag.Value{Traversal: r.text(), Statement: r.text()} }),
		}
	})
}

func (r *reader) fix() diag.Fix {
	return diag.Fix{
		Title: r.text(), Safe: r.bool(),
		Edits: listOf(r, r.int()-1, func(r *reader) diag.Edit { return diag.Edit{Range: r.span(), NewText: r.text()} }),
	}
}

func (r *reader) span() diag.Range {
	return diag.Range{
		File:  r.text(),
		Start: diag.Pos{Line: r.int(), Column: r.int(), Byte: r.int()},
		End:   diag.Pos{Line: r.int(), Column: r.int(), Byte: r.int()},
	}
}

// packed adds a record to a pack, which is one after the other.
func (w *writer) packed(unit string, data []byte) {
	w.text(unit)
	w.int(len(data))
	w.Write(data)
}

// readPack returns the records of a pack, which are not read yet.
func readPack(data []byte) (records map[string][]byte, ok bool) {
	in := &reader{rest: data}
	records = map[string][]byte{}
	for len(in.rest) > 0 {
		unit := in.text()
		records[unit] = in.bytes(in.int())
	}
	return records, in.done()
}
