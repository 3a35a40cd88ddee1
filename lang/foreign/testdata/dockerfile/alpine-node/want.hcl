# Imported from Dockerfile by agentboxc import.
# Packages have the versions of the locked nixpkgs.

layer "base" {
  description = "alpine:3.20"
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
  packages = [pkgs.nodejs, pkgs.tzdata, pkgs.su-exec, pkgs.cacert]
}

variant "runtime" {
  layers = [layer.base, layer.tools]

  config {
    cmd         = ["node", "index.js"]
    user        = user.svc
    working_dir = "/srv/app"
  }

  user "svc" {
    uid   = 2000
    home  = "/srv/app"
    shell = "/sbin/nologin"
  }

  file "/etc/timezone" {
    content = "Europe/Berlin\n"
  }

  file "/srv/ready" {
    content = ""
  }

  symlink "/etc/zone" {
    target = "/share/zoneinfo/UTC"
  }
}
