# Functions of the unit.

function "major" {
# note `"major"`: major is declared here
# note `"major"`: major is declared here
# note `"major"`: major is declared here
  params = [version]
  result = split(".", version)[0]
  # note `version`: in the function major
  # note `version`: in the function major
}

function "python" {
# note `"python"`: python is declared here
  params          = [version]
  variadic_params = rest
  result          = concat([pkg("python${major(version)}")], rest)
  # note `major(version)`: in the function python
}

function "here" {
  result = platform.arch
  # note `platform.arch`: here needs platform.arch
}

function "upper" {
# error AB2007 `"upper"`: There is a built-in function "upper" already, so a reader could not tell which one is called. Give this one another name.
  params = [text]
  result = text
}

function "fact" {
  params = [n]
  result = n <= 1 ? 1 : n * fact(n - 1)
  # error AB3002 `fact`: function.fact calls itself, and a function cannot be part of its own result. A for expression goes through a list, and range counts.
}

function "first" {
  params = [x]
  result = second(x)
  # error AB3002 `second`: These need each other, so none of them can have a value: function.first -> function.second -> local.third -> function.first. One of the steps has to go.
}

function "second" {
  params = [x]
  result = [x, local.third]
  # note `local.third`: function.second needs local.third
}

function "faulty" {
# note `"faulty"`: faulty is declared here
  params = [x]
  result = "${x} of ${{}.a}"
  # error AB4001 `.a`: This object does not have an attribute named "a".
}

function "odd" {
  params          = [a, "b", 1, true, a.b, a]
  # error AB2005 `"b"`: A parameter is written without quotes, because it is a name and no string. => Change to b
  # error AB2005 `1`: A parameter is a name of ASCII letters, digits, - and _ without quotes, as in: params = [version, prefix]
  # error AB2005 `true`: A parameter is a name of ASCII letters, digits, - and _ without quotes, as in: params = [version, prefix]
  # error AB2005 `a.b`: A parameter is a name of ASCII letters, digits, - and _ without quotes, as in: params = [version, prefix]
  # error AB2007 `a`: The function already has a parameter a.
  # note `a`: the first one
  variadic_params = "rest"
  # error AB2005 `"rest"`: A parameter is written without quotes, because it is a name and no string. => Change to rest
  result          = [a, b]
}

function "none" {
  params          = any
  # error AB4002 `any`: params is a list of names, written out, as in: params = [version, prefix]. What takes any number of arguments is variadic_params. => Change to [any]
  variadic_params = [rest]
  # error AB2005 `[rest]`: A parameter is a name of ASCII letters, digits, - and _ without quotes, as in: params = [version, prefix]
  result          = 1
}

function "misspelt" {
  param  = [a]
  # error AB2002 `param`: There is no attribute "param" in a function block. Did you mean "params"? => Change to "params"
  result = "${a}"
}

function "no-list" {
  params = a
  # error AB4002 `a`: params is a list of names, written out, as in: params = [version, prefix]. What takes any number of arguments is variadic_params. => Change to [a]
  result = "${a}"
}

function "empty" {
# error AB2003 `function "empty"`: function.empty needs the attribute "result", for example: result = "always the same"
}

function "both" {
# note `"both"`: the first declaration
  params = [x]
  result = x
}

function "both" {
# error AB2007 `"both"`: function.both is already declared. The blocks of all files of a unit share their names; give one of the two another name.
  result = 1
}

function "with-user" {
  params = [layer]
  result = [layer, user.agent, super.packages, local.nothing, version]
  # error AB3005 `user.agent`: user.agent cannot stand here. Users are declared in a variant, and only that variant knows them.
  # error AB3005 `super.packages`: super.packages cannot stand here. super is the variant that a variant extends, so it means something only in a variant that has extends.
  # error AB3001 `version`: "version" means nothing by itself: a reference starts with what kind of thing it names, such as layer.version or pkgs.version, and a string stands in quotes.
}

locals {
  third   = first(1)
  # note `first`: local.third needs function.first
  few     = major()
  # error AB4018 `major()`: Function "major" expects 1 argument(s). Missing value for "version".
  many    = major("1", "2")
  # error AB4018 `major("1", "2")`: Function "major" expects only 1 argument(s).
  none    = python()
  # error AB4018 `python()`: Function "python" expects at least 1 argument(s). Missing value for "version".
  expand  = major(["1", "2"]...)
  # error AB4018 `major(["1", "2"]...)`: Function "major" expects only 1 argument(s).
  wrong   = major({ a = 1 })
  # error AB4018 `major({ a = 1 })`: major has no result here. Invalid value for "string" parameter: string required, but have object. {version is { a = 1 }}
  inner   = python({ a = 1 }, pkgs.git)
  # error AB4018 `python({ a = 1 }, pkgs.git)`: python has no result here. Invalid value for "string" parameter: string required, but have object. {version is { a = 1 }}
  each    = [for v in ["3.12", "3.13"] : major(v)]
  try     = try(major({}), "none")
  near    = majr("1")
  # error AB3004 `majr`: There is no function "majr". Did you mean "major"? => Change to "major"
  builtin = upper("a", "b")
  cycle   = fact("a", "b")
  text    = faulty()
  # error AB4018 `faulty()`: Function "faulty" expects 1 argument(s). Missing value for "x".
  oddly   = odd(1, 2, 3)
  more    = none(1, 2, 3, 4)
  nothing = [major, version]
  # error AB3001 `major`: "major" means nothing by itself: a reference starts with what kind of thing it names, such as layer.major or pkgs.major, and a string stands in quotes.
  # error AB3001 `version`: "version" means nothing by itself: a reference starts with what kind of thing it names, such as layer.version or pkgs.version, and a string stands in quotes.
  gone    = lower(shell(pkgs.bash))
  # error AB4005 `shell(pkgs.bash)`: lower cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat.
  within  = lost(pkgs.bash)
  # error AB4005 `lost(pkgs.bash)`: lost has no result here. lower cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat.
  empty   = empty()
  null    = both(null)
}

