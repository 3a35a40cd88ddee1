package foreign

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/lang/foreign/dockerfile"
	"github.com/agentboxc/agentboxc/lang/foreign/draft"
)

func importDockerfile(w *work, data []byte) error {
	b := build{work: w, file: w.Options.Name, contexts: w.contexts(), target: w.Target}
	v, err := b.variant(data)
	if err != nil {
		return err
	}
	w.unit.Platforms = b.platforms
	w.unit.Variants = append(w.unit.Variants, v)
	return nil
}

// contexts are the directories in which COPY looks for files: that of the
// Dockerfile, then that of the unit.
func (w *work) contexts() []string {
	dir := path.Dir(w.File)
	if w.FS == nil {
		return nil
	}
	if dir == w.Dir {
		return []string{dir}
	}
	return []string{dir, w.Dir}
}

// build is one run of a Dockerfile: what docker build is told, and what becomes
// of it.
type build struct {
	*work
	file      string   // shown in notes
	contexts  []string // where COPY looks
	target    string   // stage; "" for the last
	prefix    string   // in front of the names of layers
	args      map[string]string
	platforms []string // that FROM names

	escape byte
	global map[string]string // arguments before the first FROM
	stages []*stage
}

// stage is what stands between one FROM and the next.
type stage struct {
	name    string
	image   string // what it starts from; "" for another stage
	parent  *stage
	from    dockerfile.Instruction
	content []dockerfile.Instruction
	used    bool // part of the image, or told of
}

func (s *stage) lastLine() int {
	if len(s.content) == 0 {
		return s.from.Last
	}
	return s.content[len(s.content)-1].Last
}

// variant runs the file and returns the image that it builds.
func (b *build) variant(data []byte) (*draft.Variant, error) {
	before := b.notes.file
	b.notes.file = b.file
	defer func() { b.notes.file = before }()
	file, err := dockerfile.Parse(data)
	if err != nil {
		return nil, err
	}
	b.escape = file.Escape
	b.divide(file.Instructions)
	if len(b.stages) == 0 {
		return nil, fmt.Errorf("there is no FROM in it")
	}
	last, err := b.wanted()
	if err != nil {
		return nil, err
	}
	i := b.newImage(last)
	for _, s := range chain(last) {
		i.stage(s)
	}
	v := i.finish()
	b.unused()
	return v, nil
}

// chain is a stage with those that it is built upon, the first one first.
func chain(s *stage) []*stage {
	if s == nil {
		return nil
	}
	return append(chain(s.parent), s)
}

func (b *build) wanted() (*stage, error) {
	if b.target == "" {
		return b.stages[len(b.stages)-1], nil
	}
	if s := b.stageNamed(b.target); s != nil {
		return s, nil
	}
	return nil, fmt.Errorf("it has no stage %q", b.target)
}

func (b *build) stageNamed(name string) *stage {
	for n := len(b.stages) - 1; n >= 0; n-- {
		if s := b.stages[n]; strings.EqualFold(s.name, name) || strconv.Itoa(n) == name {
			return s
		}
	}
	return nil
}

// divide puts the instructions into stages.
func (b *build) divide(all []dockerfile.Instruction) {
	b.global = map[string]string{}
	for _, one := range all {
		switch {
		case one.Name == "FROM":
			b.begin(one)
		case len(b.stages) > 0:
			s := b.stages[len(b.stages)-1]
			s.content = append(s.content, one)
		case one.Name == "ARG":
			b.argument(one, b.global, b.globalValue)
		default:
			b.dropped(one.Line, shown(one), "Only ARG can stand in front of the first FROM.")
		}
	}
}

func (b *build) globalValue(name string) (string, bool) {
	value, ok := b.global[name]
	return value, ok
}

// argument reads ARG into vars. What docker build is told wins over a default.
func (b *build) argument(one dockerfile.Instruction, vars map[string]string, lookup dockerfile.Lookup) {
	for _, word := range dockerfile.Words(one.Rest(), b.escape) {
		name, value, with := strings.Cut(word, "=")
		if given, ok := b.args[name]; ok {
			vars[name] = given
			continue
		}
		if with {
			vars[name], _ = dockerfile.Expand(value, b.escape, lookup)
			continue
		}
		if value, ok := b.global[name]; ok {
			vars[name] = value
		}
	}
}

func (b *build) begin(one dockerfile.Instruction) {
	words := dockerfile.Words(one.Rest(), b.escape)
	s := &stage{from: one}
	if len(words) > 0 {
		s.image = b.expanded(one, words[0], b.globalValue)
	}
	if len(words) == 3 && strings.EqualFold(words[1], "AS") {
		s.name = words[2]
	}
	if parent := b.stageNamed(s.image); parent != nil {
		s.parent, s.image = parent, ""
	}
	b.stages = append(b.stages, s)
}

// expanded puts values into a word, and tells what has none.
func (b *build) expanded(one dockerfile.Instruction, word string, lookup dockerfile.Lookup) string {
	value, missing := dockerfile.Expand(word, b.escape, lookup)
	for _, name := range missing {
		b.changed(one.Line, shown(one), fmt.Sprintf("${%s} has no value here and is taken for empty. Put in what docker build is given.", name))
	}
	return value
}

// unused tells of stages that are no part of the image.
func (b *build) unused() {
	for _, s := range b.stages {
		if s.used {
			continue
		}
		name := s.name
		if name == "" {
			name = s.from.Rest()
		}
		b.unneeded(s.from.Line, shown(s.from), fmt.Sprintf("The stage %s (lines %d to %d) is no part of the image.", name, s.from.Line, s.lastLine()))
	}
}

// shown is an instruction as a note shows it, or so much of it.
func shown(one dockerfile.Instruction) string {
	var b strings.Builder
	b.WriteString(one.Name)
	for _, f := range one.Flags {
		b.WriteString(" --" + f.Name)
		if f.Value != "" {
			b.WriteString("=" + f.Value)
		}
	}
	b.WriteByte(' ')
	for _, line := range one.Lines {
		b.WriteString(line.Text[:min(len(line.Text), 8*maxSource)])
		if b.Len() > 8*maxSource {
			break
		}
	}
	return strings.TrimSpace(b.String())
}
