package schema

func listFunctions() []Function {
	return []Function{
		{
			Name: "chunklist", Params: with(one("list", "list of any value", "any list"), one("size", "number", "at least 1")), Result: "list of lists",
			Doc: "The list cut into lists of at most size elements.", Example: `chunklist(["a", "b", "c"], 2)`, Context: true,
		},
		{
			Name: "coalescelist", Params: with(many("lists", "list of any value", "any lists")), Result: "list of any value",
			Doc: "The first list that is not empty.", Example: `coalescelist([], ["a"])`, Context: true,
		},
		{
			Name: "compact", Params: with(one("list", "list of string", "any strings, or null")), Result: "list of string",
			Doc: "The list of strings without the empty ones.", Example: `compact(["a", ""])`, Context: true,
		},
		{
			Name: "concat", Params: with(many("lists", "list of any value", "any lists")), Result: "list of any value",
			Doc: "The lists one after the other as one list.", Example: `concat(["a"], ["b"])`, Context: true,
		},
		{
			Name: "distinct", Params: with(one("list", "list of any value", "at most 2,000 elements")), Result: "list of any value",
			Doc: "The list without repetitions; the first of equal elements stays.", Example: `distinct(["a", "b", "a"])`, Context: true,
		},
		{
			Name: "flatten", Params: with(one("list", "list of any value", "of lists and other values")), Result: "list of any value",
			Doc: "The list with the elements of inner lists in their place.", Example: `flatten([["a"], ["b", "c"]])`, Context: true,
		},
		{
			Name: "range", Params: with(many("bounds", "number", "the limit; or start and limit; or start, limit and step")), Result: "list of number",
			Doc: "The numbers from start, or 0, up to, but not including, limit; 1,024 at most.", Example: `range(0, 3)`,
		},
		{
			Name: "reverse", Params: with(one("list", "list of any value", "any list")), Result: "list of any value",
			Doc: "The list in the opposite order.", Example: `reverse(["a", "b"])`, Context: true,
		},
		{
			Name: "slice", Params: with(one("list", "list of any value", "any list"), one("start", "number", "index of the first element"), one("end", "number", "index behind the last one")),
			Result: "list of any value", Context: true,
			Doc: "The elements from start up to, but not including, end.", Example: `slice(["a", "b", "c"], 0, 2)`,
		},
		{
			Name: "sort", Params: with(one("list", "list of string", "any strings")), Result: "list of string",
			Doc: "The strings in the order of their bytes.", Example: `sort(["b", "a"])`, Context: true,
		},
	}
}

func elementFunctions() []Function {
	return []Function{
		{
			Name: "alltrue", Params: with(one("list", "list of bool", "conditions")), Result: "bool",
			Doc: "Whether all elements are true; so they are when there is none.", Example: `alltrue([for s in ["a", "b"] : s != ""])`,
		},
		{
			Name: "anytrue", Params: with(one("list", "list of bool", "conditions")), Result: "bool",
			Doc: "Whether any element is true; none is when there is none.", Example: `anytrue([for s in ["a", "b"] : s == "b"])`,
		},
		{
			Name: "coalesce", Params: with(many("values", "any value", "of one type")), Result: "any value",
			Doc: "The first value that is not null.", Example: `coalesce(null, "a")`, Context: true,
		},
		{
			Name: "contains", Params: with(one("list", "list of any value", "a list or a set"), one("value", "any value", "what it may hold")), Result: "bool",
			Doc: "Whether the value is an element of the list.", Example: `contains(["a", "b"], "a")`, Context: true,
		},
		{
			Name: "element", Params: with(one("list", "list of any value", "not empty"), one("index", "number", "counted from 0")), Result: "any value",
			Doc: "The element at the index, counted around when the list is shorter.", Example: `element(["a", "b"], 3)`, Context: true,
		},
		{
			Name: "index", Params: with(one("list", "any value", "a list or a map"), one("key", "any value", "index or key")), Result: "any value",
			Doc:     "The element of a list or map under the index or key; an error when there is none. For the place of a value, see indexof.",
			Example: `index(["a", "b"], 1)`, Context: true,
		},
		{
			Name: "indexof", Params: with(one("list", "list of any value", "any list"), one("value", "any value", "what it holds")), Result: "number",
			Doc: "The index of the first element that equals the value; an error when there is none.", Example: `indexof(["a", "b"], "b")`, Context: true,
		},
		{
			Name: "length", Params: with(one("collection", "any value", "a list, set, map or string")), Result: "number",
			Doc: "The number of elements of a list, set or map, or of characters of a string.", Example: `length(["a", "b"])`, Context: true,
		},
		{
			Name: "one", Params: with(one("list", "list of any value", "of at most one element")), Result: "any value",
			Doc: "The only element of a list or set, null when it is empty; an error when it has several.", Example: `one(["a"])`, Context: true,
		},
	}
}

