# Imported from Dockerfile by agentboxc import.
# Packages have the versions of the locked nixpkgs.

package "python_env" "main" {
  python   = pkgs.python3
  packages = ["wheel", "django", "celery", "redis", "psycopg2", "whitenoise"]
}

layer "base" {
  description = "python:3.9-slim"
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
  packages = [pkgs.libpq, pkgs.gettext]
}

layer "python" {
  packages = [package.python_env.main]
}

variant "runtime" {
  layers = [layer.base, layer.tools, layer.python]

  config {
    cmd = ["/opt/venv/bin/gunicorn", "site.wsgi"]
    env = {
      PATH                   = "/opt/venv/bin:/bin"
      DJANGO_SETTINGS_MODULE = "site.settings"
      SECRET                 = ""
    }
    user        = user.www-data
    working_dir = "/app"
    ports       = [8000]
  }

  user "www-data" {
    uid = 33
  }

  file "/app/manage.py" {
    source = "./manage.py"
    mode   = "755"
  }

  directory "/app" {}
}
