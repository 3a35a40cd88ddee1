layer "before" {
  packages = [pkgs.git]
}

layer "m" {
  packages = [
}

  # An indented comment, and an indented block.
  layer "after" {
    packages = [pkgs.bash]
  }

variant "v" {
  layers = [layer.before, layer.after]

  config {
    cmd = ["x"]
  }
}

# second mistake
layer "n" {
  packages = []
  config {
}

layr "o" {
  packages = [pkgs.bash]
}
