package check

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

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
		e.functions[call.Name] = e.function(s).Function
		return true
	}
	described, ok := schema.FunctionNamed(call.Name)
	if ok {
		e.functions[call.Name] = e.builtin(described)
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
	c.builtins[f.Name] = impl
	return impl
}

func (c *checker) implementation(name string) function.Function {
	switch name {
	case "file":
		return c.fileFunc()
	case "pkg":
		return c.pkgFunc()
	}
	return standard[name]
}

// standard are the functions that depend on their arguments alone.
var standard = map[string]function.Function{
	"abs":             stdlib.AbsoluteFunc,
	"can":             tryfunc.CanFunc,
	"ceil":            stdlib.CeilFunc,
	"chomp":           stdlib.ChompFunc,
	"chunklist":       stdlib.ChunklistFunc,
	"coalesce":        stdlib.CoalesceFunc,
	"coalescelist":    stdlib.CoalesceListFunc,
	"compact":         stdlib.CompactFunc,
	"concat":          stdlib.ConcatFunc,
	"contains":        stdlib.ContainsFunc,
	"csvdecode":       stdlib.CSVDecodeFunc,
	"distinct":        stdlib.DistinctFunc,
	"element":         stdlib.ElementFunc,
	"endswith":        affixFunc(strings.HasSuffix),
	"flatten":         stdlib.FlattenFunc,
	"floor":           stdlib.FloorFunc,
	"format":          stdlib.FormatFunc,
	"formatdate":      stdlib.FormatDateFunc,
	"formatlist":      stdlib.FormatListFunc,
	"indent":          stdlib.IndentFunc,
	"index":           stdlib.IndexFunc,
	"int":             stdlib.IntFunc,
	"join":            stdlib.JoinFunc,
	"jsondecode":      stdlib.JSONDecodeFunc,
	"jsonencode":      jsonFunc,
	"keys":            stdlib.KeysFunc,
	"length":          stdlib.LengthFunc,
	"log":             stdlib.LogFunc,
	"lookup":          stdlib.LookupFunc,
	"lower":           stdlib.LowerFunc,
	"max":             stdlib.MaxFunc,
	"merge":           stdlib.MergeFunc,
	"min":             stdlib.MinFunc,
	"nonsensitive":    nonsensitiveFunc,
	"parseint":        stdlib.ParseIntFunc,
	"pow":             stdlib.PowFunc,
	"range":           stdlib.RangeFunc,
	"regex":           stdlib.RegexFunc,
	"regexall":        stdlib.RegexAllFunc,
	"regexreplace":    stdlib.RegexReplaceFunc,
	"replace":         stdlib.ReplaceFunc,
	"reverse":         stdlib.ReverseListFunc,
	"setintersection": stdlib.SetIntersectionFunc,
	"setproduct":      stdlib.SetProductFunc,
	"setsubtract":     stdlib.SetSubtractFunc,
	"setunion":        stdlib.SetUnionFunc,
	"signum":          stdlib.SignumFunc,
	"slice":           stdlib.SliceFunc,
	"sort":            stdlib.SortFunc,
	"split":           stdlib.SplitFunc,
	"startswith":      affixFunc(strings.HasPrefix),
	"strlen":          stdlib.StrlenFunc,
	"strrev":          stdlib.ReverseFunc,
	"substr":          stdlib.SubstrFunc,
	"sum":             sumFunc,
	"timeadd":         stdlib.TimeAddFunc,
	"title":           stdlib.TitleFunc,
	"tobool":          stdlib.MakeToFunc(cty.Bool),
	"tolist":          stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)),
	"tomap":           stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)),
	"tonumber":        stdlib.MakeToFunc(cty.Number),
	"toset":           stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)),
	"tostring":        stdlib.MakeToFunc(cty.String),
	"trim":            stdlib.TrimFunc,
	"trimprefix":      stdlib.TrimPrefixFunc,
	"trimspace":       stdlib.TrimSpaceFunc,
	"trimsuffix":      stdlib.TrimSuffixFunc,
	"try":             tryfunc.TryFunc,
	"upper":           stdlib.UpperFunc,
	"values":          stdlib.ValuesFunc,
	"zipmap":          stdlib.ZipmapFunc,
}

// errLost is what a function says when a store path would not survive it.
var errLost = errors.New("a store path would be lost")

var errNUL = errors.New("the result holds a NUL byte, which no string may have")

