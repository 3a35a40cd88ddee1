# Blocks with for_each or matrix.

platform "x86_64-linux" {}

locals {
  here = platform.arch == "amd64" ? ["a"] : ["b"]
}

layer "py" {
  for_each = { one = "311", two = "312" }
  # note `{ one = "311", two = "312" }`: the keys come from here
  packages = ["python${each.value}", each.keys, self.nam, each.key.x]
  # error AB3001 `each.keys`: There is no each.keys. Did you mean each.key? => Change to each.key
  # error AB3001 `self.nam`: There is no self.nam. Did you mean self.name? => Change to self.name
  # error AB3003 `each.key.x`: each.key is a value without attributes or elements, so nothing can follow it.
}

layer "single" {
  packages = [pkgs.git]
}

layer "wrong" {
  for_each = 12
  # error AB4002 `12`: for_each wants a set of strings or a map; this is 12.
}

layer "items" {
  for_each = ["a", "b", ["c"], "a", "-x", null, pkgs.git]
  # error AB4002 `["c"]`: for_each wants strings, or a map whose keys they are; this is a list of 1 element.
  # warning AB4019 `"a"`: "a" already stands in this list; once is enough.
  # note `"a"`: the first time
  # error AB2005 `"-x"`: "-x" cannot be a key of for_each, because it becomes part of a name: a key starts with a letter, a digit or _, goes on with these and - . + @ : /, and has at most 64 characters. Use a map to give the value a key of its own.
  # error AB4004 `null`: An element of for_each is null, which is no value. Leave it out; where the list is computed: [for x in … : x if x != null].
  # error AB2005 `pkgs.git`: "${pkgs.git}" cannot be a key of for_each, because it becomes part of a name: a key starts with a letter, a digit or _, goes on with these and - . + @ : /, and has at most 64 characters. Use a map to give the value a key of its own.
}

layer "itself" {
  for_each = [each.key, self.name, platform.arch]
  # error AB3005 `each.key`: each.key cannot stand here. It is what this attribute makes.
  # error AB3005 `self.name`: self.name cannot stand here. self is the layer, variant or package that an expression stands in.
  # error AB3005 `platform.arch`: platform.arch cannot stand here. A block makes the same for every platform; what exists on one only says so with only, or platforms in a variant.
}

layer "there" {
  for_each = local.here
  # error AB3005 `local.here`: local.here cannot stand here. It depends on the platform. A block makes the same for every platform; what exists on one only says so with only, or platforms in a variant.
}

layer "many" {
  for_each = range(1001)
  # error AB2014 `range(1001)`: for_each asks for 1001 of this block or more; a block may be made 1000 times.
}

package "script" "tool" {
  for_each = ["a"]
  # note `["a"]`: the keys come from here
  text     = "echo ${self.name} ${each.value}"
}

variant "uses" {
  layers = [layer.py, layer.py["tow"], layer.py["two"], layer.py["two"].packages, layer.single["a"], layer.py.one]
  # error AB4002 `layer.py`: layers wants layers; this is a map of 2 layers. Choose one, as in layer.py["one"], or take them all: concat([…], values(layer.py)).
  # error AB3001 `layer.py["tow"]`: layer.py makes nothing for the key "tow". Did you mean layer.py["two"]? => Change to layer.py["two"]
  # error AB3003 `layer.py["two"].packages`: What layer.py makes is referred to by its key alone, as in layer.py["two"]: nothing can follow that.
  # error AB3003 `layer.single["a"]`: layer.single is a single layer: without for_each it has no instances to choose from.
  packages = [package.script.tool["b"], package.script.tool]
  # error AB3001 `package.script.tool["b"]`: package.script.tool makes nothing for the key "b". It has the keys a.
  # error AB4002 `package.script.tool`: packages wants packages; this is a map of 1 package. Choose one, as in package.script.tool["a"], or take them all: concat([…], values(package.script.tool)).
}

variant "both" {
  for_each = ["a"]
  # note `for_each`: for_each is set here
  matrix   = { a = ["b"] }
  # error AB2013 `matrix`: Only one of for_each and matrix may be set, because each of them says the same thing in another way.
}

variant "alone" {
  exclude = []
  # error AB2003 `exclude`: exclude means nothing without the attribute "matrix", for example: matrix = { python = ["311", "312"], libc = ["glibc", "musl"] }
}

variant "combined" {
  matrix  = { python = ["311", "312"], libc = ["glibc", "musl"] }
  exclude = [{ libs = "musl" }, "musl"]
  # error AB4003 `{ libs = "musl" }`: The matrix has no list "libs", so nothing of it can be left out. Did you mean "libc"?
  # error AB4002 `"musl"`: exclude wants maps of the values that are not combined; this is "musl".
}

variant "lists" {
  matrix = { python = "311" }
  # error AB4002 `"311"`: matrix["python"] wants a list of strings, numbers or bools for each key; this is "311".
}

variant "twice" {
  matrix = { python = ["311", "312", "311"], libc = ["glibc"] }
  # warning AB4019 `["311", "312", "311"]`: "311" stands twice in the list "python" of the matrix; once is enough.
}

variant "joined" {
  matrix = { a = ["x-y", "x"], b = ["z", "y-z"] }
  # error AB2007 `{ a = ["x-y", "x"], b = ["z", "y-z"] }`: Two of what matrix asks for have the key "x-y-z". The key joins the values of a combination with -, so give one of the values another form.
}

variant "too-many" {
  matrix = { a = range(100), b = range(100) }
  # error AB2014 `{ a = range(100), b = range(100) }`: matrix asks for 10000 of this block or more; a block may be made 1000 times.
}

variant "py-3-12" {
# note `"py-3-12"`: variant.py-3-12 is declared here
}

variant "py" {
# error AB4011 `"py"`: variant.py["3.12"] and variant.py-3-12 would both be called py-3-12 in the flake. Rename one of the blocks, or change a key.
  for_each = ["3.12"]
}

variant "child" {
  for_each = ["3.11"]
  extends  = variant.py[each.key]
  # error AB4001 `[each.key]`: The given key does not identify an element in this collection value. {variant.py is { "3.12" = variant.py["3.12"] }; each.key is "3.11"}
}
