# Names that mean something in Nix, or to the generated file itself.

platform "x86_64-linux" {}

locals {
  names = ["import", "map", "builtins"]
}

pkgset "or" {
  config = { import = 1, "inherit" = 2, "or" = 3, "if" = 4, true = false }
}

pkgset "pkgs" {
}

package "script" "import" {
  text = "true"
}

package "script" "map" {
  text = "${package.script.import}/bin/import"
}

package "python_env" "import" {
  python = pkgs.python3
}

package "script" "if" {
  text           = "true"
  runtime_inputs = [pkgset.or.hello, pkgset.pkgs.hello, pkgs.hello]
}

layer "builtins" {
  packages = [package.script.import, package.python_env.import]
}

layer "let" {
  packages = [package.script.if, package.script.map]
}

layer "pkgs" {
  packages = [pkgs.git]
}

layer "system" {
  packages = [pkgs.jq]
}

layer "a-b" {
  packages = [pkgs.curl]
}

layer "a_b" {
  packages = [pkgs.sqlite]
}

variant "inherit" {
  layers = [layer.builtins, layer.let, layer.pkgs, layer.system, layer.a-b, layer.a_b]
}

variant "self" {
  layers = [layer.builtins]
}

variant "null" {
  extends = variant.self
}

shell "with" {
  from = variant.self
}
