# Variables.
# error AB3007 ``: --var sets the variable "unknown", which the unit does not declare. Its variables are workdir, age, names, limits, level, not_null, flag, refers, calls, unset, strange, list, object, default, default_null, computed, other, secret.
# error AB3007 ``: --var sets the variable "workdr", which the unit does not declare. Did you mean "workdir"?
#! var age=many
#! var names=["a", 5
#! var limits={ soft = "x" }
#! env level=7
#! var level=12
#! var not_null=null
#! var unknown=x
#! var workdr=x
#! var flag=perhaps
#! var refers=var.age
#! var calls=upper("a")
#! var secret=hunter2

variable "workdir" {
  type    = string
  default = "/workspace"
}

variable "age" {
# error AB4003 `"age"`: --var sets var.age to "many", but its type is number.
  type = number
}

variable "names" {
# error AB4003 `"names"`: --var sets var.names to "[\"a\", 5", but its type is list(string). A value of this type is written as in a file. The [ that starts here is never closed. Add a ] where it ends.
  type = list(string)
}

variable "limits" {
# error AB4002 `"limits"`: --var sets var.limits to "{ soft = \"x\" }", but its type is object({hard=number,soft=number}): a number is required.
  type = object({ soft = number, hard = optional(number, 5) })
}

variable "level" {
# note `"level"`: the variable level
  type = number
  validation {
    condition     = var.level < 10
    # error AB4008 `var.level < 10`: The level must be below 10, not 12. {var.level is 12}
    error_message = "The level must be below 10, not ${var.level}."
  }
}

variable "not_null" {
# error AB4004 `"not_null"`: var.not_null is not nullable, but --var sets it to null.
  type     = number
  nullable = false
}

variable "flag" {
# error AB4003 `"flag"`: --var sets var.flag to "perhaps", but its type is bool.
  type = bool
}

variable "refers" {
# error AB4003 `"refers"`: --var sets var.refers to "var.age", but its type is number.
  type = number
}

variable "calls" {
# error AB4003 `"calls"`: --var sets var.calls to "upper(\"a\")", but its type is list(string). A value of this type is written as in a file. It must be a constant, and has a call of upper.
  type = list(string)
}

variable "unset" {
# error AB4007 `"unset"`: The variable "unset" has no default, so it must be set: --var unset=…, AGENTBOX_VAR_unset, or a file given with --var-file.
  type = string
}

variable "strange" {
# error AB4007 `"strange"`: The variable "strange" has no default, so it must be set: --var strange=…, AGENTBOX_VAR_strange, or a file given with --var-file.
  type = strng
  # error AB2011 `strng`: The keyword "strng" is not a valid type specification.
}

variable "list" {
# error AB4007 `"list"`: The variable "list" has no default, so it must be set: --var list=…, AGENTBOX_VAR_list, or a file given with --var-file.
  type = list(string, number)
  # error AB2011 `number`: The list type constructor requires one argument specifying the element type.
}

variable "object" {
# error AB4007 `"object"`: The variable "object" has no default, so it must be set: --var object=…, AGENTBOX_VAR_object, or a file given with --var-file.
  type = object({ a = optional(text) })
  # error AB2011 `text`: The keyword "text" is not a valid type specification.
}

variable "default" {
  type    = list(number)
  default = ["a"]
  # error AB4002 `["a"]`: The default does not fit the variable's type, list(number): a number is required.
}

variable "default_null" {
  type     = string
  default  = null
  # error AB4004 `null`: var.default_null is not nullable, but its default sets it to null.
  nullable = false
}

variable "computed" {
  default = local.x
  # error AB3005 `local.x`: local.x cannot stand here. The default of a variable is what it is when nothing is said, so it refers to nothing else. Compute the value in a locals block.
}

