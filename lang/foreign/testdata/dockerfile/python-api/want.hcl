# Imported from Dockerfile by agentboxc import.
# Packages have the versions of the locked nixpkgs.

package "python_env" "main" {
  python = pkgs.python312
  packages = [
    "pip",
    "uvicorn",
    "fastapi",
    "sqlalchemy",
    "psycopg2",
    "gunicorn",
    # acme_auth: not known in nixpkgs
  ]
}

layer "base" {
  description = "python:3.12-slim"
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

layer "tools" {
  packages = [
    pkgs.gcc,
    pkgs.gnumake,
    pkgs.binutils,
    pkgs.libpq.dev,
    pkgs.curl,
    pkgs.git,
    # frobnicator: not known in nixpkgs
  ]
}

layer "python" {
  packages = [package.python_env.main]
}

variant "runtime" {
  layers = [layer.base, layer.tools, layer.python]

  config {
    entrypoint = ["/usr/local/bin/entrypoint.sh"]
    cmd        = ["/bin/sh", "-c", "gunicorn --bind 0.0.0.0:$${PORT:-8000} api.main:app"]
    env = {
      PYTHONDONTWRITEBYTECODE = "1"
      PYTHONUNBUFFERED        = "1"
      PATH                    = "/app/bin:/bin"
    }
    user        = user.app
    working_dir = "/app"
    ports       = [8000, 9000, 9001, 9002, "53/udp"]
    volumes     = ["/data"]
    labels = {
      "org.opencontainers.image.source" = "https://github.com/acme/api"
      "org.opencontainers.image.title"  = "API"
    }
    stop_signal = "SIGINT"
  }

  user "app" {
    uid   = 1001
    shell = "/bin/bash"
  }

  directory "/app" {
    owner = user.app
  }

  file "/app/requirements.txt" {
    source = "./requirements.txt"
    owner  = user.app
  }

  file "/usr/local/bin/entrypoint.sh" {
    source = "./entrypoint.sh"
    mode   = "0755"
  }

  directory "/data" {
    owner = user.app
  }

  directory "/app/tmp" {
    owner = user.app
  }
}
