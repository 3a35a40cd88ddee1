# One unit for two platforms, with what differs between them.

platform "x86_64-linux" {}
platform "aarch64-linux" {}

layer "base" {
  packages = [pkgs.bashInteractive, pkgs.coreutils]
}

# A layer that exists on one platform only is left out of images on the other.
layer "x86" {
  packages = [pkgs.jq]
  only     = ["linux/amd64"]
}

locals {
  port = platform.arch == "arm64" ? 8081 : 8080
}

variant "box" {
  layers   = [layer.base, layer.x86]
  packages = platform.arch == "arm64" ? [pkgs.sqlite] : [pkgs.sqlite, pkgs.ripgrep]

  config {
    cmd   = ["${pkgs.bashInteractive}/bin/bash"]
    env   = { PLATFORM = platform.system }
    ports = [local.port]
  }
}

variant "arm" {
  extends   = variant.box
  platforms = ["aarch64-linux"]
  tag       = "raspberry"
}
