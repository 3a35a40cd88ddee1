layer "before" {
  packages = [pkgs.git]
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

layer "m" {
  packages = [
