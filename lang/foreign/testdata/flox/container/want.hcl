# Imported from manifest.toml by agentboxc import.
# Packages have the versions of the locked nixpkgs.

platform "x86_64-linux" {}

input "sl" {
  url = "github:mtoyoda/sl"
}

pkgset "default" {
  allow_unfree = true
}

package "flake" "sl" {
  input = input.sl
  attr  = "default"
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
  packages = [pkgs.python312, pkgs.postgresql_16, pkgs.gcc-unwrapped, package.flake.sl]
}

variant "runtime" {
  layers = [layer.base, layer.tools]

  config {
    cmd         = ["some", "command"]
    user        = user.user
    working_dir = "/working/dir"
    ports       = [80, 443]
    volumes     = ["/some/volume"]
    labels = {
      "dev.flox.key" = "value"
    }
    stop_signal = "SIGKILL"
  }

  user "user" {
    uid = 1000
  }

  directory "/working/dir" {}
}
