# Imported from docker-bake.hcl by agentboxc import.
# Packages have the versions of the locked nixpkgs.

layer "one-base" {
  description = "debian:12"
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

layer "one-tools" {
  packages = [pkgs.curl]
}

variant "one" {
  layers = [layer.one-base, layer.one-tools]

  config {
    cmd = ["curl", "--version"]
  }
}

variant "two" {
  layers = [layer.one-base]

  config {
    cmd = ["sh"]
  }
}
