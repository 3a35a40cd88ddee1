package check

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/agentboxc/agentboxc/schema"
)

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

// whatever is a parameter of functions that are about a value's marks.
var whatever = []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowMarked: true, AllowNull: true, AllowDynamicType: true}}

var sensitiveFunc = function.New(&function.Spec{
	Params: whatever,
	Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		v, _ := args[0].UnmarkDeep()
		return v.Mark(sensitive), nil
	},
})

var nonsensitiveFunc = function.New(&function.Spec{
	Params: whatever,
	Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		v, _ := args[0].UnmarkDeep()
		return v, nil
	},
})

var isSensitiveFunc = function.New(&function.Spec{
	Params: whatever,
	Type:   function.StaticReturnType(cty.Bool),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		return cty.BoolVal(args[0].ContainsMarked()), nil
	},
})
