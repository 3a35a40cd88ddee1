# Imported from apko.yaml by agentboxc import.
# Packages have the versions of the locked nixpkgs.

platform "x86_64-linux" {}

layer "tools" {
  packages = [pkgs.busybox, pkgs.s6]
}

variant "runtime" {
  layers = [layer.tools]
}
