package server

import (
	"math/rand/v2"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
)

// TestEditsAddUp makes random edits, several at a time, and compares the document with
// the text that they make.
func TestEditsAddUp(t *testing.T) {
	for _, inUTF8 := range []bool{false, true} {
		random := rand.New(rand.NewPCG(1, 2))
		text := "# äöü 😀\r\nlayer \"x\" {}\n"
		d := &document{bytes: []byte(text), inUTF8: inUTF8}
		for version := int32(1); version < 3000; version++ {
			var changes []protocol.TextDocumentContentChangeEvent
			for range 1 + random.IntN(3) {
				var change protocol.TextDocumentContentChangeEvent
				change, text = randomEdit(random, text, inUTF8)
				changes = append(changes, change)
			}
			if d = d.edited(version, changes); string(d.bytes) != text || d.version != version {
				t.Fatalf("version %d is %d: %q, want %q", version, d.version, d.bytes, text)
			}
		}
	}
}

func randomEdit(random *rand.Rand, text string, inUTF8 bool) (protocol.TextDocumentContentChangeEvent, string) {
	pieces := []string{"", "x", "é", "😀", "\n", "\r\n", "\r", "  a = 1\n", "{", "\"", "\u0301", "\ufeff"}
	piece := pieces[random.IntN(len(pieces))]
	start := whole(text, random.IntN(len(text)+1))
	end := whole(text, min(len(text), start+random.IntN(6)))
	if random.IntN(200) == 0 || len(text) > 2000 {
		return &protocol.TextDocumentContentChangeWholeDocument{Text: piece}, piece
	}
	at := protocol.Range{Start: slowPosition([]byte(text), start, inUTF8), End: slowPosition([]byte(text), end, inUTF8)}
	return &protocol.TextDocumentContentChangePartial{Range: at, Text: piece}, text[:start] + piece + text[end:]
}

// whole is an offset that a position can have: at a character, and not between CR and
// LF.
func whole(text string, offset int) int {
	for offset > 0 && offset < len(text) && (text[offset]&0xc0 == 0x80 || strings.HasPrefix(text[offset-1:], "\r\n")) {
		offset--
	}
	return offset
}
