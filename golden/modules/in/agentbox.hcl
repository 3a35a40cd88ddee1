# What modules bring: only what is used, under names of its own.

platform "x86_64-linux" {}
platform "aarch64-linux" {}

module "common" {
  source = "./common"
  python = "312"
  extra  = [pkgs.git]
}

module "tools" {
  for_each = { small = [pkgs.jq], large = [pkgs.jq, pkgs.gnugrep] }
  source   = "./tools"
  packages = each.value
}

variant "agent" {
  extends  = module.common.variant.parent
  layers   = concat(super.layers, [module.tools["small"].layer.all])
  packages = [module.common.pkgs.sqlite, module.common.pkgset.patched.jq]

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
