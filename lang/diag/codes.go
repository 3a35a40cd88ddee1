package diag

// Code identifies a kind of problem for ever: it is never re-used for another
// one, and docs/diagnostics.md has a section for it. The thousands name the
// stage: 1 source and syntax, 2 the unit as written, 3 names, 4 values and
// rules, 5 the generated files and the lock, 6 the budget.
type Code string

// Info is what is the same for every diagnostic of a code.
type Info struct {
	Code     Code
	Severity Severity
	Summary  string
}

// Info returns the code's entry. An unknown code is a bug of ours and panics.
func (c Code) Info() Info {
	info, ok := byCode[c]
	if !ok {
		panic("diag: code " + string(c) + " is not in the table")
	}
	return info
}

// Codes returns the table in the order of the codes.
func Codes() []Info { return table }

var byCode = func() map[Code]Info {
	m := make(map[Code]Info, len(table))
	for _, info := range table {
		m[info.Code] = info
	}
	return m
}()