variable "other" {
# note `"other"`: the variable other
  default = 1
  validation {
    condition     = var.workdir == "/"
    # error AB3005 `var.workdir`: var.workdir cannot stand here. A validation looks only at its own variable, var.other.
    error_message = "x"
  }
  validation {
    condition     = "text"
    # error AB4002 `"text"`: condition wants true or false; this is "text".
    error_message = "x"
  }
  validation {
    condition     = var.other > 1
    # error AB4008 `var.other > 1`: The condition does not hold. {var.other is 1}
    error_message = ["not", "a", "text"]
    # error AB4002 `["not", "a", "text"]`: error_message wants a string; this is a list of 3 elements.
  }
  validation {
  # error AB2003 `validation`: validation needs the attribute "error_message", for example: error_message = "Node.js older than 18 is not supported."
    condition = true
  }
  validation {
    condition     = local.x
    # error AB3005 `local.x`: local.x cannot stand here. A validation looks only at its own variable, var.other.
    error_message = platform.arch
    # error AB3005 `platform.arch`: platform.arch cannot stand here. A validation looks only at its own variable, var.other.
  }
}

variable "secret" {
# note `"secret"`: the variable secret
  type      = string
  sensitive = true
  validation {
    condition     = var.secret == "x"
    # error AB4008 `var.secret == "x"`: The condition does not hold. (The message contains a sensitive value.) {var.secret is a sensitive value}
    error_message = "It is ${var.secret}."
  }
}

locals {
  x       = 1
  copy    = "token ${var.secret}"
  shown   = nonsensitive(var.secret)
  lengths = { (var.secret) = 1 }
}

variant "a" {
  image    = var.secret
  # error AB4013 `var.secret`: image gets a value that comes from a sensitive variable. It would stand in flake.nix and in the image for everyone to read. Hand secrets over when the container starts; if this value is none, write nonsensitive(…) around it.
  packages = [var.secret]
  # error AB4013 `var.secret`: packages gets a value that comes from a sensitive variable. It would stand in flake.nix and in the image for everyone to read. Hand secrets over when the container starts; if this value is none, write nonsensitive(…) around it.

  config {
    env    = { TOKEN = var.secret, COPY = local.copy, SHOWN = local.shown, UPPER = upper(var.secret) }
    # error AB4013 `var.secret`: env["TOKEN"] gets a value that comes from a sensitive variable. It would stand in flake.nix and in the image for everyone to read. Hand secrets over when the container starts; if this value is none, write nonsensitive(…) around it.
    # error AB4013 `local.copy`: env["COPY"] gets a value that comes from a sensitive variable. It would stand in flake.nix and in the image for everyone to read. Hand secrets over when the container starts; if this value is none, write nonsensitive(…) around it.
    # error AB4013 `upper(var.secret)`: env["UPPER"] gets a value that comes from a sensitive variable. It would stand in flake.nix and in the image for everyone to read. Hand secrets over when the container starts; if this value is none, write nonsensitive(…) around it.
    cmd    = [for x in [var.secret] : x]
    # error AB4013 `[for x in [var.secret] : x]`: cmd gets a value that comes from a sensitive variable. It would stand in flake.nix and in the image for everyone to read. Hand secrets over when the container starts; if this value is none, write nonsensitive(…) around it.
    labels = local.lengths
    # error AB4013 `local.lengths`: labels gets a value that comes from a sensitive variable. It would stand in flake.nix and in the image for everyone to read. Hand secrets over when the container starts; if this value is none, write nonsensitive(…) around it.
  }
}

# --- a sensitive number in a failing expression is not shown
#! var secret=hunter2

variable "secret" {
  sensitive = true
}

locals {
  number = var.secret + 1
  # error AB4001 `var.secret`: This cannot be evaluated. Why is not shown, because a sensitive value is part of it.
  list   = [1, 2][var.secret]
  # error AB4001 `[var.secret]`: This cannot be evaluated. Why is not shown, because a sensitive value is part of it.
  parse  = parseint(var.secret, 10)
  # error AB4018 `var.secret`: The call of parseint failed. Why is not shown, because a sensitive value is part of it.
  format = format("%d", var.secret)
  # error AB4018 `format("%d", var.secret)`: The call of format failed. Why is not shown, because a sensitive value is part of it.
  index  = { a = 1 }[var.secret]
  # error AB4001 `[var.secret]`: This cannot be evaluated. Why is not shown, because a sensitive value is part of it.
}

