# Imported from Dockerfile by agentboxc import.
# Packages have the versions of the locked nixpkgs.

layer "base" {
  description = "debian:bookworm-slim"
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
  packages = [pkgs.openssl, pkgs.cacert]
}

variant "runtime" {
  layers = [layer.base, layer.tools]

  config {
    entrypoint = ["./gateway"]
    env = {
      APP_ENVIRONMENT = "production"
    }
    working_dir = "/app"
  }

  directory "/app" {}

  file "/app/configuration.yaml" {
    source = "./configuration.yaml"
  }
}
