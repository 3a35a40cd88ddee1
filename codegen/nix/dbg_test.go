package nix

import (
	"fmt"
	"testing"
)

func firstDiff(a, b Expr) string {
	if Equal(a, b) {
		return ""
	}
	ca, cb := Children(unfolded(a)), Children(unfolded(b))
	if len(ca) == len(cb) {
		for i := range ca {
			if s := firstDiff(ca[i], cb[i]); s != "" {
				return s
			}
		}
	}
	pa, _ := Print(&File{Body: a})
	pb, _ := Print(&File{Body: b})
	return fmt.Sprintf("%#v\n%#v\n%s\n%s", a, b, pa, pb)
}

func TestDbg(t *testing.T) {
	n := 0
	for seed := range uint64(3000) {
		tree := newForest(seed).file()
		text, _ := Print(tree)
		back, err := Parse(text)
		if err != nil {
			continue
		}
		if d := firstDiff(tree.Body, back.Body); d != "" && len(d) < 1500 {
			t.Errorf("%d %s", seed, d)
			n++
			if n > 4 {
				return
			}
		}
	}
}
