# One image for each version of Python, in two sizes.

locals {
  pythons = {
    "3.11" = pkgs.python311
    "3.12" = pkgs.python312
  }
}

layer "base" {
  packages = [pkgs.bashInteractive, pkgs.coreutils]
}

layer "python" {
  for_each    = local.pythons
  description = "Python ${each.key}"
  packages    = [each.value]
}

variant "agent" {
  matrix = {
    python = keys(local.pythons)
    size   = ["small", "full"]
  }
  exclude  = [{ python = "3.11", size = "full" }]
  layers   = [layer.base, layer.python[each.value.python]]
  packages = each.value.size == "full" ? [pkgs.git] : []
  tag      = "py${each.key}"

  config {
    cmd = ["${local.pythons[each.value.python]}/bin/python3"]
  }
}

agentbox {
  default = variant.agent["3.12-small"]
}
