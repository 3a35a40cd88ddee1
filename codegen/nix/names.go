package nix

// keywords cannot be names without quotes. "or" is one only after a selection,
// which is reason enough.
var keywords = map[string]bool{
	"if": true, "then": true, "else": true, "assert": true, "with": true,
	"let": true, "in": true, "rec": true, "inherit": true, "or": true,
}

// IsIdentifier reports whether the name can be a variable, and an attribute
// without quotes.
func IsIdentifier(name string) bool {
	if name == "" || !identifierStart(name[0]) || keywords[name] {
		return false
	}
	for i := 1; i < len(name); i++ {
		if !identifierPart(name[i]) {
			return false
		}
	}
	return true
}

func identifierStart(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func identifierPart(c byte) bool {
	return identifierStart(c) || c == '\'' || c == '-' || digit(c)
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// variable returns the name of a variable. One that is not an identifier would
// be code: a bug of ours.
func variable(name string) string {
	if !IsIdentifier(name) {
		panic("nix: not an identifier: " + name)
	}
	return name
}

// plain returns the name without its expression if that is a string without
// interpolations.
func (n AttrName) plain() AttrName {
	s, ok := n.Expr.(*Str)
	if !ok {
		return n
	}
	switch parts := joined(s.Parts); {
	case len(parts) == 0:
		return AttrName{}
	case len(parts) == 1 && parts[0].Expr == nil:
		return AttrName{Name: parts[0].Literal}
	}
	return n
}
