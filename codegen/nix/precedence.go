package nix

import "math"

// precedence orders what binds an expression's parts together; what binds
// weaker than its place allows is put in parentheses.
type precedence uint8

const (
	lowest precedence = iota // functions, let, if, assert, with
	pipes
	implication
	disjunction
	conjunction
	equality
	comparison
	update
	not
	sum
	product
	concatenation
	hasAttribute
	negation
	application
	selection // what can be an element of a list or an argument
	simple    // what can be selected from
)

// associativity says on which side an operator of the same kind needs no
// parentheses.
type associativity uint8

const (
	neither associativity = iota
	leftward
	rightward
)

type operator struct {
	precedence    precedence
	associativity associativity
}

// operators are the binary operators of the language.
var operators = map[string]operator{
	"|>": {pipes, leftward},
	"<|": {pipes, rightward},
	"->": {implication, rightward},
	"||": {disjunction, leftward},
	"&&": {conjunction, leftward},
	"==": {equality, neither},
	"!=": {equality, neither},
	"<":  {comparison, neither},
	"<=": {comparison, neither},
	">":  {comparison, neither},
	">=": {comparison, neither},
	"//": {update, rightward},
	"+":  {sum, leftward},
	"-":  {sum, leftward},
	"*":  {product, leftward},
	"/":  {product, leftward},
	"++": {concatenation, rightward},
}

// operatorOf returns the entry of an operator. Another one is a bug of ours.
func operatorOf(op string) operator {
	o, ok := operators[op]
	if !ok {
		panic("nix: unknown operator " + op)
	}
	return o
}

func precedenceOf(e Expr) precedence {
	switch e := e.(type) {
	case *Binary:
		return operatorOf(e.Op).precedence
	case *Unary:
		if e.Op == "!" {
			return not
		}
		return negation
	case *Has:
		return hasAttribute
	case *Int:
		return sign(e.Value < 0)
	case *Float:
		return sign(math.Signbit(e.Value))
	case *Apply:
		return application
	case *Select, *Path, *Outside:
		return selection // a dot behind a path would belong to it
	case *Ident, *Str, *List, *Attrs:
		return simple
	}
	return lowest
}

func sign(negative bool) precedence {
	if negative {
		return negation
	}
	return selection // a dot behind a number would belong to it
}
