layer "before" {
  packages = [pkgs.git]
}

layer "m" {
  packages = [pkgs.a, pkgs.b
  max_layers = 3
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
