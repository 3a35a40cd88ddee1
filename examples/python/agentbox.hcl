# An interpreter with libraries, and a script that starts it.

package "python_env" "main" {
  python   = pkgs.python312
  packages = ["requests", "numpy"]
}

package "script" "entrypoint" {
  runtime_inputs = [pkgs.coreutils]
  text           = <<-EOT
    mkdir -p "$HOME"
    exec ${package.python_env.main}/bin/python3 "$@"
  EOT
}

# What changes least comes first: the interpreter stays in the registry when
# the script changes.
layer "python" {
  packages = [package.python_env.main]
}

variant "python" {
  layers   = [layer.python]
  packages = [package.script.entrypoint]

  config {
    entrypoint = ["${package.script.entrypoint}/bin/entrypoint"]
    env        = { HOME = "/tmp/home", PYTHONUNBUFFERED = 1 }
  }
}