function "shell" {
  params = [bash]
  result = "${bash}/bin/bash"
}

function "lost" {
  params = [bash]
  result = lower(shell(bash))
  # note `shell(bash)`: in the function lost
}

agentbox {
  name        = "${here()}-${major("1.2")}"
  # error AB3005 `here`: here cannot be called here. It depends on the platform, and this block is the same for every platform.
  description = local.arch
  # error AB3005 `local.arch`: local.arch cannot stand here. It depends on the platform, and this block is the same for every platform.
}

locals {
  arch = here()
}

variant "a" {
  packages = python("3.12", pkgs.git)
}

# --- variables call only what depends on its arguments alone

variable "version" {
  default = second("3.12")
  validation {
    condition     = second(var.version) == "12" && outer(var.version) && arch(var.version)
    # error AB3005 `outer`: outer cannot be called here. A variable has its value before everything else, so it can call only functions that depend on their arguments alone.
    # error AB3005 `arch`: arch cannot be called here. A variable has its value before everything else, so it can call only functions that depend on their arguments alone.
    error_message = "${first(var.version)}"
  }
}

variable "other" {
  default = second("3.12")
  validation {
    condition     = second(var.other) == "12"
    # error AB4018 `second(var.other)`: second has no result here. The given key does not identify an element in this collection value: the given index is greater than or equal to the length of the collection. {version is "12"; var.other is "12"}
    error_message = "no"
  }
}

function "first" {
  params = [version]
  result = split(".", version)[0]
}

function "second" {
  params = [version]
  result = split(".", "${first(version)}.${version}")[2]
  # note `[2]`: in the function second
}

function "outer" {
  params = [version]
  result = version == var.version
  # note `var.version`: outer needs var.version
}

function "arch" {
  params = [version]
  result = "${version}-${platform.arch}"
  # note `platform.arch`: arch needs platform.arch
}

variant "a" {
}

# --- what a function makes of a sensitive value is not shown
#! var secret=hunter2

variable "secret" {
  sensitive = true
}

function "reads" {
  result = var.secret
}

function "parses" {
  params = [text]
  result = parseint(text, 10)
  # note `text`: in the function parses
  # note `text`: in the function parses
  # note `text`: in the function parses
}

function "both" {
  params = [base]
  result = parseint(reads(), base)
  # note `reads()`: in the function both
}

function "first" {
  params = [a, b]
  result = a
}

locals {
  parse  = parses(var.secret)
  # error AB4018 `parses(var.secret)`: parses has no result here. The call of parseint failed. Why is not shown, because a sensitive value is part of it.
  calls  = both(10)
  # error AB4018 `both(10)`: both has no result here. The call of parseint failed. Why is not shown, because a sensitive value is part of it.
  direct = parseint(reads(), 10)
  # error AB4018 `reads()`: The call of parseint failed. Why is not shown, because a sensitive value is part of it.
  item   = [for s in [var.secret] : parses(s)]
  # error AB4018 `parses(s)`: parses has no result here. The call of parseint failed. Why is not shown, because a sensitive value is part of it.
  key    = { a = 1 }[reads()]
  # error AB4001 `[reads()]`: This cannot be evaluated. Why is not shown, because a sensitive value is part of it.
  plain  = parses("a")
  # error AB4018 `parses("a")`: parses has no result here. Invalid value for "string" parameter: cannot parse "a" as a base 10 integer. {text is "a"}
}

variant "a" {
  image = reads()
  # error AB4013 `reads()`: image gets a value that comes from a sensitive variable. It would stand in flake.nix and in the image for everyone to read. Hand secrets over when the container starts; if this value is none, write nonsensitive(…) around it.
  tag   = first("t", var.secret)
}

# --- bounds hold inside

function "times" {
  params = [list]
  result = [for x in list : [for y in list : [for z in list : 1]]]
  # note `list`: in the function times
}

function "wide" {
  params = [n]
  result = format("%${n}d", 1)
  # note `"%${n}d"`: in the function wide
}

locals {
  much = times(range(1024))
  # error AB4012 `times(range(1024))`: times has no result here. The evaluation takes more than 100000 steps. {list is a list of 1024 elements}
  wide = wide(100000)
  # error AB4012 `wide(100000)`: wide has no result here. This call of format would make too much: a width or precision has at most three digits. {n is 100000}
}

variant "a" {
}

# --- what a block makes is the same for every platform

function "arches" {
  result = [platform.arch]
  # note `platform.arch`: arches needs platform.arch
}

function "versions" {
  params = [list]
  result = [for v in list : replace(v, ".", "")]
}

layer "odd" {
  for_each = arches()
  # error AB3005 `arches`: arches cannot be called here. It depends on the platform. A block makes the same for every platform; what exists on one only says so with only, or platforms in a variant.
}

layer "py" {
  for_each = versions(["3.12", "3.13"])
  packages = [of(each.key)]
}

function "of" {
  params = [version]
  result = pkg("python${version}${each.key}")
  # error AB3005 `each.key`: each.key cannot stand here. each is the item that a block is made for, so it means something only in a block that has for_each or matrix.
}

variant "a" {
  layers = values(layer.py)
}