func setFunctions() []Function {
	return []Function{
		{
			Name: "setintersection", Params: with(one("set", "set of any value", "the first set"), many("sets", "set of any value", "further ones")),
			Result: "set of any value", Context: true,
			Doc: "The elements that are in all of the sets.", Example: `setintersection(["a", "b"], ["b"])`,
		},
		{
			Name: "setproduct", Params: with(many("lists", "any value", "lists or sets")), Result: "list of lists",
			Doc: "All combinations of one element of each list; 10,000 at most.", Example: `setproduct(["a", "b"], ["x", "y"])`, Context: true,
		},
		{
			Name: "setsubtract", Params: with(one("a", "set of any value", "what is left over of"), one("b", "set of any value", "what is taken away")),
			Result: "set of any value", Context: true,
			Doc: "The elements of a that are not in b.", Example: `setsubtract(["a", "b"], ["b"])`,
		},
		{
			Name: "setsymmetricdifference", Params: with(one("set", "set of any value", "the first set"), many("sets", "set of any value", "further ones")),
			Result: "set of any value", Context: true,
			Doc: "The elements that are in an odd number of the sets: of two, in one of them only.", Example: `setsymmetricdifference(["a", "b"], ["b", "c"])`,
		},
		{
			Name: "setunion", Params: with(one("set", "set of any value", "the first set"), many("sets", "set of any value", "further ones")),
			Result: "set of any value", Context: true,
			Doc: "The elements that are in any of the sets.", Example: `setunion(["a"], ["b"])`,
		},
	}
}

func mapFunctions() []Function {
	return []Function{
		{
			Name: "keys", Params: with(one("map", "map of any value", "any map")), Result: "list of string",
			Doc: "The keys of the map, sorted.", Example: `keys({ b = 1, a = 2 })`, Context: true,
		},
		{
			Name: "lookup", Params: with(one("map", "map of any value", "any map"), one("key", "string", "what may be a key of it"), one("default", "any value", "what else the result is")),
			Result: "any value", Context: true,
			Doc: "The element of the map under the key, or the default when there is none.", Example: `lookup({ a = "x" }, "b", "y")`,
		},
		{
			Name: "matchkeys", Params: with(one("values", "list of any value", "what the result is taken from"), one("keys", "list of any value", "one for each value"), one("wanted", "list of any value", "keys whose values are wanted")),
			Result: "list of any value", Context: true,
			Doc: "The values whose keys are among the wanted ones.", Example: `matchkeys(["x", "y"], ["a", "b"], ["b"])`,
		},
		{
			Name: "merge", Params: with(many("maps", "map of any value", "any maps")), Result: "map of any value",
			Doc: "One map with the elements of all; of equal keys the last one counts.", Example: `merge({ a = 1 }, { b = 2 })`, Context: true,
		},
		{
			Name: "transpose", Params: with(one("map", "map of list of string", "any map of lists")), Result: "map of list of string",
			Doc: "The map turned around: for each string the sorted keys whose lists hold it.", Example: `transpose({ a = ["x", "y"], b = ["x"] })`,
		},
		{
			Name: "values", Params: with(one("map", "map of any value", "any map")), Result: "list of any value",
			Doc: "The values of the map in the order of its keys.", Example: `values({ b = 1, a = 2 })`, Context: true,
		},
		{
			Name: "zipmap", Params: with(one("keys", "list of string", "the keys"), one("values", "list of any value", "a value for each key")), Result: "map of any value",
			Doc: "A map of the keys to the values at the same places.", Example: `zipmap(["a", "b"], [1, 2])`, Context: true,
		},
	}
}