// guarded keeps store paths and bounds: it refuses arguments with a package's
// path unless the function hands strings on untouched, refuses arguments that
// would make the result explode, and checks that no token came out damaged and
// no mark out of nothing.
func (c *checker) guarded(f schema.Function, impl function.Function) function.Function {
	return function.New(&function.Spec{
		Description: f.Doc,
		Params:      impl.Params(),
		VarParam:    impl.VarParam(),
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

func (c *checker) checkArgs(f schema.Function, args []cty.Value) error {
	if !f.Context {
		for i, arg := range args {
			if len(tokensIn(arg, nil)) > 0 {
				return function.NewArgError(i, errLost)
			}
		}
	}
	if limit, ok := limits[f.Name]; ok {
		if err := limit(args); err != nil {
			c.meter.Refuse("This would make too much: " + after(err.Error(), errTooMuch+": ") + ".")
			return err
		}
	}
	if cost, ok := costs[f.Name]; ok && !c.meter.Spend(cost(args)) {
		err := tooMuch(0, fmt.Sprintf("the evaluation of the unit may take %d steps", config.MaxUnit))
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

func (c *checker) pkgFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "name", Type: cty.String}},
		Type:   function.StaticReturnType(types[schema.Package]),
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			r, err := c.named(args[0].AsString())
			if err != nil {
				return cty.UnknownVal(ty), function.NewArgError(0, err)
			}
			return cty.CapsuleVal(ty, r), nil
		},
	})
}

func (c *checker) fileFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			text, err := c.readText(args[0].AsString())
			if err != nil {
				return cty.UnknownVal(ty), function.NewArgError(0, err)
			}
			return cty.StringVal(text), nil
		},
	})
}

// readText reads a file that the unit names, at most as large as a string may be.
func (c *checker) readText(rel string) (string, error) {
	name, err := c.locate(rel)
	if err != nil {
		return "", err
	}
	if info, err := fs.Stat(c.opts.FS, name); err == nil && !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s is not a regular file", rel)
	}
	f, err := c.opts.FS.Open(name)
	if err != nil {
		return "", fileError(rel, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, config.MaxText+1))
	switch {
	case err != nil:
		return "", fileError(rel, err)
	case len(data) > config.MaxText:
		return "", fmt.Errorf("%s is larger than the %d bytes that a string may have", rel, config.MaxText)
	case !utf8.Valid(data) || strings.Contains(string(data), mark):
		return "", fmt.Errorf("%s is not UTF-8 text", rel)
	}
	return string(data), nil
}

// fileError is the reason without the path of the machine in it.
func fileError(rel string, err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no file %s", rel)
	}
	return fmt.Errorf("%s: %w", rel, err)
}

func affixFunc(has func(s, affix string) bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "string", Type: cty.String}, {Name: "affix", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.BoolVal(has(args[0].AsString(), args[1].AsString())), nil
		},
	})
}

var sumFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "numbers", Type: cty.DynamicPseudoType}},
	Type:   function.StaticReturnType(cty.Number),
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		numbers, err := convert.Convert(args[0], cty.List(cty.Number))
		if err != nil || numbers.IsNull() || !numbers.IsWhollyKnown() {
			return cty.UnknownVal(ty), function.NewArgErrorf(0, "a list of numbers is wanted")
		}
		total := new(big.Float).SetPrec(512)
		for it := numbers.ElementIterator(); it.Next(); {
			_, n := it.Element()
			if n.IsNull() || n.AsBigFloat().IsInf() {
				return cty.UnknownVal(ty), function.NewArgErrorf(0, "every element must be a finite number")
			}
			total.Add(total, n.AsBigFloat())
		}
		return cty.NumberVal(total), nil
	},
})

var nonsensitiveFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowMarked: true, AllowNull: true, AllowDynamicType: true}},
	Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		v, _ := args[0].UnmarkDeep()
		return v, nil
	},
})

// jsonFunc is jsonencode, whose escapes it takes back from tokens: no character
// of a store path needs one.
var jsonFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowDynamicType: true, AllowNull: true}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		plain, err := packagesAsText(args[0])
		if err != nil {
			return cty.UnknownVal(ty), function.NewArgError(0, err)
		}
		v, err := stdlib.JSONEncode(plain)
		if err != nil || !v.IsKnown() {
			return v, err
		}
		return cty.StringVal(jsonTokens.Replace(v.AsString())), nil
	},
})

var jsonTokens = strings.NewReplacer(`\u0000`, mark, `\u0001`, joint)

func packagesAsText(v cty.Value) (cty.Value, error) {
	return cty.Transform(v, func(_ cty.Path, v cty.Value) (cty.Value, error) {
		if !v.Type().IsCapsuleType() || v.IsNull() || !v.IsKnown() {
			return v, nil
		}
		r, ok := asReference(v)
		if !ok || r.Kind != schema.Package {
			return v, fmt.Errorf("a reference to a block has no form in JSON")
		}
		return cty.StringVal(token(r)), nil
	})
}
