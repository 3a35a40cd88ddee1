layer "before" {
  packages = [pkgs.git]
}

layer "m" {
  description = "abc
  packages    = []
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
