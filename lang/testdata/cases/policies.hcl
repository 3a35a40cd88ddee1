# Policies.

policy "mistakes" {
  applies_to = [variant.common, variant.b, input.nixpkgs]
  # error AB4015 `variant.common`: variant.common is abstract: it exists to be extended and is never built, so no image of it can break a policy. Name the variants that extend it.
  # error AB3001 `variant.b`: There is no variant "b". Did you mean variant.a? => Change to variant.a
  # error AB4002 `input.nixpkgs`: applies_to wants layers or variants or groups; input.nixpkgs is an input.
  forbid     = [pkgs.openssl, "openssl-1.1*", "open ssl", "/nix/store/*", "gcc@12", "", "${pkgs.openssl}/bin", pkgs.openssl, "openssl-1.1*", 5, layer.base, "é*", "${pkgs.openssl}"]
  # error AB4003 `"open ssl"`: An element of forbid is "open ssl", but it must be a name as in the store, such as openssl-1.1.1w: at most 211 letters, digits and + - . _ =, in which * stands for any characters and ? for exactly one.
  # error AB4003 `"/nix/store/*"`: An element of forbid is "/nix/store/*", but it must be a name as in the store, such as openssl-1.1.1w: at most 211 letters, digits and + - . _ =, in which * stands for any characters and ? for exactly one.
  # error AB4003 `"gcc@12"`: An element of forbid is "gcc@12", but it must be a name as in the store, such as openssl-1.1.1w: at most 211 letters, digits and + - . _ =, in which * stands for any characters and ? for exactly one.
  # error AB4003 `""`: An element of forbid is "", but it must be a name as in the store, such as openssl-1.1.1w: at most 211 letters, digits and + - . _ =, in which * stands for any characters and ? for exactly one.
  # error AB4002 `"${pkgs.openssl}/bin"`: forbid wants packages; this is a path inside one, "${pkgs.openssl}/bin". Name the package itself. => Change to pkgs.openssl
  # warning AB4019 `pkgs.openssl`: pkgs.openssl already stands in this list; once is enough.
  # note `pkgs.openssl`: the first time
  # warning AB4019 `"openssl-1.1*"`: "openssl-1.1*" already stands in this list; once is enough.
  # note `"openssl-1.1*"`: the first time
  # error AB4002 `5`: forbid wants packages; this is 5.
  # error AB4002 `layer.base`: forbid wants packages; layer.base is a layer.
  # error AB4003 `"é*"`: An element of forbid is "é*", but it must be a name as in the store, such as openssl-1.1.1w: at most 211 letters, digits and + - . _ =, in which * stands for any characters and ? for exactly one.
  # warning AB4019 `"${pkgs.openssl}"`: pkgs.openssl already stands in this list; once is enough.
  # note `pkgs.openssl`: the first time
  reason     = platform.arch
  # error AB3005 `platform.arch`: platform.arch cannot stand here. This block is the same for every platform, so its values cannot depend on one.
}

policy "long" {
  applies_to = variant.a
  # error AB4002 `variant.a`: applies_to wants a list; this is variant.a, which is a variant.
  forbid     = [join("", [for i in range(212) : "x"]), join("*", [for i in range(211) : "x"]), "*", "???-*.drv"]
  # error AB4003 `join("", [for i in range(212) : "x"])`: An element of forbid is "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…", but it must be a name as in the store, such as openssl-1.1.1w: at most 211 letters, digits and + - . _ =, in which * stands for any characters and ? for exactly one.
}

policy "bare" {
# error AB2003 `policy "bare"`: policy.bare needs the attribute "applies_to", for example: applies_to = [variant.runtime]
# error AB2003 `policy "bare"`: policy.bare needs the attribute "forbid", for example: forbid = [pkgs.gcc, "openssl-1.1*"]
}

layer "base" {
}

variant "common" {
# note `variant "common"`: declared here
  abstract = true
}

variant "a" {
  extends = variant.common
}
