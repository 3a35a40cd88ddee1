# Syntax errors leave the other blocks as they are.

layer "unclosed" {
  packages = [pkgs.git
  # note `[`: the [ that is not closed
}
# error AB1008 `}`: A ] is missing: this } comes while a [ is open. Add the ] before it.

layer "fine" {
  packages = [pkgs.git]
}

variant "a" {
  layers = [layer.unclosed, layer.fine, layer.missing]
  # error AB3001 `layer.missing`: There is no layer "missing". Did you mean layer.string? => Change to layer.string
}

layer "string" {
  description = "never ends
  # error AB1008 `"never ends`: The string that starts here is not closed on its line. Add the missing quote here or, if this quote ends another string, where that one starts. A line end inside a string is written \n; text of several lines is written as a heredoc (<<EOT).
}

variant "template" {
  description = "%{ if true }a%{ endif }"
  tag         = "${"
  # error AB1008 `${`: The ${ that starts here is never closed. Add a } behind its expression or, if the text itself should contain ${, write $${.
  # note `"`: it is still open here
}

variant "b" {
  description "missing equals"
  # error AB1008 `description "missing equals"`: `description "missing equals"` is neither an attribute nor a block: if description is an attribute, an equals sign is missing (`description = VALUE`); if it is a block, its { has to stand on the same line.
}

variant "number" {
  max_layers = 1e99999
  # error AB1010 `1e99999`: A number has at most 64 characters, and its exponent at most 4 digits. Write a shorter one, or put it in quotes if it is an identifier and not a quantity.
}

variant "operators" {
  description = a && && b
  # error AB1008 `&&`: A value has to start here, and none starts with `&&`.
}

variant "tuple" {
  packages = [pkgs.git pkgs.jq]
  # error AB1008 `pkgs`: A comma is missing before `pkgs`, or the closing bracket of the list.
  # note `[`: in the list that starts here
}

variant "twice" {
  tag = "a"
  # note `tag`: set here before
  tag = "b"
  # error AB2007 `tag`: The attribute tag is set twice in the same place, and can have one value only. Remove one of the two.
}

# --- quotes

layer 'quotes' {
# error AB1008 `'`: Strings are written in double quotes; a single quote has no meaning here. Replace both single quotes by ".
  packages = [pkgs.git]
}

layer "curly" {
  description = “curly”
  # error AB1008 `“`: The typographic quote “ does not start or end a string; word processors and chat programs put it in the place of a plain one. Write " instead.
}

# --- a conflict that was not resolved

layer "base" {
<<<<<<< ours
# error AB1008 `<<<<<<< ours`: This line marks a merge conflict that has not been resolved. Keep one of the two versions, or what is right of both, and remove the lines that start with <<<<<<<, ======= and >>>>>>>.
  packages = [pkgs.git]
=======
# note `=======`: belongs to the same conflict
  packages = [pkgs.jq]
>>>>>>> theirs
# note `>>>>>>> theirs`: belongs to the same conflict
}

layer "other" {
  packages = [layer.base]
  # error AB4002 `layer.base`: packages wants packages; layer.base is a layer.
}
