package budget

import (
	"fmt"

	"github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// Compression is how the layers of an image are compressed: "none", "gzip" or
// "zstd", and the level of the latter two.
type Compression struct {
	Method string
	Level  int
}

// Default is the compression of what is not published.
var Default = Compression{Method: "gzip", Level: 6}

// String completes "it is 5 MB …".
func (c Compression) String() string {
	if c.Method == "none" {
		return "without compression"
	}
	return fmt.Sprintf("compressed with %s at level %d", c.Method, c.Level)
}

// size is that of a layer as it is pushed.
func (c Compression) size(l measure.Layer) (size int64, known bool) {
	if c.Method == "none" {
		return l.Size, true
	}
	for _, m := range l.Compressed {
		if m.Method == c.Method && m.Level == c.Level {
			return m.Size, true
		}
	}
	return 0, false
}

// compressed is how large the subject is as it is pushed.
func (h held) compressed() (figure, diag.Problem) {
	f := figure{limit: h.Value}
	for _, l := range h.layers() {
		size, known := h.compression.size(l)
		if !known {
			return f, uncompressed{h}
		}
		f.value += size
	}
	return f, nil
}
