# Values of the wrong type.

layer "base" {
  packages = [pkgs.git]
}

variant "runtime" {
  layers = [layer.base]
}

overlay "patches" {
  file = "./nix/patches.nix"
}

input "agent" {
  url = "github:example/agent"
}

layer "list" {
  packages = pkgs.git
  # error AB4002 `pkgs.git`: packages wants a list; this is pkgs.git, which is a package.
}

layer "elements" {
  packages   = [layer.base, input.agent, 5, ["git"], null, true, "not a name", "git", pkgs.git, overlay.patches, variant.runtime]
  # error AB4002 `layer.base`: packages wants packages; layer.base is a layer.
  # error AB4002 `input.agent`: packages wants packages; input.agent is an input.
  # error AB4002 `5`: packages wants packages; this is 5.
  # error AB4002 `["git"]`: packages wants packages; this is a list of 1 element.
  # error AB4004 `null`: An element of packages is null, which is no value. Leave it out; where the list is computed: [for x in … : x if x != null].
  # error AB4002 `true`: packages wants packages; this is true.
  # error AB4003 `"not a name"`: "not a name" is not the name of a package: it consists of the letters a-z and A-Z, digits, and the characters + _ - . ' @ and /.
  # warning AB4019 `pkgs.git`: pkgs.git already stands in this list; once is enough.
  # note `"git"`: the first time
  # error AB4002 `overlay.patches`: packages wants packages; overlay.patches is an overlay.
  # error AB4002 `variant.runtime`: packages wants packages; variant.runtime is a variant.
  max_layers = 0
  # error AB4003 `0`: max_layers is 0, but it must be a whole number of at least 1.
}

layer "numbers" {
  packages    = ["git"]
  max_layers  = 1.5
  # error AB4002 `1.5`: max_layers wants a whole number; this is 1.5.
  description = ["a", "list"]
  # error AB4002 `["a", "list"]`: description wants a string; this is a list of 2 elements.
}

layer "text" {
  packages    = ["git"]
  max_layers  = "many"
  # error AB4002 `"many"`: max_layers wants a number; this is "many".
  description = { a = 1 }
  # error AB4002 `{ a = 1 }`: description wants a string; this is a map of 1 element.
}

layer "path" {
  packages = ["${pkgs.git}/bin"]
  # error AB4002 `"${pkgs.git}/bin"`: packages wants packages; this is a path inside one, "${pkgs.git}/bin". Name the package itself. => Change to pkgs.git
}

variant "lists" {
  layers   = ["base", "layer.base", "bse", pkgs.git, null]
  # error AB4002 `"base"`: layers wants layers; this is "base". A reference is written without quotes: layer.base. => Change to layer.base
  # error AB4002 `"layer.base"`: layers wants layers; this is "layer.base". A reference is written without quotes: layer.base. => Change to layer.base
  # error AB4002 `"bse"`: layers wants layers; this is "bse". A reference is written without quotes, as in [layer.base, layer.node].
  # error AB4002 `pkgs.git`: layers wants layers; pkgs.git is a package.
  # error AB4004 `null`: An element of layers is null, which is no value. Leave it out; where the list is computed: [for x in … : x if x != null].
  packages = [layer.base]
  # error AB4002 `layer.base`: packages wants packages; layer.base is a layer.
  extends  = [variant.runtime]
  # error AB4002 `[variant.runtime]`: extends wants a variant; this is a list of 1 element.
  abstract = "maybe"
  # error AB4002 `"maybe"`: abstract wants true or false; this is "maybe".
  image    = pkgs.git
  # error AB4005 `pkgs.git`: image cannot hold the store path of a package: the value is "${pkgs.git}", and the path is known only when Nix builds.
  tag      = 7

  config {
    cmd    = "bash"
    # error AB4002 `"bash"`: cmd wants a list; this is "bash".
    env    = ["A=b"]
    # error AB4002 `["A=b"]`: env wants a map; this is a list of 1 element.
    ports  = [true, {}, 8080]
    # error AB4003 `true`: An element of ports is true, but it must be a port from 1 to 65535, alone or with its protocol (tcp, udp or sctp), such as 8080 or "53/udp".
    # error AB4002 `{}`: ports wants strings; this is a map of 0 elements.
    labels = { a = null, b = ["c"], d = 4, e = true, f = layer.base }
    # error AB4004 `null`: labels["a"] is null, which is no value. Leave the key out; where the map is computed, use a for expression with an if.
    # error AB4002 `["c"]`: labels["b"] wants a string; this is a list of 1 element.
    # error AB4002 `layer.base`: labels["f"] wants a string; this is layer.base, which is a layer.
    user   = layer.base
    # error AB4002 `layer.base`: user wants a string; this is layer.base, which is a layer.
  }
}