variant "a" {
}

# --- the last value wins: file, environment, --var
#! values dev.agentboxvars
#! env b=environment
#! env c=environment
#! var c=var

variable "a" {
# note `"a"`: the variable a
  validation {
    condition     = var.a != "file"
    # error AB4008 `var.a != "file"`: file {var.a is "file"}
    error_message = "${var.a}"
  }
}

variable "b" {
# note `"b"`: the variable b
  validation {
    condition     = var.b != "environment"
    # error AB4008 `var.b != "environment"`: environment {var.b is "environment"}
    error_message = "${var.b}"
  }
}

variable "c" {
# note `"c"`: the variable c
  validation {
    condition     = var.c != "var"
    # error AB4008 `var.c != "var"`: var {var.c is "var"}
    error_message = "${var.c}"
  }
}

# +++ dev.agentboxvars
a = "file"
b = "file"
c = "file"
d = "nobody wants it"
# warning AB3009 `d`: unit/dev.agentboxvars sets the variable "d", which the unit does not declare. The value is not used. Its variables are a, b, c.
aa = 1
# warning AB3009 `aa`: unit/dev.agentboxvars sets the variable "aa", which the unit does not declare. The value is not used. Did you mean "a"?
e = var.a
# error AB4001 `var.a`: A file of values holds constants, and this is a reference. Write the value itself, or compute it in a local of the unit.

layer "x" {
# error AB2001 `layer "x"`: A file of values holds lines of the form name = value, and "layer" is a block. Declare it in a file that ends in agentbox.hcl.
  packages = []
}

# --- what is said about a sensitive variable never holds its value
#! var number=hunter2
#! var list=[hunter2
#! var object={ a = "hunter2" }

variable "number" {
# error AB4003 `"number"`: --var sets var.number to a value that is not shown, but its type is number.
  type      = number
  sensitive = true
}

variable "list" {
# error AB4003 `"list"`: --var sets var.list to a value that is not shown, but its type is list(string).
  type      = list(string)
  sensitive = true
}

variable "object" {
# error AB4002 `"object"`: What --var sets var.object to does not fit its type, object({a=number}). The value is sensitive and not shown.
  type      = object({ a = number })
  sensitive = true
}

variable "map" {
  type      = map(string)
  default   = { a = "hunter2", b = "hunter2" }
  sensitive = true
}

locals {
  parsed = [for v in var.map : parseint(v, 10)]
  # error AB4018 `v`: The call of parseint failed. Why is not shown, because a sensitive value is part of it.
  twice  = { for k, v in var.map : v => 1 }
  # error AB4001 `v`: This cannot be evaluated. Why is not shown, because a sensitive value is part of it.
  deep   = jsondecode(var.map.a)
  # error AB4018 `jsondecode(var.map.a)`: The call of jsondecode failed. Why is not shown, because a sensitive value is part of it.
  listed = [for v in values(var.map) : v + 1]
  # error AB4001 `v`: This cannot be evaluated. Why is not shown, because a sensitive value is part of it.
  date   = formatdate("YYYY", join("", [var.map.a]))
  # error AB4018 `join("", [var.map.a])`: The call of formatdate failed. Why is not shown, because a sensitive value is part of it.
}

variant "a" {
}

# --- types
#! var bool=yes
#! var text=5
#! var any=[1]
#! var set=["a", "a"]
#! var tuple=["a"]

variable "bool" {
# error AB4003 `"bool"`: --var sets var.bool to "yes", but its type is bool.
  type = bool
}

variable "text" {
# note `"text"`: the variable text
  type = string
  validation {
    condition     = var.text != "5"
    # error AB4008 `var.text != "5"`: text: "5" {var.text is "5"}
    error_message = "text: ${jsonencode(var.text)}"
  }
}

variable "any" {
# note `"any"`: the variable any
  validation {
    condition     = var.any == 1
    # error AB4008 `var.any == 1`: without a type: "[1]" {var.any is "[1]"}
    error_message = "without a type: ${jsonencode(var.any)}"
  }
}

