# Shells have what their variant has, and more.

platform "x86_64-linux" {}

agentbox {
  name    = "ghcr.io/team/box"
  default = variant.runtime
}

layer "base" {
  packages = [pkgs.git]
}

layer "more" {
  packages = [pkgs.jq]
}

variant "other" {
}

variant "runtime" {
  layers   = [layer.base]
  packages = [pkgs.curl]
  config {
    env = { A = "a", C = "${pkgs.git}" }
  }
}

shell "default" {
  from     = variant.runtime
  layers   = [layer.base, layer.more]
  packages = [pkgs.curl, pkgs.gdb]
  env      = { B = "b", C = "${pkgs.git}" }
  hook     = "echo ${pkgs.git}"
}

shell "alone" {
  packages = [pkgs.gdb]
}
