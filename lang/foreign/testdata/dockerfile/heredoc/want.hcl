# Imported from Dockerfile by agentboxc import.
# Packages have the versions of the locked nixpkgs.

layer "base" {
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

layer "tools" {
  packages = [pkgs.curl, pkgs.jq, pkgs.vim]
}

variant "runtime" {
  layers = [layer.base, layer.tools]

  config {
    entrypoint = ["bash"]
  }

  directory "/srv/data" {}

  file "/etc/motd" {
    content = "Hello, world. It's \"quoted\".\n"
  }

  file "/etc/profile.d/run.sh" {
    content = <<-EOT
      export A="$${B}"
      %%{ x }
        indented
    EOT
  }

  file "/etc/conf" {
    content = "key = value\n"
  }

  directory "/opt/x" {}
}
