# The smallest unit: one layer, one image.

layer "tools" {
  packages = [pkgs.bashInteractive, pkgs.coreutils, pkgs.git]
}

variant "hello" {
  layers = [layer.tools]

  config {
    cmd = ["${pkgs.bashInteractive}/bin/bash"]
  }
}
