# Imported from manifest.toml by agentboxc import.
# Packages have the versions of the locked nixpkgs.

layer "base" {
  description = "A shell and everyday tools"
  packages = [
    pkgs.bashInteractive,
    pkgs.coreutils,
    pkgs.findutils,
    pkgs.gnugrep,
    pkgs.gnused,
    pkgs.gawk,
    pkgs.gnutar,
    pkgs.gzip,
  ]
}

layer "tools" {
  packages = [pkgs.gdb]
}

layer "tools-x86_64-linux" {
  only     = ["x86_64-linux"]
  packages = [pkgs.intel-gpu-tools]
}

variant "runtime" {
  layers = [layer.base, layer.tools, layer.tools-x86_64-linux]

  config {
    cmd = ["bash"]
  }
}
