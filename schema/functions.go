package schema

import (
	"slices"
	"strings"
	"sync"
)

// Function describes a built-in function. What it does is package check's; that
// both have the same names and parameters is tested there.
type Function struct {
	Name    string
	Params  []Param // in order; only the last can be variadic
	Result  string  // type of the result, in words
	Doc     string  // one sentence or two, starting with what the result is
	Example string  // HCL expression that evaluates
	// Context says that a string that holds a package's store path may go
	// through the function. Elsewhere the path would be lost, which is an error.
	Context bool
	Reads   bool // its first argument is the path of a file or a directory
}

// Param describes a parameter of a function.
type Param struct {
	Name     string
	Type     string // in words, such as "string", "list of string" and "any value"
	Doc      string // what it is, to stand behind its name
	Variadic bool   // takes any number of arguments
}

// Signature is the function as it is called: join(separator, lists...).
func (f Function) Signature() string {
	names := make([]string, len(f.Params))
	for i, p := range f.Params {
		names[i] = p.Name
		if p.Variadic {
			names[i] += "..."
		}
	}
	return f.Name + "(" + strings.Join(names, ", ") + ")"
}

// Functions returns the built-in functions, sorted by name.
func Functions() []Function { return functions() }

// functions is made when the first call is met: most units have few.
var functions = sync.OnceValue(func() []Function {
	all := slices.Concat(numberFunctions(), textFunctions(), partFunctions(), patternFunctions(), listFunctions(),
		elementFunctions(), setFunctions(), mapFunctions(), conversionFunctions(), encodingFunctions(), fileFunctions(),
		dateFunctions(), packageFunctions())
	slices.SortFunc(all, func(a, b Function) int { return strings.Compare(a.Name, b.Name) })
	return all
})

// HasFunction reports whether there is a function of the name.
func HasFunction(name string) bool {
	_, found := FunctionNamed(name)
	return found
}

// FunctionNamed returns the function of the name, if there is one.
func FunctionNamed(name string) (Function, bool) {
	all := functions()
	at, found := slices.BinarySearchFunc(all, name, func(f Function, name string) int {
		return strings.Compare(f.Name, name)
	})
	if !found {
		return Function{}, false
	}
	return all[at], true
}

// many is a parameter that takes any number of arguments.
func many(name, each, doc string) Param { return Param{name, each, doc, true} }

// one is a parameter that takes one.
func one(name, kind, doc string) Param { return Param{name, kind, doc, false} }

// with is the list of a function's parameters.
func with(params ...Param) []Param { return params }
