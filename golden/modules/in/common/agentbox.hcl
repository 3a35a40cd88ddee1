variable "python" {
  type = string
}

variable "extra" {
  default = []
}

variable "unset" {
  default = "unset"
}

locals {
  pythons = [var.python, "311"]
  name    = "common on ${platform.arch}"
}

input "tools" {
  url     = "github:example/tools"
  follows = { nixpkgs = input.nixpkgs }
}

input "rust-overlay" {
  url     = "github:oxalica/rust-overlay"
  follows = { nixpkgs = input.nixpkgs }
}

input "unused" {
  url = "github:example/unused"
}

overlay "own" {
  file = "nix/overlay.nix"
}

pkgset "patched" {
  overlays = [overlay.own, input.rust-overlay.overlays.default]
}

package "script" "start" {
  file = "start.sh"
}

package "flake" "agent" {
  input = input.tools
}

layer "base" {
  packages = concat([pkgs.bash, package.script.start], var.extra)

  budget {
    max = "50MB"
  }
}

layer "python" {
  description = local.name
  packages    = [package.python_env.main]
}

package "python_env" "main" {
  python   = pkg("python${var.python}")
  packages = ["requests"]
}

layer "unused" {
  packages = [pkgset.unused.hello]
}

pkgset "unused" {
  input = input.unused
}

variant "parent" {
  abstract = true
  layers   = [layer.base, layer.python]

  config {
    env = { START = "${package.script.start}/bin/start", NAME = self.name }
  }
  user "agent" {
    uid = 1000
  }
}

budget "own" {
  applies_to = [layer.python]
  max_layers = 1
}
