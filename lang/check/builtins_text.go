package check

import (
	"strings"
	"time"

	goversion "github.com/hashicorp/go-version"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

func affixFunc(has func(s, affix string) bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "string", Type: cty.String}, {Name: "affix", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.BoolVal(has(args[0].AsString(), args[1].AsString())), nil
		},
	})
}

// textFunc is a function from a string to a string that cannot fail.
func textFunc(change func(string) string) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "string", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.StringVal(change(args[0].AsString())), nil
		},
	})
}

func sanitized(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && strings.ContainsRune(letter+digit+"-_", r) {
			return r
		}
		return '_'
	}, s)
}

var versionFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "version", Type: cty.String}, {Name: "constraint", Type: cty.String}},
	Type:   function.StaticReturnType(cty.Bool),
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		version, err := goversion.NewVersion(args[0].AsString())
		if err != nil {
			return cty.UnknownVal(ty), function.NewArgErrorf(0, "it is no version: write it as in 1.10.0")
		}
		constraint, err := goversion.NewConstraint(args[1].AsString())
		if err != nil {
			return cty.UnknownVal(ty), function.NewArgErrorf(1, "it is no constraint: write it as in >= 1.9, < 2")
		}
		return cty.BoolVal(constraint.Check(version)), nil
	},
})

var timeCompareFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "a", Type: cty.String}, {Name: "b", Type: cty.String}},
	Type:   function.StaticReturnType(cty.Number),
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		var times [2]time.Time
		for i, arg := range args {
			t, err := time.Parse(time.RFC3339, arg.AsString())
			if err != nil {
				return cty.UnknownVal(ty), function.NewArgErrorf(i, "it is no timestamp: write it as in 2026-01-02T03:04:05Z")
			}
			times[i] = t
		}
		return cty.NumberIntVal(int64(times[0].Compare(times[1]))), nil
	},
})
