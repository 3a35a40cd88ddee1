layer "before" {
  packages = [pkgs.git]
}

foo bar baz
1 2 3

layer "after" {
  packages = [pkgs.bash]
}

variant "v" {
  layers = [layer.before, layer.after]

  config {
    cmd = ["x"]
  }
}
