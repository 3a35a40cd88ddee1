package nix

// What the layout of an expression depends on: whether parts of it can stay on
// the line of what is in front of them.

// isTerm reports whether the expression is neither a call nor an operation nor
// anything that starts with a keyword.
func (o operand) isTerm() bool {
	return o.parens || precedenceOf(o.Expr) == simple || precedenceOf(o.Expr) == selection
}

// absorbable reports whether the expression starts with a bracket that can
// stay at the end of a line: { … }, [ … ] or ”…”, and not an empty one.
func (o operand) absorbable() bool {
	if o.parens {
		return false
	}
	switch e := o.Expr.(type) {
	case *Attrs:
		return len(e.Binds) > 0
	case *List:
		return len(e.Items) > 0
	case *Str:
		return readsIndented(joined(e.Parts))
	}
	return false
}

// absorbableExpr also allows functions of names, and with, in front of such a
// bracket.
func (o operand) absorbableExpr() bool {
	if o.absorbable() {
		return true
	}
	if o.parens {
		return false
	}
	switch e := o.Expr.(type) {
	case *With:
		return place(e.Body, lowest).absorbable()
	case *Lambda:
		body := place(e.Body, lowest)
		_, function := body.Expr.(*Lambda)
		return e.Param != "" && (body.absorbable() || function && body.absorbableExpr())
	}
	return false
}

// isSimple reports whether the expression is a name, a literal, a selection of
// plain names, or a call with up to two such arguments: it is never broken.
func (o operand) isSimple() bool {
	switch e := o.Expr.(type) {
	case *Ident, *Str, *Path:
		return true
	case *Int, *Float:
		return precedenceOf(e) != negation
	case *Select:
		of, path := chain(e)
		return e.Default == nil && plain(path) && of.isSimple()
	case *Apply:
		fn, args := spine(e)
		return simpleCall(fn, args)
	}
	return false
}

func simpleCall(fn operand, args []operand) bool {
	for _, arg := range args {
		if !arg.isSimple() {
			return false
		}
	}
	return len(args) <= 2 && fn.isSimple()
}

// plain reports whether all names of the path are written without quotes.
func plain(path []AttrName) bool {
	for _, name := range path {
		if name.Expr != nil || !IsIdentifier(name.Name) {
			return false
		}
	}
	return true
}

// spine is the function and all the arguments of nested calls.
func spine(e *Apply) (operand, []operand) {
	fn := place(e.Fn, application)
	var args []operand
	if inner, ok := fn.Expr.(*Apply); ok {
		fn, args = spine(inner)
	}
	for _, arg := range e.Args {
		args = append(args, place(arg, selection))
	}
	return fn, args
}

// chain is the expression selected from and the whole path of nested
// selections. A default covers one selection only.
func chain(e *Select) (operand, []AttrName) {
	of := place(e.Of, simple)
	inner, nested := of.Expr.(*Select)
	if !nested || inner.Default != nil || e.Default != nil {
		return of, e.Path
	}
	of, before := chain(inner)
	return of, append(before[:len(before):len(before)], e.Path...)
}
