# Imported from devbox.json by agentboxc import.
# Packages have the versions of the locked nixpkgs.

input "process-compose" {
  url = "github:F1bonacc1/process-compose/v1.6.1"
}

input "nixpkgs-pinned" {
  url = "github:nixos/nixpkgs/5233fd2ba76a3accb5aaa999c00509a11fd0793c"
}

input "devshell" {
  url = "github:numtide/devshell"
}

input "tools" {
  url = "git+https://example.org/tools.git"
}

pkgset "nixpkgs-pinned" {
  input = input.nixpkgs-pinned
}

package "flake" "process-compose" {
  input = input.process-compose
  attr  = "default"
}

package "flake" "devshell" {
  input = input.devshell
  attr  = "devshell"
}

package "flake" "cli" {
  input = input.tools
  attr  = "cli"
}

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
  packages = [
    package.flake.process-compose,
    pkgset.nixpkgs-pinned.hello,
    package.flake.devshell,
    package.flake.cli,
  ]
}

variant "runtime" {
  layers = [layer.base, layer.tools]

  config {
    cmd = ["bash"]
  }
}
