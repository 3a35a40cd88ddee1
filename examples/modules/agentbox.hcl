# Layers of another unit, twice: with its defaults, and with a choice of tools.

module "base" {
  source = "./tools"
}

module "data" {
  source   = "./tools"
  packages = [pkgs.jq, pkgs.sqlite]
  greeting = "This image has jq and sqlite."
}

variant "runtime" {
  extends = module.base.variant.shell
}

variant "data" {
  extends = module.data.variant.shell
}
