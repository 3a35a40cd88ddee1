# What an agent works in: container images and a development shell with the same
# programs. `agentboxc validate` checks this file, `agentboxc plan` shows what
# would be generated from it, `agentboxc apply` writes flake.nix and flake.lock.

agentbox {
  name        = "agentbox"
  description = "A small box to start from."
}

# The images are built for each platform that is declared.
platform "x86_64-linux" {}

# A layer is a set of packages that images share. Packages are references to
# nixpkgs: pkgs.git, pkgs.python312Packages.pip, pkgs["gtk+3"].
layer "base" {
  packages = [pkgs.bash, pkgs.coreutils, pkgs.git]
}

# A variant is an image: layers in their order, then what is its own.
variant "runtime" {
  layers = [layer.base]

  config {
    entrypoint = ["${pkgs.bash}/bin/bash"]
    env        = { LANG = "C.UTF-8" }
  }
}
