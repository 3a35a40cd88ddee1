layer "before" {
  packages = [pkgs.git]
}

layer "m" {
  packages = concat([] [])
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
