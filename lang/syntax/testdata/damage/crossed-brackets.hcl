layer "before" {
  packages = [pkgs.git]
}

layer "m" {
  max_layers = (1 + 2]
}

layer "after" {
  packages = [pkgs.bash]
}

variant "v" {
  layers = [layer.before, layer.after]

  config {
    cmd = ["x"]
  }
}
