# What does not depend on the platform is shared, and what does is not.

platform "arm64" {
  builders = ["ssh://arm aarch64-linux"]
}
platform "linux/amd64" {}

locals {
  arch = platform.arch
  same = "same"
  tool = platform.arch == "amd64" ? pkgs.valgrind : pkgs.gdb
}

layer "same" {
  packages = [pkgs.git]
}

layer "differs" {
  packages = [local.tool]
}

layer "amd" {
  packages = [pkgs.intel-gpu-tools]
  only     = ["amd64"]
}

package "script" "same" {
  text = local.same
}

package "script" "differs" {
  text = local.arch
}

variant "same" {
  layers = [layer.same]
}

variant "layers" {
  layers = [layer.same, layer.differs, layer.amd]
}

variant "package" {
  packages = [package.script.differs]
}

variant "child" {
  extends = variant.package
}

variant "arm" {
  layers    = [layer.same]
  platforms = ["aarch64-linux"]
}

shell "arm" {
  from = variant.arm
}
