# One image in three sizes: each extends the one before.

layer "shell" {
  packages = [pkgs.bashInteractive, pkgs.coreutils]

  budget {
    max = "50MB"
  }
}

layer "search" {
  packages = [pkgs.ripgrep, pkgs.jq]
}

layer "build" {
  packages = [pkgs.git, pkgs.gnumake, pkgs.gnutar]
}

# It is extended and never built itself.
variant "common" {
  abstract = true
  layers   = [layer.shell]

  config {
    cmd         = ["${pkgs.bashInteractive}/bin/bash"]
    working_dir = "/tmp"
    env         = { LANG = "C.UTF-8", SIZE = "none" }
  }

  budget {
    max = "1GB"
  }
}

variant "small" {
  extends = variant.common

  config {
    env = { SIZE = "small" } # LANG stays
  }
}

variant "medium" {
  extends = variant.small
  layers  = concat(super.layers, [layer.search])

  config {
    env = { SIZE = "medium" }
  }
}

variant "large" {
  extends = variant.medium
  layers  = concat(super.layers, [layer.build])

  config {
    env = { SIZE = "large" }
  }

  budget {
    max = "2GB" # more than the others
  }
}