variant "parent" {
  extends = "runtime"
  # error AB4002 `"runtime"`: extends wants a variant; this is "runtime". A reference is written without quotes: variant.runtime. => Change to variant.runtime
}

variant "package-as-parent" {
  extends = pkgs.git
  # error AB4002 `pkgs.git`: extends wants a variant; pkgs.git is a package.
}

agentbox {
  default = layer.base
  # error AB4002 `layer.base`: default wants a variant; layer.base is a layer.
}

pkgset "other" {
  input        = "nixpkgs"
  # error AB4002 `"nixpkgs"`: input wants an input; this is "nixpkgs". A reference is written without quotes: input.nixpkgs. => Change to input.nixpkgs
  overlays     = ["patches", input.agent, pkgs.git]
  # error AB4002 `"patches"`: overlays wants overlays; this is "patches". A reference is written without quotes: overlay.patches. => Change to overlay.patches
  # error AB4002 `input.agent`: overlays wants overlays; input.agent is an input.
  # error AB4002 `pkgs.git`: overlays wants overlays; pkgs.git is a package.
  allow_unfree = 5
  # error AB4002 `5`: allow_unfree wants true, false, or a list of names; this is 5.
  config       = { a = layer.base, b = { c = [input.agent] }, d = 1e400 }
  # error AB4002 `layer.base`: config["a"] wants values that Nix can be given; this is layer.base, which is a layer.
  # error AB4002 `{ c = [input.agent] }`: config["b"] wants values that Nix can be given; this is input.agent, which is an input.
  # error AB4002 `1e400`: config["d"] wants a number that fits into 64 bits; this is 1e+400.
}

shell "s" {
  from = layer.base
  # error AB4002 `layer.base`: from wants a variant; layer.base is a layer.
  env  = "A=b"
  # error AB4002 `"A=b"`: env wants a map; this is "A=b".
}

package "flake" "x" {
  input = "agent"
  # error AB4002 `"agent"`: input wants an input; this is "agent". A reference is written without quotes: input.agent. => Change to input.agent
}

package "override" "x" {
  base = layer.base
  # error AB4002 `layer.base`: base wants a package; layer.base is a layer.
  args = { x = variant.runtime }
  # error AB4002 `variant.runtime`: args["x"] wants values that Nix can be given; this is variant.runtime, which is a variant.
}

package "override" "y" {
  base = "not a package"
  # error AB4003 `"not a package"`: "not a package" is not the name of a package: it consists of the letters a-z and A-Z, digits, and the characters + _ - . ' @ and /.
}

locals {
  bad = [1] + 2
  # error AB4001 `[1]`: Unsuitable value for left operand: number required, but have tuple.
  two = local.bad + 1 # follows from the line above
  not = !"a"
  # error AB4001 `"a"`: Unsuitable value for unary operand: a bool is required.
  neg = -[]
  # error AB4001 `[]`: Unsuitable value for unary operand: number required, but have tuple.
  if  = "a" ? 1 : 2
  # error AB4001 `"a"`: The condition expression must be of type bool.
  mix = true ? [1] : "a"
  # error AB4001 `[1] : "a"`: The true and false result expressions must have consistent types. The 'true' value is tuple, but the 'false' value is string.
  get = [1, 2][5]
  # error AB4001 `[5]`: The given key does not identify an element in this collection value.
  key = { a = 1 }.b
  # error AB4001 `.b`: This object does not have an attribute named "b".
}
