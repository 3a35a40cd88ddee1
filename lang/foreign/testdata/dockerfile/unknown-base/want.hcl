# Imported from Dockerfile by agentboxc import.
# Packages have the versions of the locked nixpkgs.

layer "base" {
  description = "/platform/base:7"
  packages = [
    pkgs.bashInteractive,
    pkgs.coreutils,
    pkgs.findutils,
    pkgs.gnugrep,
    pkgs.gnused,
    pkgs.gawk,
    pkgs.gnutar,
    pkgs.gzip,
    # what else is needed of /platform/base:7
  ]
}

variant "main" {
  layers = [layer.base]

  config {
    cmd = ["bash"]
    env = {
      GOOD = "a  b"
      NL   = "linetwo"
    }
    working_dir = "/b"
    labels = {
      "ok" = "y"
    }
  }

  directory "/b" {
    mode = "700"
  }
}
