# What modules bring: only what is used, under names of its own.

platform "x86_64-linux" {}
platform "aarch64-linux" {}

input "agents" {
  url = "github:example/agents/stable"
}

module "common" {
  source = "./common"
  python = "312"
  extra  = [pkgs.git]
}

module "tools" {
  for_each = { small = [pkgs.jq], large = [pkgs.jq, pkgs.ripgrep] }
  source   = "./tools"
  packages = each.value
}

variant "agent" {
  extends  = module.common.variant.parent
  layers   = concat(super.layers, [module.tools["small"].layer.all])
  packages = [module.common.pkgs.tree, module.common.pkgset.patched.hello]

  config {
    cmd    = ["${module.common.package.script.start}/bin/start"]
    user   = user.agent
    labels = { pythons = join(" ", module.common.local.pythons), one = module.common.local.pythons[0] }
  }
}

variant "all" {
  for_each = module.tools
  layers   = [each.value.layer.all]
}

budget "all" {
  applies_to = [module.common.layer.base]
  max        = "80MB"
}

policy "no-git" {
  applies_to = [variant.agent]
  forbid     = [module.common.package.flake.agent]
}
# +++ common/agentbox.hcl
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

# The unit that uses this one has an input of the same name, which counts.
input "agents" {
  url = "github:example/agents"
}

input "patches" {
  url = "github:example/patches"
  follows = {
    nixpkgs = input.nixpkgs
    base    = input.base
  }
}

input "base" {
  url = "github:example/base"
}

input "unused" {
  url = "github:example/unused"
}

overlay "own" {
  file = "nix/overlay.nix"
}

pkgset "patched" {
  overlays = [overlay.own, input.patches.overlays.default]
}

package "script" "start" {
  file = "start.sh"
}

package "flake" "agent" {
  input = input.agents
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
# +++ common/nix/overlay.nix
final: prev: { }
# +++ common/start.sh
echo started
# +++ tools/agentbox.hcl
variable "packages" {
  type = list(any)
}

layer "all" {
  packages = var.packages
}
