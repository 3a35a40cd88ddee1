# Values that grow without end. Each is refused where it passes the bound.

locals {
  a = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
  b = "${local.a}${local.a}${local.a}${local.a}${local.a}${local.a}${local.a}${local.a}"
  c = "${local.b}${local.b}${local.b}${local.b}${local.b}${local.b}${local.b}${local.b}"
  d = "${local.c}${local.c}${local.c}${local.c}${local.c}${local.c}${local.c}${local.c}"
  e = "${local.d}${local.d}${local.d}${local.d}${local.d}${local.d}${local.d}${local.d}"
  f = "${local.e}${local.e}${local.e}${local.e}${local.e}${local.e}${local.e}${local.e}"
  # error AB4012 `"${local.e}${local.e}${local.e}${local.e}${local.e}${local.e}${local.e}${local.e}"`: The string has 2097152 bytes; a string may have 1048576.
  g = "${local.f}${local.f}"

  lists   = [for x in range(1024) : [for y in range(1024) : [for z in range(1024) : 1]]]
  # error AB4012 `1`: The evaluation takes more than 100000 steps.
  product = setproduct(range(1000), range(1000))
  # error AB4012 `range(1000)`: This call of setproduct would make too much: there may be 10000 combinations.
  width   = format("%999999999d", 1)
  # error AB4012 `"%999999999d"`: This call of format would make too much: a width or precision has at most three digits.
  stars   = format("%*d", 999999999, 1)
  # error AB4018 `format("%*d", 999999999, 1)`: Call to function "format" failed: unrecognized format character '*' at offset 1.
  spaces  = indent(100000000, "a\nb")
  # error AB4012 `100000000`: This call of indent would make too much: a string may have 1048576 bytes.
  power   = pow(10, 999999)
  # error AB4012 `999999`: This call of pow would make too much: a power lies between -4096 and 4096.
  tower   = pow(pow(9, 4096), 4096)
  copies  = replace(local.d, "0", local.d)
  # error AB4012 `local.d`: This call of replace would make too much: a string may have 1048576 bytes. {local.d is "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab…"}
  matches = regexreplace(local.d, ".", local.d)
  # error AB4012 `local.d`: This call of regexreplace would make too much: the string and its replacement are too long for each other. {local.d is "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab…"}
  joined  = join(local.e, range(1000))
  # error AB4012 `local.e`: This call of join would make too much: a string may have 1048576 bytes. {local.e is "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab…"}
  unique  = distinct(range(1024))
  many    = concat(range(1024), range(1024), range(1024), range(1024), range(1024), range(1024), range(1024), range(1024), range(1024), range(1024))
  # error AB4012 `concat(range(1024), range(1024), range(1024), range(1024), range(1024), range(1024), range(1024), range(1024), range(1024), range(1024))`: The value has 10240 elements; a list, set or map may have 4096.
  number  = "${1e9999}"
  # error AB4012 `"${1e9999}"`: The number is out of the range that can be written out.
  divided = 1 / 0
  written = "${1 / 0}"
  deep    = jsondecode("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")
  text    = join("", [for x in range(600) : local.e])
  # error AB4012 `local.e`: The strings of this expression have more than 16777216 bytes together. {local.e is "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab…"}
}

layer "base" {
  packages   = [pkgs.git]
  max_layers = 1 / 0
  # error AB4002 `1 / 0`: max_layers wants a whole number; this is +Inf.
}

variant "a" {
  layers = [layer.base]
}

# --- a list of lists

locals {
  flat    = flatten([for x in range(1024) : range(1024)])
  # error AB4012 `1024`: This call of range would make too much: the evaluation of the unit may take 2000000 steps.
}

# --- steps

locals {
  steps   = [for x in range(1024) : length([for y in range(1024) : "${y}"])]
  # error AB4012 `"${y}"`: The evaluation takes more than 100000 steps. {y is 81}
}

# --- a try does not hide it

locals {
  hidden = can(indent(100000000, "a\nb"))
  # error AB4012 `can(indent(100000000, "a\nb"))`: This would make too much: a string may have 1048576 bytes.
  steps  = try([for x in range(1024) : [for y in range(1024) : 1]], "none")
  # error AB4012 `try([for x in range(1024) : [for y in range(1024) : 1]], "none")`: The evaluation takes more than 100000 steps.
}
