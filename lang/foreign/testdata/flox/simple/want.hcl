# Imported from manifest.toml by agentboxc import.
# Packages have the versions of the locked nixpkgs.

platform "aarch64-linux" {}
platform "x86_64-linux" {}

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
  packages = [pkgs.nodejs_20, pkgs.ripgrep, pkgs.python311Packages.pip]
}

variant "runtime" {
  layers = [layer.base, layer.tools]

  config {
    cmd = ["bash"]
    env = {
      MESSAGE = "howdy"
    }
  }
}

shell "default" {
  from = variant.runtime
  hook = <<-EOT
    mkdir -p "$FLOX_ENV_CACHE"
    export STAGE="$${STAGE:-dev}"
    source <(kubectl completion bash)
  EOT
}
