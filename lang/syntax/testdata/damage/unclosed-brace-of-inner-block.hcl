layer "before" {
  packages = [pkgs.git]
}

variant "m" {
  config {
    user = "x"

  tag = "1"
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
