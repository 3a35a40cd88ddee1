# Imported from Dockerfile by agentboxc import.
# Packages have the versions of the locked nixpkgs.

layer "base" {
  description = "php:8.3-fpm"
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
    pkgs.php,
  ]
}

layer "tools" {
  packages = [
    pkgs.nginx,
    pkgs.python3Packages.supervisor,
    pkgs.libzip,
    pkgs.libpng.dev,
    pkgs.unzip,
    pkgs.phpPackages.composer,
  ]
}

variant "runtime" {
  layers = [layer.base, layer.tools]

  config {
    cmd   = ["/bin/supervisord", "-n"]
    ports = [80, 443]
    labels = {
      "org.opencontainers.image.authors" = "Ops <ops@example.org>"
    }
  }

  user "www-data" {
    uid = 33
  }

  file "/etc/nginx/nginx.conf" {
    source = "./nginx.conf"
  }

  file "/etc/supervisor/conf.d/supervisord.conf" {
    source = "./supervisord.conf"
  }
}
