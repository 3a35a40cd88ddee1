# Imported from docker-bake.hcl by agentboxc import.
# Packages have the versions of the locked nixpkgs.

platform "aarch64-linux" {}
platform "x86_64-linux" {}

package "python_env" "web-main" {
  python   = pkgs.python312
  packages = ["flask", "gunicorn"]
}

layer "web-base" {
  description = "python:3.12"
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
  ]
}

layer "web-python" {
  packages = [package.python_env.web-main]
}

layer "tools-base" {
  description = "python:3.12"
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
    pkgs.python312,
  ]
}

layer "tools-tools" {
  packages = [pkgs.jq, pkgs.ripgrep]
}

variant "web" {
  layers = [layer.web-base, layer.web-python]

  config {
    cmd = ["gunicorn", "app"]
    env = {
      ROLE = "web"
    }
    ports = [80]
    labels = {
      "org.opencontainers.image.revision" = ""
      "org.opencontainers.image.vendor"   = "ACME"
    }
  }
}

variant "tools" {
  platforms = ["x86_64-linux"]
  layers    = [layer.tools-base, layer.tools-tools]

  config {
    cmd = ["bash"]
    labels = {
      "org.opencontainers.image.revision" = ""
      "org.opencontainers.image.vendor"   = "ACME"
    }
  }
}

publish "web" {
  variants   = [variant.web]
  repository = "ghcr.io/acme/web"
  tags       = ["v1", "latest"]
}

publish "web-2" {
  variants   = [variant.web]
  repository = "ghcr.io/acme/web-extra"
  tags       = ["v1"]
}

publish "tools" {
  variants   = [variant.tools]
  repository = "ghcr.io/acme/tools"
  tags       = ["latest"]
}
