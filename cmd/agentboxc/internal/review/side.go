package review

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"sync"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/nix"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/locking"
	"github.com/agentboxc/agentboxc/codegen"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/source"
)

const (
	flakeFile    = "flake.nix"
	lockFile     = "flake.lock"
	measuresFile = "agentbox.lock.json"
)

// compiled is a unit of one of the trees after all passes.
type compiled struct {
	fsys      fsysDir
	program   *ir.Program // with waivers that are over, as it is written
	judged    *ir.Program // without them
	diags     diag.List
	files     []*source.File // for messages that quote them
	committed plan.State     // the generated files that are there
	out       *codegen.Output
	locked    []byte // flake.lock as it will be, or where that is not known as it is
	measured  *measure.Measurements
	hash      func() string // programHash, found once
}

// compile runs the passes. out is nil when the program has errors.
func (s Side) compile(dir string) (*compiled, error) {
	values, err := s.Values(dir)
	if err != nil {
		return nil, err
	}
	c := &compiled{fsys: fsysDir{s.FS, dir}}
	c.hash = sync.OnceValue(c.programHash)
	c.diags.Append(values.Diags)
	result, diags := lang.Compile(s.FS, dir, values.Options)
	c.program, c.judged = result.Program, result.Program
	c.diags.Append(diags)
	if isOver(c.diags) && !isBroken(c.diags) {
		// That something is over changes nothing that is built.
		values.Options.Today = nil
		asWritten, _ := lang.Compile(s.FS, dir, values.Options)
		c.program = asWritten.Program
	}
	c.files = append(c.files, result.Sources()...)
	for _, f := range values.Files {
		if result.HasSecrets() {
			f = &source.File{Path: f.Path} // its lines are not to be shown
		}
		c.files = append(c.files, f)
	}
	if err := c.read(); err != nil || isBroken(c.diags) {
		return c, err
	}
	pins, diags, err := locking.ReadShared(s.FS).Pins(dir, c.committed.Lock, c.program.Inputs)
	if err != nil {
		return nil, err
	}
	c.diags.Append(slices.DeleteFunc(diags, func(d diag.Diagnostic) bool {
		return d.Subject.File == source.WorkspaceFile // told once, for all units
	}))
	c.out, diags = codegen.Generate(c.program, pins.Lock)
	c.diags.Append(diags)
	if c.locked = c.out.Lock; c.locked == nil {
		c.locked = pins.Lock
	}
	return c, nil
}

// isBroken reports whether there is no whole program. A date that is past is an
// error, and leaves the program whole.
func isBroken(diags diag.List) bool {
	return slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Severity == diag.Error && d.Code != diag.ExpiredDate })
}

func isOver(diags diag.List) bool {
	return slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Code == diag.ExpiredDate })
}

// read reads what was generated and measured before.
func (c *compiled) read() (err error) {
	if c.committed.Flake, err = c.fsys.read(flakeFile); err != nil {
		return err
	}
	if c.committed.Lock, err = c.fsys.read(lockFile); err != nil {
		return err
	}
	data, err := c.fsys.read(measuresFile)
	if data == nil || err != nil {
		return err
	}
	measured, diags := measure.Read(data, path.Join(c.fsys.dir, measuresFile))
	c.measured = measured
	c.diags.Append(diags)
	return nil
}

// state is what the unit generates.
func (c *compiled) state() plan.State {
	if c == nil || c.out == nil {
		return plan.State{}
	}
	return plan.State{Flake: c.out.Flake, Lock: c.locked}
}

// programHash is what measurements of the unit have that are of what it generates now; ""
// where that cannot be told.
func (c *compiled) programHash() string {
	if c.out == nil || c.out.Lock == nil {
		return ""
	}
	program, err := nix.Program(nix.Source{
		FS: c.fsys.FS, Unit: c.fsys.dir, Flake: c.out.Flake, Lock: c.out.Lock, Paths: measure.Named(c.out.Tree),
	})
	if err != nil {
		return ""
	}
	return program
}

// locks is the lock as a model; nil when there is none that can be read.
func (c *compiled) locks() *lock.Lock {
	if c == nil || c.locked == nil {
		return nil
	}
	l, _ := lock.Read(c.locked, lockFile)
	return l
}

// named are the paths of files and directories that the generated flake names,
// below the root of the tree.
func (c *compiled) named() []string {
	var names []string
	for _, rel := range measure.Named(c.out.Tree) {
		names = append(names, path.Join(c.fsys.dir, rel))
	}
	return names
}

// reads reports whether the passes took a file into account: a changed one can
// have changed what they say.
func (c *compiled) reads(name string) bool {
	return slices.ContainsFunc(c.files, func(f *source.File) bool { return f.Path == name })
}

func digest(data []byte) string {
	if data == nil {
		return ""
	}
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// read is host's, of a file of the directory.
func (d fsysDir) read(name string) ([]byte, error) { return host.ReadIn(d.FS, path.Join(d.dir, name)) }
