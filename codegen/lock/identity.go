package lock

import (
	"fmt"
	"strconv"
	"strings"
)

// Identity is a text for the tree that an input of the flake itself is locked to
// and for all that its outputs depend on: two inputs with the same one evaluate
// to the same. ok is false where the lock does not pin all of that by a hash.
func (l *Lock) Identity(input string) (text string, ok bool) {
	if l == nil {
		return "", false
	}
	w := identity{lock: l, known: map[*Node]int{}, ok: true}
	w.node(l.Find([]string{input}))
	return w.text.String(), w.ok
}

// identity writes every node once, where it is first reached, and its number
// from then on.
type identity struct {
	lock  *Lock
	known map[*Node]int
	text  strings.Builder
	ok    bool
}

func (w *identity) node(n *Node) {
	if n == nil || n.Locked == nil || n.Locked.Text("narHash") == "" {
		w.ok = false
		return
	}
	if number, known := w.known[n]; known {
		fmt.Fprintf(&w.text, "#%d", number)
		return
	}
	w.known[n] = len(w.known)
	w.text.WriteString(n.Locked.Text("narHash"))
	if dir := n.Locked.Text("dir"); dir != "" {
		w.text.WriteString(" " + strconv.Quote(dir))
	}
	if !n.Flake {
		w.text.WriteString(" tree")
		return
	}
	for _, e := range n.Inputs {
		fmt.Fprintf(&w.text, " %q=(", e.Name)
		if e.IsFollows() {
			w.node(w.lock.Find(e.Follows))
		} else {
			w.node(w.lock.Nodes[e.Node])
		}
		w.text.WriteString(")")
	}
}
