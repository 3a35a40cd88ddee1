layer "before" {
  packages = [pkgs.git]
}

layer "m" {
  packages = pkgs.
  max_layers = 1
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
