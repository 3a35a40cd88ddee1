# Functions.

locals {
  unknown   = uper("a")
  # error AB3004 `uper`: There is no function "uper". Did you mean "upper"? => Change to "upper"
  nothing   = frobnicate("a", upper("b"), loer("c"))
  # error AB3004 `frobnicate`: There is no function "frobnicate".
  # error AB3004 `loer`: There is no function "loer". Did you mean "lower"? => Change to "lower"
  few       = upper()
  # error AB4018 `upper()`: Function "upper" expects 1 argument(s). Missing value for "string".
  many      = upper("a", "b")
  # error AB4018 `upper("a", "b")`: Function "upper" expects only 1 argument(s).
  type      = upper(["a"])
  # error AB4018 `["a"]`: Invalid value for "string" parameter: string required, but have tuple.
  null      = upper(null)
  # error AB4018 `null`: Invalid value for "string" parameter: argument must not be null.
  missing   = lookup({ a = 1 }, "b")
  # error AB4018 `lookup({ a = 1 }, "b")`: Function "lookup" expects 3 argument(s). Missing value for "default".
  index     = element([], 0)
  # error AB4018 `element([], 0)`: Call to function "element" failed: cannot use element function with an empty list.
  parse     = parseint("z", 10)
  # error AB4018 `"z"`: Invalid value for "string" parameter: cannot parse "z" as a base 10 integer.
  json      = jsondecode("{")
  # error AB4018 `jsondecode("{")`: Call to function "jsondecode" failed: EOF.
  regex     = regex("(", "a")
  # error AB4018 `"("`: Invalid value for "pattern" parameter: invalid regexp pattern: missing closing ) in (.
  no_match  = regex("b", "a")
  # error AB4018 `regex("b", "a")`: Call to function "regex" failed: pattern did not match any part of the given string.
  date      = formatdate("YYYY", "yesterday")
  # error AB4018 `"yesterday"`: Invalid value for "timestamp" parameter: not a valid RFC3339 timestamp: cannot use "yesterday" as year.
  sum       = sum(["a"])
  # error AB4018 `["a"]`: Invalid value for "numbers" parameter: a list of numbers is wanted.
  file      = file("./files/motd")
  no_file   = file("./files/moted")
  # error AB4018 `"./files/moted"`: Invalid value for "path" parameter: there is no file ./files/moted.
  out       = file("../../etc/passwd")
  # error AB4018 `"../../etc/passwd"`: Invalid value for "path" parameter: it leaves the workspace.
  absolute  = file("/etc/passwd")
  # error AB4018 `"/etc/passwd"`: Invalid value for "path" parameter: it is absolute; paths are relative to the file that holds them.
  directory = file("./files")
  # error AB4018 `"./files"`: Invalid value for "path" parameter: ./files is not a regular file.
  range     = range(1, 2, 0)
  # error AB4018 `range(1, 2, 0)`: Call to function "range" failed: more than 1024 values were generated; either decrease the difference between start and end or use a smaller step.
  range_big = range(5000)
  # error AB4018 `range(5000)`: Call to function "range" failed: more than 1024 values were generated; either decrease the difference between start and end or use a smaller step.
  format    = format("%d", "a")
  # error AB4018 `format("%d", "a")`: Call to function "format" failed: unsupported value for "%d" at 0: a number is required.
  format_2  = format("%s")
  # error AB4018 `format("%s")`: Call to function "format" failed: not enough arguments for "%s" at 0: need index 1 but have 0 total.
  verb      = format("%y", 1)
  # error AB4018 `format("%y", 1)`: Call to function "format" failed: unsupported format verb 'y' in "%y" at offset 0.
  chunk     = chunklist([1], 0)
  # error AB4018 `0`: Invalid value for "size" parameter: the size must be at least 1.
  coalesce  = coalesce(null, null)
  # error AB4018 `coalesce(null, null)`: Call to function "coalesce" failed: no non-null arguments.
  keys      = keys(["a"])
  # error AB4018 `["a"]`: Invalid value for "map" parameter: must have map or object type.
  number    = tonumber("a")
  # error AB4018 `"a"`: Invalid value for "value" parameter: cannot convert "a" to number; given string must be a decimal representation of a number.
  bool      = tobool("maybe")
  # error AB4018 `"maybe"`: Invalid value for "value" parameter: cannot convert "maybe" to bool; only the strings "true" or "false" are allowed.
  zip       = zipmap(["a"], [])
  # error AB4018 `zipmap(["a"], [])`: Call to function "zipmap" failed: number of keys (1) does not match number of values (0).
  expand    = max([1, 2]...)
  expand_2  = max("ab"...)
  # error AB4018 `"ab"`: The expanding argument (indicated by ...) must be of a tuple, list, or set type.
  try       = try(local.nothing_here, 1)
  # error AB3001 `local.nothing_here`: There is no local value "nothing_here". Did you mean local.nothing? => Change to local.nothing
  try_value = try({}.a, "b")
  try_none  = try({}.a, {}.b)
  # error AB4018 `try({}.a, {}.b)`: None of the expressions in this try can be evaluated. Add a last one that always can, such as null.
  can       = can({}.a)
  namespace = core::upper("a")
  # error AB3004 `core::upper`: There is no function "core::upper".
  spread    = max(1...)
  # error AB4018 `1`: The expanding argument (indicated by ...) must be of a tuple, list, or set type.
}
