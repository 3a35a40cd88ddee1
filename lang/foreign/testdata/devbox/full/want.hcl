# Imported from devbox.json by agentboxc import.
# Packages have the versions of the locked nixpkgs.

input "nixpkgs" {
  url = "github:NixOS/nixpkgs/75a52265bda7fd25e06e3a67dee3f0354e73243c"
}

package "script" "test" {
  text  = "go test ./...\n"
  check = false
}

package "script" "db-migrate" {
  text  = <<-EOT
    createdb app || true
    psql -f schema.sql
  EOT
  check = false
}

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
  packages = [
    pkgs.postgresql_16,
    pkgs.redis,
    pkgs.jq,
    pkgs.process-compose,
    # gnu sed: not a name that nixpkgs could have
    package.script.test,
    package.script.db-migrate,
  ]
}

variant "runtime" {
  layers = [layer.base, layer.tools]

  config {
    cmd = ["bash"]
    env = {
      PGDATA = "/var/lib/postgres"
      EDITOR = "vim"
    }
  }
}

shell "default" {
  from = variant.runtime
  hook = <<-EOT
    echo 'Welcome to the toolbox'
    export TOKEN=$${TOKEN:-none}
    set -u
  EOT
}
