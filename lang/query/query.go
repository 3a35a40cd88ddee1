// Package query answers an editor's questions about a unit: what is this, where
// is it declared, who uses it, what could stand here. It takes a snapshot of what
// the compiler made of the unit, a file and an offset in bytes, and returns plain
// values with ranges. It knows no protocol, reads no files, and states no rule of
// the language: what the passes know is asked of their results. A file here is one
// question.
package query

import (
	"sync"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// Snapshot is a unit at one moment. It does not change, and several goroutines may
// ask it. What a question needs besides the result of the compiler is made when
// the first asks for it.
type Snapshot struct {
	Result *lang.Result
	Diags  diag.List // as lang.Compile returned them

	beside func() []*File
	files  func() map[string]*File
}

// New makes the snapshot of a compiled unit. It costs nothing until it is asked.
func New(result *lang.Result, diags diag.List) *Snapshot { return NewWith(result, diags, nil) }

// NewWith is New with files that belong to the unit and are no part of it: tests,
// files of values. They are asked for once, when a question needs them.
func NewWith(result *lang.Result, diags diag.List, beside func() []*File) *Snapshot {
	s := &Snapshot{Result: result, Diags: diags, beside: func() []*File { return nil }}
	if beside != nil {
		s.beside = sync.OnceValue(beside)
	}
	s.files = sync.OnceValue(s.unitFiles)
	return s
}

// Alone makes the snapshot of a file that belongs to no unit, such as
// agentbox.work.hcl.
func Alone(file *File, diags diag.List) *Snapshot {
	return NewWith(&lang.Result{}, diags, func() []*File { return []*File{file} })
}

// Dir is the directory of the unit, "" for a file that belongs to none.
func (s *Snapshot) Dir() string {
	if s.Result.Unit == nil {
		return ""
	}
	return s.Result.Unit.Dir
}
