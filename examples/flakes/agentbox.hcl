# A package of another flake: any input can bring some, here the one that is there anyway.

package "flake" "layers" {
  input = input.nix2container
  attr  = "nix2container-bin"
}

variant "runtime" {
  packages = [pkgs.bashInteractive, pkgs.coreutils, package.flake.layers]

  config {
    cmd = ["${pkgs.bashInteractive}/bin/bash"]
  }
}
