# Mistakes of every stage in one unit. Nothing is generated.

layer "base" {
  packages = [pkgs.git
}

lyer "tools" {
}

variant "runtime" {
  layers = [layer.base, layer.bse]

  config {
    cmd   = upper("${pkgs.git}")
    ports = [99999]
  }
}

locals {
  a = local.b
  b = local.a
}
