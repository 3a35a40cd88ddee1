layer "before" {
  packages = [pkgs.git]
}

layer "m" {
  labels = { a = 1 b = 2 }
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
