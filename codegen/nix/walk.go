package nix

// Walk calls visit for e and, where it returns true, for the expressions
// inside, in the order they are written.
func Walk(e Expr, visit func(Expr) bool) {
	if e == nil || !visit(e) {
		return
	}
	for _, child := range Children(e) {
		Walk(child, visit)
	}
}

// Children returns the expressions directly inside e in the order they are
// written, interpolations and computed names included.
func Children(e Expr) []Expr {
	switch e := e.(type) {
	case *Str:
		return partExprs(e.Parts)
	case *List:
		return e.Items
	case *Attrs:
		return bindExprs(e.Binds)
	case *Select:
		return present(append(prepend(e.Of, nameExprs(e.Path)), e.Default))
	case *Has:
		return prepend(e.Of, nameExprs(e.Path))
	case *Apply:
		return prepend(e.Fn, e.Args)
	case *Lambda:
		return present(append(e.Defaults[:len(e.Defaults):len(e.Defaults)], e.Body))
	case *Let:
		return append(bindExprs(e.Binds), e.Body)
	case *Binary:
		return []Expr{e.Left, e.Right}
	case *Unary:
		return []Expr{e.X}
	case *If:
		return []Expr{e.Cond, e.Then, e.Else}
	case *Assert:
		return []Expr{e.Cond, e.Body}
	case *With:
		return []Expr{e.Scope, e.Body}
	}
	return nil
}

func prepend(e Expr, rest []Expr) []Expr { return append([]Expr{e}, rest...) }

func present(list []Expr) []Expr {
	var out []Expr
	for _, e := range list {
		if e != nil {
			out = append(out, e)
		}
	}
	return out
}

func partExprs(parts []StrPart) []Expr {
	var out []Expr
	for _, part := range parts {
		if part.Expr != nil {
			out = append(out, part.Expr)
		}
	}
	return out
}

func nameExprs(path []AttrName) []Expr {
	var out []Expr
	for _, name := range path {
		if name.Expr != nil {
			out = append(out, name.Expr)
		}
	}
	return out
}

func bindExprs(binds []Bind) []Expr {
	var out []Expr
	for _, b := range binds {
		if b.Inherit == nil {
			out = append(append(out, nameExprs(b.Path)...), b.Value)
		} else if b.Inherit.From != nil {
			out = append(out, b.Inherit.From)
		}
	}
	return out
}
