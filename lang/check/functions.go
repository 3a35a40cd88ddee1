package check

import (
	"errors"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/schema"
)

// provide makes the function of a call known to the expressions of the
// environment and reports whether it can be called. Each is made when its first
// call is met: most units call few of them, and a small unit none.
func (e *env) provide(call config.Call) bool {
	if !e.program.Callable(call) {
		return false
	}
	if _, ok := e.functions[call.Name]; ok {
		return true
	}
	if s := e.program.Function(call.Name); s != nil {
		e.functions.keep(call.Name, e.function(s).Function)
		return true
	}
	described, ok := schema.FunctionNamed(call.Name)
	if ok {
		e.functions.keep(call.Name, e.builtin(described))
	}
	return ok
}

// builtin returns a function of the language, the same for all environments.
func (c *checker) builtin(f schema.Function) function.Function {
	if impl, ok := c.builtins[f.Name]; ok {
		return impl
	}
	impl := c.implementation(f.Name)
	if f.Name != "try" && f.Name != "can" { // what these are given is not evaluated yet
		impl = c.guarded(f, impl)
	}
	c.builtins.keep(f.Name, impl)
	return impl
}

func (c *checker) implementation(name string) function.Function {
	if impl, ok := standard()[name]; ok {
		return impl
	}
	return c.reading(name)
}

// errLost is what a function says when a store path would not survive it.
var errLost = errors.New("a store path would be lost")

var errNUL = errors.New("the result holds a NUL byte, which no string may have")

// guarded keeps store paths and bounds: it refuses arguments with a package's
// path unless the function hands strings on untouched, refuses arguments that
// would make the result explode, and checks that no token came out damaged and
// no mark out of nothing.
func (c *checker) guarded(f schema.Function, impl function.Function) function.Function {
	params, variadic := named(f, impl)
	return function.New(&function.Spec{
		Description: f.Doc,
		Params:      params,
		VarParam:    variadic,
		Type: func(args []cty.Value) (cty.Type, error) {
			if err := c.checkArgs(f, args); err != nil {
				return cty.DynamicPseudoType, err
			}
			return impl.ReturnTypeForValues(written(f, args))
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			v, err := impl.Call(written(f, args))
			if err != nil {
				return v, err
			}
			return v, checkResult(f, args, v)
		},
	})
}

// named returns the parameters of an implementation under the names that the
// language documents.
func named(f schema.Function, impl function.Function) ([]function.Parameter, *function.Parameter) {
	params, variadic := slices.Clone(impl.Params()), impl.VarParam()
	for i := range params {
		params[i].Name = f.Params[i].Name
	}
	if variadic != nil {
		renamed := *variadic
		renamed.Name = f.Params[len(params)].Name
		variadic = &renamed
	}
	return params, variadic
}

func (c *checker) checkArgs(f schema.Function, args []cty.Value) error {
	if !f.Context {
		for i, arg := range args {
			if len(tokensIn(arg, nil)) > 0 {
				return function.NewArgError(i, errLost)
			}
		}
	}
	if limit, ok := limits[f.Name]; ok {
		if err := limit(args); err != nil && !strings.HasPrefix(err.Error(), errTooMuch) {
			return err
		} else if err != nil {
			c.meter.Refuse("This would make too much: " + after(err.Error(), errTooMuch+": ") + ".")
			return err
		}
	}
	if cost, ok := costs[f.Name]; ok && !c.meter.Spend(cost(args)) {
		err := tooManySteps()
		c.meter.Refuse("This would make too much: " + after(err.Error(), errTooMuch+": ") + ".")
		return err
	}
	return nil
}

// written turns packages into their store paths for the verbs of a format.
func written(f schema.Function, args []cty.Value) []cty.Value {
	if f.Name != "format" {
		return args
	}
	args = slices.Clone(args)
	for i, arg := range args {
		if r, ok := asReference(arg); ok && r.Kind == schema.Package {
			args[i] = cty.StringVal(token(r))
		}
	}
	return args
}

func checkResult(f schema.Function, args []cty.Value, v cty.Value) error {
	if !f.Context && f.Name != "pkg" && len(tokensIn(v, nil)) > 0 {
		return errNUL // no path went in
	}
	if err := checkTokens(v); err != nil {
		for i, arg := range args {
			if len(tokensIn(arg, nil)) > 0 {
				return function.NewArgError(i, errLost)
			}
		}
		return err
	}
	if f.Name != "format" && f.Name != "formatlist" {
		return nil
	}
	// A verb such as %q or %.3s rewrites its argument.
	out := tokensIn(v, nil)
	for i, arg := range args {
		for _, token := range tokensIn(arg, nil) {
			if !slices.Contains(out, token) {
				return function.NewArgError(i, errLost)
			}
		}
	}
	return nil
}

// checkTokens refuses strings whose marks do not enclose a token.
func checkTokens(v cty.Value) error {
	v, _ = v.Unmark()
	if !v.IsKnown() || v.IsNull() {
		return nil
	}
	ty := v.Type()
	switch {
	case ty == cty.String:
		if s := v.AsString(); hasToken(s) {
			if _, ok := pieces(s); !ok {
				return errNUL
			}
		}
	case ty.IsCollectionType() || ty.IsTupleType() || ty.IsObjectType():
		for it := v.ElementIterator(); it.Next(); {
			key, element := it.Element()
			if err := errors.Join(checkTokens(key), checkTokens(element)); err != nil {
				return err
			}
		}
	}
	return nil
}
