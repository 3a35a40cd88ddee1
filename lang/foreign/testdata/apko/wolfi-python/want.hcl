# Imported from apko.yaml by agentboxc import.
# Packages have the versions of the locked nixpkgs.

layer "tools" {
  max_layers = 10
  packages = [
    pkgs.bashInteractive,
    pkgs.coreutils,
    pkgs.findutils,
    pkgs.gnugrep,
    pkgs.gnused,
    pkgs.gawk,
    pkgs.cacert,
    pkgs.python312,
    pkgs.python3Packages.pip,
    pkgs.tzdata,
    pkgs.git,
  ]
}

variant "runtime" {
  layers = [layer.tools]

  config {
    entrypoint  = ["/bin/sh", "-c", "exec python3 \"$@\""]
    cmd         = ["-m", "http.server", "8080"]
    user        = user.nonroot
    working_dir = "/work"
    volumes     = ["/data"]
    labels = {
      "org.opencontainers.image.source" = "https://github.com/acme/images"
      "org.opencontainers.image.title"  = "python"
    }
    stop_signal = "SIGINT"
  }

  user "nonroot" {
    uid    = 65532
    groups = ["ops"]
  }

  directory "/work" {}
}
