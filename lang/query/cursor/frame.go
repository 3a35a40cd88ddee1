package cursor

// kind says what a frame is. The order matters: see the methods.
type kind uint8

const (
	body  kind = iota
	value      // of an attribute
	group
	call
	list
	brackets
	object
	interpolation
	directive
	quoted
	heredoc
)

func (k kind) isTemplate() bool  { return k >= quoted }
func (k kind) isBraceLike() bool { return k == body || k >= object && k <= directive }

// frame is an open bracket, string, body or value.
type frame struct {
	kind kind
	at   int // offset of the opening character

	// Of a body.
	block *Block
	state state
	name  string // the first word of the item
	start int    // its offset
	head  []string

	// Of a value.
	attr *Attr

	// Of what holds expressions.
	done  bool     // an operand is complete
	dot   bool     // the last token was a dot
	path  []string // the reference that the operand is, so far; nil when it is none
	end   int      // of the last token of the operand
	mixed bool     // there is more than one reference or, in a template, than text
	index int      // commas so far

	function string // of a call

	// Of an object.
	key     string
	keyAt   int
	keys    []word
	inValue bool

	text string // of a string

	// Of a for expression, or of a directive.
	loop  loop
	first string   // word of a directive
	names []string // variables that are declared
	loops []int    // of a template, for each open for: how many names there were before
}

// word is a name where it stands.
type word struct {
	text string
	at   int
}

// state is how far the item of a body is read.
type state uint8

const (
	fresh  state = iota // nothing yet
	named               // its first word
	headed              // a label
	spent               // all that the line can hold
)

// loop is how far a for expression is read.
type loop uint8

const (
	none loop = iota
	variables
	collection
	result
)

// reset begins an item of a body or object.
func (f *frame) reset() {
	f.state, f.name, f.head = fresh, "", nil
	f.next()
	f.noteKey()
	f.key, f.inValue = "", false
}

func (f *frame) noteKey() {
	if f.key != "" {
		f.keys = append(f.keys, word{f.key, f.keyAt})
	}
}

// next begins an operand.
func (f *frame) next() { f.done, f.dot, f.path = false, false, nil }

// operand notes a complete one that is no reference.
func (f *frame) operand(end int) {
	f.done, f.dot, f.path, f.end, f.mixed = true, false, nil, end, true
}

// operator notes what stands between operands, or before one.
func (f *frame) operator() {
	f.next()
	f.mixed = true
}

var exportedKinds = map[kind]FrameKind{
	group: Group, call: Call, list: List, brackets: Brackets, object: Object,
	interpolation: Template, directive: Template, quoted: Template, heredoc: Template,
}

// exported is the frame as a place has it.
func (f *frame) exported() Frame {
	key := f.key
	if !f.inValue {
		key = ""
	}
	return Frame{Kind: exportedKinds[f.kind], Open: f.at, Function: f.function, Index: f.index, Key: key, For: f.loop != none}
}
