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
  packages = [pkgs.python312, pkgs.nodejs_20, pkgs.ripgrep, pkgs.go, pkgs.python312Packages.pip]
}

variant "runtime" {
  layers = [layer.base, layer.tools]

  config {
    cmd = ["bash"]
    env = {
      PIP_DISABLE_PIP_VERSION_CHECK = "1"
    }
  }
}

shell "default" {
  from = variant.runtime
  hook = ". $VENV_DIR/bin/activate\n"
}
