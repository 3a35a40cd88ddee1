# Templates, conditionals and for expressions.

layer "base" {
  packages = [pkgs.git]
}

layer "arm" {
  packages = [pkgs.jq]
}

locals {
  list   = [layer.base, layer.arm]
  text   = "%{ if true }a%{ else }b%{ endif }"
  joined = "%{ for x in ["a", "b"] }${x},%{ endfor }"
  paths  = "%{ for p in [pkgs.git, pkgs.jq] }${p}/bin:%{ endfor }"
  only   = "${layer.base}"
  inside = "x${layer.base}"
  # error AB4001 `layer.base`: Cannot include the given value in a string template: string required, but have layer.
  null   = "x${null}"
  # error AB4001 `null`: The expression result is null. Cannot include a null value in a string template.
  object = "x${{ a = 1 }}"
  # error AB4001 `{ a = 1 }`: Cannot include the given value in a string template: string required, but have object.
  twice  = { for k in ["a", "a"] : k => 1 }
  # error AB4001 `k`: Two different items produced the key "a" in this 'for' expression. If duplicates are expected, use the ellipsis (...) after the value expression to enable grouping by key. {k is "a"}
  group  = { for k in ["a", "a"] : k => 1... }
  key    = { for k in [[1]] : k => 1 }
  # error AB4001 `k`: The key expression produced an invalid result: string required, but have tuple. {k is [1]}
  cond   = [for x in [1] : x if x]
  # error AB4001 `x`: The 'if' clause value is invalid: bool required, but have number. {x is 1}
  over   = [for x in 5 : x]
  # error AB4001 `5`: A value of type number cannot be used as the collection in a 'for' expression.
  nulls  = [for x in null : x]
  # error AB4001 `null`: A null value cannot be used as the collection in a 'for' expression.
  splat  = { a = 1 }.*.b
  # error AB4001 `.b`: This object does not have an attribute named "b".
  steps  = [1, 2][0.5]
  # error AB4001 `[0.5]`: The given key does not identify an element in this collection value: indexing a sequence requires a whole number, but the given index has a fractional part.
  minus  = "a" - 1
  # error AB4001 `"a"`: Unsuitable value for left operand: a number is required.
  and    = "a" && true
  # error AB4001 `"a"`: Unsuitable value for left operand: a bool is required.
  less   = "a" < 1
  # error AB4001 `"a"`: Unsuitable value for left operand: a number is required.
  equal  = [1] == ["1"]
  zero   = 0 / 0
  # error AB4001 `0 / 0`: Error during operation: can't divide zero by zero or infinity by infinity.
  modulo = 5 % 0
  path   = { a = { b = {} } }.a.b.c
  # error AB4001 `.c`: This object does not have an attribute named "c".
  for_if = [for name in ["one", "two"] : upper(name) if name != missing]
  # error AB3001 `missing`: "missing" means nothing by itself: a reference starts with what kind of thing it names, such as layer.missing or pkgs.missing, and a string stands in quotes.
}

variant "a" {
  layers   = platform.arch == "arm64" ? [layer.base, layer.arm] : [layer.base]
  packages = true ? [pkgs.git, "jq"] : [pkgs.hello]
}

variant "b" {
  layers   = platform.arch == "arm64" ? local.list : []
  packages = concat([pkgs.git], platform.arch == "arm64" ? ["jq"] : [pkgs.hello, "curl"])
}

variant "c" {
  extends = true ? variant.a : variant.b
  # error AB4002 `true ? variant.a : variant.b`: extends is computed here, but what a variant inherits has to be known before anything is evaluated. Name one variant, as in extends = variant.runtime.
}

variant "d" {
  extends = var.unknown
  # error AB3001 `var.unknown`: There is no variable "unknown".
}

variant "e" {
  extends = (variant.a)
  # error AB4002 `(variant.a)`: extends is computed here, but what a variant inherits has to be known before anything is evaluated. Name one variant, as in extends = variant.runtime.
}

variant "f" {
  layers = [for l in [layer.base, layer.arm] : l if l != layer.arm]
  image  = layer.base == layer.base ? "same" : layer.arm
  # error AB4001 `"same" : layer.arm`: The true and false result expressions must have consistent types. The 'true' value is string, but the 'false' value is layer.
}
