# Imported from devbox.json by agentboxc import.
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
  packages = [pkgs.php83, pkgs.nodejs_22, pkgs.strace, pkgs.openssl]
}

layer "tools-x86_64-linux" {
  only     = ["x86_64-linux"]
  packages = [pkgs.cudatoolkit]
}

variant "runtime" {
  layers = [layer.base, layer.tools, layer.tools-x86_64-linux]

  config {
    cmd = ["bash"]
  }
}
