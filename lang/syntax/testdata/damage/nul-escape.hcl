layer "before" {
  packages = [pkgs.git]
}

layer "m" {
  description = "a\u0000b"
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
