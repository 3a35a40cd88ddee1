# Imported from docker-bake.hcl by agentboxc import.
# Packages have the versions of the locked nixpkgs.

platform "x86_64-linux" {}

layer "base" {
  description = "node:22-alpine"
  packages = [
    pkgs.bashInteractive,
    pkgs.coreutils,
    pkgs.findutils,
    pkgs.gnugrep,
    pkgs.gnused,
    pkgs.gawk,
    pkgs.gnutar,
    pkgs.gzip,
    pkgs.cacert,
    pkgs.nodejs_22,
  ]
}

layer "tools" {
  packages = [
    pkgs.git,
    # no-such-thing: not known in nixpkgs
  ]
}

variant "default" {
  layers = [layer.base, layer.tools]

  config {
    cmd = ["node", "server.js"]
  }
}

publish "default" {
  variants   = [variant.default]
  repository = "ghcr.io/acme/app"
  tags       = ["latest"]
}