variable "set" {
# note `"set"`: the variable set
  type = set(string)
  validation {
    condition     = length(var.set) != 1
    # error AB4008 `length(var.set) != 1`: set: ["a"] {var.set is ["a"]}
    error_message = "set: ${jsonencode(var.set)}"
  }
}

variable "tuple" {
# error AB4002 `"tuple"`: --var sets var.tuple to "[\"a\"]", but its type is tuple([string,number]): tuple required.
  type = tuple([string, number])
}

variable "optional" {
# note `"optional"`: the variable optional
  type    = object({ a = string, b = optional(number, 5), c = optional(string) })
  default = { a = "x" }
  validation {
    condition     = var.optional.b != 5
    # error AB4008 `var.optional.b != 5`: optional: {"a":"x","b":5,"c":null} {var.optional.b is 5}
    error_message = "optional: ${jsonencode(var.optional)}"
  }
}

variable "attribute" {
  type    = object({ a = string })
  default = { b = "x" }
  # error AB4002 `{ b = "x" }`: The default does not fit the variable's type, object({a=string}): attribute "a" is required.
}

variable "nullable" {
# note `"nullable"`: the variable nullable
  type    = string
  default = null
  validation {
    condition     = var.nullable != null
    # error AB4008 `var.nullable != null`: it is null {var.nullable is null}
    error_message = "it is null"
  }
}

variant "a" {
}

# --- a value of a file that does not fit, and what a condition read
#! values dev.agentboxvars

variable "limits" {
# error AB4002 `"limits"`: unit/dev.agentboxvars sets var.limits, but its type is object({hard=number,soft=number}): a number is required.
  type = object({ soft = number, hard = optional(number, 5) })
}

variable "tools" {
# note `"tools"`: the variable tools
  type = list(string)
  validation {
    condition     = alltrue([for i, t in var.tools : startswith(t, "py") if t != ""])
    # error AB4008 `alltrue([for i, t in var.tools : startswith(t, "py") if t != ""])`: Every tool starts with py. {var.tools is ["python", "", "ruby"]; i is 2; t is "ruby"}
    error_message = "Every tool starts with py."
  }
}

variable "map" {
# note `"map"`: the variable map
# note `"map"`: the variable map
# note `"map"`: the variable map
  default = { a = { size = 5 }, "b c" = { size = 7 } }
  validation {
    condition     = alltrue([for name, m in var.map : m.size < 6])
    # error AB4008 `alltrue([for name, m in var.map : m.size < 6])`: Too large. {var.map is { a = { size = 5 }, "b c" = { size = 7 } }; name is "b c"; m is { size = 7 }}
    error_message = "Too large."
  }
  validation {
    condition     = var.map.a.size > 5 && var.map["b c"].size < 10
    # error AB4008 `var.map.a.size > 5 && var.map["b c"].size < 10`: Too small. {var.map.a.size is 5; var.map["b c"].size is 7}
    error_message = "Too small."
  }
  validation {
    condition     = length(var.map) == 1 && contains(keys(var.map), "a")
    # error AB4008 `length(var.map) == 1 && contains(keys(var.map), "a")`: Only a. {var.map is { a = { size = 5 }, "b c" = { size = 7 } }}
    error_message = "Only a."
  }
}

variable "long" {
# note `"long"`: the variable long
  default = ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"]
  validation {
    condition     = length(var.long) == 1
    # error AB4008 `length(var.long) == 1`: One is enough. {var.long is a list of 2 elements}
    error_message = "One is enough."
  }
}

variable "secret" {
# note `"secret"`: the variable secret
  sensitive = true
  default   = ["hunter2"]
  validation {
    condition     = alltrue([for s in var.secret : s == "x"])
    # error AB4008 `alltrue([for s in var.secret : s == "x"])`: Not it. {var.secret is a sensitive value}
    error_message = "Not it."
  }
}

variant "a" {
}

# +++ dev.agentboxvars
limits = { soft = "many" }
# note `limits`: the value of var.limits
tools  = ["python", "", "ruby"]
