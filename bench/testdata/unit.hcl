agentbox {
  name        = "agentbox"
  description = "The box of a coding agent"
  default     = variant.runtime
}

platform "x86_64-linux" {}
platform "aarch64-linux" {}

input "rust-overlay" {
  url     = "github:oxalica/rust-overlay"
  follows = { nixpkgs = input.nixpkgs }
}

pkgset "default" {
  input    = input.nixpkgs
  overlays = [input.rust-overlay.overlays.default]
}

locals {
  shell = "${pkgs.bash}/bin/bash"
  lang  = "C.UTF-8"
}

package "python_env" "py" {
  python   = pkgs.python312
  packages = ["numpy", "requests"]
}

package "rust_toolchain" "rust" {
  channel    = "stable"
  extensions = ["rust-src", "clippy"]
  targets    = ["wasm32-unknown-unknown"]
}

layer "base" {
  packages = [pkgs.bash, pkgs.coreutils, pkgs.git, pkgs.curl, pkgs.jq]
  budget { max = "50MB" }
}

layer "tools" {
  packages = [package.python_env.py, package.rust_toolchain.rust, pkgs.nodejs_20]
}

variant "runtime" {
  layers = [layer.base]
  config {
    entrypoint = [local.shell]
    env        = { LANG = local.lang, SHELL = local.shell }
    labels     = { "org.opencontainers.image.title" = upper("agentbox") }
  }
}

variant "full" {
  extends = variant.runtime
  layers  = concat(super.layers, [layer.tools])
  user "agent" { uid = 1000 }
  budget { max = "5GB" }
}
