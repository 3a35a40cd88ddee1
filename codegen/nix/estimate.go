package nix

// estimate is about how many tokens an expression becomes. A good guess spares
// a large file the copies of a slice that grows; a bad one costs only those.
func estimate(e Expr) int {
	switch e := e.(type) {
	case nil:
		return 0
	case *Str:
		n := 6
		for _, part := range e.Parts {
			n += 2 + estimate(part.Expr)
		}
		return n
	case *List:
		n := 6
		for _, item := range e.Items {
			n += 2 + estimate(item)
		}
		return n
	case *Attrs:
		return 6 + estimateBinds(e.Binds)
	case *Let:
		return 8 + estimateBinds(e.Binds) + estimate(e.Body)
	case *Select:
		return 2 + 2*len(e.Path) + estimate(e.Of) + estimate(e.Default)
	case *Apply:
		n := 4 + estimate(e.Fn)
		for _, arg := range e.Args {
			n += 4 + estimate(arg)
		}
		return n
	case *Lambda:
		return 6 + estimate(e.Body)
	case *Binary:
		return 6 + estimate(e.Left) + estimate(e.Right)
	}
	return 4
}

func estimateBinds(binds []Bind) int {
	n := 0
	for _, b := range binds {
		n += 8 + 2*len(b.Path) + len(b.Written)/16 + estimate(b.Value)
	}
	return n
}
