# Layers.

layer "twice" {
  packages = [pkgs.git, pkgs.jq, "git", pkgs["git"], pkg("jq")]
  # warning AB4019 `"git"`: pkgs.git already stands in this list; once is enough.
  # note `pkgs.git`: the first time
  # warning AB4019 `pkgs["git"]`: pkgs.git already stands in this list; once is enough.
  # note `pkgs.git`: the first time
  # warning AB4019 `pkg("jq")`: pkgs.jq already stands in this list; once is enough.
  # note `pkgs.jq`: the first time
}

layer "computed" {
  packages = [pkg("a b"), pkg(5), pkg(null), pkg("python312Packages.${"pip"}"), pkg("")]
  # error AB4018 `"a b"`: Invalid value for "name" parameter: "a b" is not the name of a package: it consists of the letters a-z and A-Z, digits, and the characters + _ - . ' @ and /.
  # error AB4018 `null`: Invalid value for "name" parameter: argument must not be null.
  # error AB4018 `""`: Invalid value for "name" parameter: "" is not the name of a package: it consists of the letters a-z and A-Z, digits, and the characters + _ - . ' @ and /.
}

layer "number" {
  packages   = []
  max_layers = -1
  # error AB4003 `-1`: max_layers is -1, but it must be a whole number of at least 1.
}

layer "whole" {
  packages = [for p in ["git", "not a name"] : p]
  # error AB4003 `[for p in ["git", "not a name"] : p]`: "not a name" is not the name of a package: it consists of the letters a-z and A-Z, digits, and the characters + _ - . ' @ and /.
}

variant "a" {
  layers = [layer.twice, layer.whole, layer.twice]
  # warning AB4019 `layer.twice`: layer.twice already stands in this list; once is enough.
  # note `layer.twice`: the first time
}
