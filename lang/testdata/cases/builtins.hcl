# What built-in functions refuse.

locals {
  all      = alltrue(["yes"])
  # error AB4018 `["yes"]`: Invalid value for "list" parameter: a bool is required.
  any      = anytrue([null, false])
  base64   = base64decode("a")
  # error AB4018 `"a"`: Invalid value for "string" parameter: it is not Base64.
  binary   = base64decode("/w==")
  # error AB4018 `"/w=="`: Invalid value for "string" parameter: what it stands for is not UTF-8 text.
  nul      = base64decode("AA==")
  # error AB4018 `base64decode("AA==")`: Call to function "base64decode" failed: the result holds a NUL byte, which no string may have.
  url      = urldecode("100%")
  # error AB4018 `"100%"`: Invalid value for "string" parameter: a % is not followed by two hexadecimal digits.
  url_nul  = urldecode("%00")
  # error AB4018 `urldecode("%00")`: Call to function "urldecode" failed: the result holds a NUL byte, which no string may have.
  index_of = indexof(["a"], "b")
  # error AB4018 `"b"`: Invalid value for "value" parameter: it is no element of the list.
  index_in = indexof({ a = 1 }, "b")
  # error AB4018 `{ a = 1 }`: Invalid value for "list" parameter: a list is wanted.
  several  = one(["a", "b"])
  # error AB4018 `["a", "b"]`: Invalid value for "list" parameter: it has 2 elements, and one at most is wanted.
  map      = one({ a = 1 })
  # error AB4018 `{ a = 1 }`: Invalid value for "list" parameter: a list or a set is wanted.
  keys     = matchkeys(["a"], ["b", "c"], ["b"])
  # error AB4018 `["b", "c"]`: Invalid value for "keys" parameter: there are 2 keys for 1 values.
  keys_of  = matchkeys("a", ["b"], ["b"])
  # error AB4018 `"a"`: Invalid value for "values" parameter: a list is wanted.
  transpose = transpose({ a = null })
  # error AB4018 `{ a = null }`: Invalid value for "map" parameter: the list of "a" is null.
  version  = semvercmp("latest", ">= 1")
  # error AB4018 `"latest"`: Invalid value for "version" parameter: it is no version: write it as in 1.10.0.
  range    = semvercmp("1.2", "about 1")
  # error AB4018 `"about 1"`: Invalid value for "constraint" parameter: it is no constraint: write it as in >= 1.9, < 2.
  time     = timecmp("2026-01-02", "2026-01-02T03:04:05Z")
  # error AB4018 `"2026-01-02"`: Invalid value for "a" parameter: it is no timestamp: write it as in 2026-01-02T03:04:05Z.
  yaml     = yamldecode("a: [1")
  # error AB4018 `yamldecode("a: [1")`: Call to function "yamldecode" failed: on line 1, column 1: did not find expected ',' or ']'.
  anchor   = yamldecode("a: *b")
  # error AB4018 `yamldecode("a: *b")`: Call to function "yamldecode" failed: reference to undefined anchor "b".
  layer    = yamlencode({ a = layer.base })
  # error AB4018 `{ a = layer.base }`: Invalid value for "value" parameter: a reference to a block cannot be written as text.
  json     = jsonencode([layer.base])
  # error AB4018 `[layer.base]`: Invalid value for "value" parameter: a reference to a block cannot be written as text.
  package  = yamlencode({ a = pkgs.git })
  # error AB4005 `{ a = pkgs.git }`: yamlencode cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat.
  hash     = sha256("${pkgs.git}")
  # error AB4005 `"${pkgs.git}"`: sha256 cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat.
  exists   = fileexists("./files")
  # error AB4018 `"./files"`: Invalid value for "path" parameter: ./files is not a regular file.
  outside  = fileexists("../../etc/passwd")
  # error AB4018 `"../../etc/passwd"`: Invalid value for "path" parameter: it leaves the workspace.
  no_file  = filesha256("./nothing")
  # error AB4018 `"./nothing"`: Invalid value for "path" parameter: there is no file ./nothing.
  no_dir   = fileset("./nothing", "*")
  # error AB4018 `"./nothing"`: Invalid value for "path" parameter: there is no file ./nothing.
  pattern  = fileset("./files", "[a")
  # error AB4018 `"[a"`: Invalid value for "pattern" parameter: it is no pattern: a bracket or a brace is not closed.
  out      = fileset("../..", "*")
  # error AB4018 `"../.."`: Invalid value for "path" parameter: it leaves the workspace.
  length   = length(5)
  # error AB4018 `5`: Invalid value for "collection" parameter: a list, set, map or string is wanted.
  chunk    = chunklist([1], 0)
  # error AB4018 `0`: Invalid value for "size" parameter: the size must be at least 1.
}

layer "base" {
  packages = [pkgs.git]
}

variable "secret" {
  default   = "hunter2"
  sensitive = true
}

locals {
  secret_hash  = parseint(sha256(var.secret), 10)
  # error AB4018 `sha256(var.secret)`: The call of parseint failed. Why is not shown, because a sensitive value is part of it.
  secret_check = issensitive(sha256(var.secret)) ? "yes" : "no"
  marked       = sensitive("a")
}

variant "a" {
  image = local.marked
  # error AB4013 `local.marked`: image gets a value that comes from a sensitive variable. It would stand in flake.nix and in the image for everyone to read. Hand secrets over when the container starts; if this value is none, write nonsensitive(…) around it.
  tag   = nonsensitive(local.marked)
}
