# Imported from Dockerfile by agentboxc import.
# Packages have the versions of the locked nixpkgs.

layer "base" {
  description = "node:20-alpine"
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
    pkgs.nodejs_20,
  ]
}

variant "runner" {
  layers = [layer.base]

  config {
    cmd = ["node", "server.js"]
    env = {
      NODE_ENV                = "production"
      NEXT_TELEMETRY_DISABLED = "1"
      PORT                    = "3000"
      HOSTNAME                = "0.0.0.0"
    }
    user        = user.nextjs
    working_dir = "/app"
    ports       = [3000]
  }

  user "nextjs" {
    uid = 1001
  }

  directory "/app" {}

  file "/app/package.json" {
    source = "./package.json"
  }
}
