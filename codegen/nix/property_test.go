package nix

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRoundTrip(t *testing.T) {
	for seed := range uint64(3000) {
		tree := newForest(seed).file()
		text, _ := Print(tree)
		back, err := Parse(text)
		if err != nil {
			t.Fatalf("tree %d: %v\n%s", seed, err, text)
		}
		again, _ := Print(back)
		if !Equal(tree.Body, back.Body) {
			t.Fatalf("tree %d is another one when read back (-first +again):\n%s\n%s", seed, cmp.Diff(string(text), string(again)), text)
		}
		if diff := cmp.Diff(string(text), string(again)); diff != "" {
			t.Fatalf("tree %d is printed in another way when read back (-first +again):\n%s", seed, diff)
		}
	}
}
