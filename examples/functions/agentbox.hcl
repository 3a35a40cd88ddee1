# Functions of the unit say once how names are made up.

# python("312", "requests") is python312 with that library.
function "python" {
  params          = [version]
  variadic_params = libraries
  result = concat(
    [pkg("python${version}")],
    [for name in libraries : pkg("python${version}Packages.${name}")],
  )
}

# A package in a string stays one, in functions as well.
function "program" {
  params = [package, name]
  result = "${package}/bin/${name}"
}

layer "base" {
  packages = [pkgs.bash, pkgs.coreutils]
}

layer "python" {
  packages = python("312", "requests", "numpy")
}

variant "runtime" {
  layers = [layer.base, layer.python]

  config {
    entrypoint = [program(pkgs.bash, "bash"), "-c"]
    cmd        = ["exec \"$PYTHON\" --version"]
    env        = { PYTHON = program(pkgs.python312, "python3") }
  }
}
