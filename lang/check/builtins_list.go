package check

import (
	"math/big"
	"slices"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// conditionsFunc looks through a list of bools for one that decides the result;
// without it the result is the opposite.
func conditionsFunc(decides bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.List(cty.Bool)}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			sure := true
			for it := args[0].ElementIterator(); it.Next(); {
				_, v := it.Element()
				switch {
				case !v.IsKnown():
					sure = false
				case !v.IsNull() && v.True() == decides, v.IsNull() && !decides:
					return cty.BoolVal(decides), nil
				}
			}
			if !sure {
				return cty.UnknownVal(ty), nil
			}
			return cty.BoolVal(!decides), nil
		},
	})
}

var sumFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "numbers", Type: cty.DynamicPseudoType}},
	Type:   function.StaticReturnType(cty.Number),
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		numbers, err := convert.Convert(args[0], cty.List(cty.Number))
		if err != nil || numbers.IsNull() {
			return cty.UnknownVal(ty), function.NewArgErrorf(0, "a list of numbers is wanted")
		}
		if !numbers.IsWhollyKnown() {
			return cty.UnknownVal(ty), nil
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

var anyList = function.Parameter{Name: "list", Type: cty.DynamicPseudoType}

func isSequence(ty cty.Type) bool { return ty.IsListType() || ty.IsTupleType() }

var indexOfFunc = function.New(&function.Spec{
	Params: []function.Parameter{anyList, {Name: "value", Type: cty.DynamicPseudoType, AllowNull: true}},
	Type:   function.StaticReturnType(cty.Number),
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		if !isSequence(args[0].Type()) {
			return cty.UnknownVal(ty), function.NewArgErrorf(0, "a list is wanted")
		}
		if !args[0].IsWhollyKnown() || !args[1].IsWhollyKnown() {
			return cty.UnknownVal(ty), nil
		}
		for it := args[0].ElementIterator(); it.Next(); {
			at, v := it.Element()
			if v.Type().Equals(args[1].Type()) && v.RawEquals(args[1]) {
				return at, nil
			}
		}
		return cty.UnknownVal(ty), function.NewArgErrorf(1, "it is no element of the list")
	},
})

var oneFunc = function.New(&function.Spec{
	Params: []function.Parameter{anyList},
	Type:   function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		if ty := args[0].Type(); !isSequence(ty) && !ty.IsSetType() {
			return cty.DynamicVal, function.NewArgErrorf(0, "a list or a set is wanted")
		}
		switch n := args[0].LengthInt(); {
		case args[0].Type().IsSetType() && !args[0].IsWhollyKnown():
			return cty.DynamicVal, nil
		case n == 0:
			return cty.NullVal(cty.DynamicPseudoType), nil
		case n > 1:
			return cty.DynamicVal, function.NewArgErrorf(0, "it has %d elements, and one at most is wanted", n)
		}
		it := args[0].ElementIterator()
		it.Next()
		_, v := it.Element()
		return v, nil
	},
})

// lengthFunc is that of cty for what it knows.
var lengthFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "collection", Type: cty.DynamicPseudoType, AllowUnknown: true}},
	Type:   function.StaticReturnType(cty.Number),
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		switch of := args[0].Type(); {
		case of == cty.String:
			return stdlib.Strlen(args[0])
		case of.IsObjectType():
			return cty.NumberIntVal(int64(len(of.AttributeTypes()))), nil
		case of.IsCollectionType() || of.IsTupleType():
			return args[0].Length(), nil
		}
		return cty.UnknownVal(ty), function.NewArgErrorf(0, "a list, set, map or string is wanted")
	},
})

var matchKeysFunc = function.New(&function.Spec{
	Params: []function.Parameter{
		{Name: "values", Type: cty.DynamicPseudoType}, {Name: "keys", Type: cty.DynamicPseudoType}, {Name: "wanted", Type: cty.DynamicPseudoType},
	},
	Type: function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		for i, arg := range args {
			if ty := arg.Type(); !isSequence(ty) && (i < 2 || !ty.IsSetType()) {
				return cty.DynamicVal, function.NewArgErrorf(i, "a list is wanted")
			}
			if !arg.IsWhollyKnown() {
				return cty.DynamicVal, nil
			}
		}
		if have, want := args[1].LengthInt(), args[0].LengthInt(); have != want {
			return cty.DynamicVal, function.NewArgErrorf(1, "there are %d keys for %d values", have, want)
		}
		wanted := args[2].AsValueSlice()
		matched := []cty.Value{}
		keys := args[1].AsValueSlice()
		for i, v := range args[0].AsValueSlice() {
			if slices.ContainsFunc(wanted, keys[i].RawEquals) {
				matched = append(matched, v)
			}
		}
		if ty := args[0].Type(); ty.IsListType() && len(matched) == 0 {
			return cty.ListValEmpty(ty.ElementType()), nil
		} else if ty.IsListType() {
			return cty.ListVal(matched), nil
		}
		return cty.TupleVal(matched), nil
	},
})

var transposeFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "map", Type: cty.Map(cty.List(cty.String))}},
	Type:   function.StaticReturnType(cty.Map(cty.List(cty.String))),
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		if !args[0].IsWhollyKnown() {
			return cty.UnknownVal(ty), nil
		}
		turned := map[string][]cty.Value{}
		for it := args[0].ElementIterator(); it.Next(); {
			key, list := it.Element()
			if list.IsNull() {
				return cty.UnknownVal(ty), function.NewArgErrorf(0, "the list of %q is null", key.AsString())
			}
			for in := list.ElementIterator(); in.Next(); {
				_, v := in.Element()
				if v.IsNull() {
					return cty.UnknownVal(ty), function.NewArgErrorf(0, "an element of the list of %q is null", key.AsString())
				}
				// Keys come sorted, so each list is sorted as well.
				if have := turned[v.AsString()]; len(have) == 0 || !have[len(have)-1].RawEquals(key) {
					turned[v.AsString()] = append(have, key)
				}
			}
		}
		lists := map[string]cty.Value{}
		for name, keys := range turned {
			lists[name] = cty.ListVal(keys)
		}
		if len(lists) == 0 {
			return cty.MapValEmpty(ty.ElementType()), nil
		}
		return cty.MapVal(lists), nil
	},
})
